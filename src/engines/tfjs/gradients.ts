import { registerGradient } from "@tensorflow/tfjs-core";
import { addGradConfig } from "@tensorflow/tfjs-core/dist/gradients/Add_grad";
import { batchMatMulGradConfig } from "@tensorflow/tfjs-core/dist/gradients/BatchMatMul_grad";
import { castGradConfig } from "@tensorflow/tfjs-core/dist/gradients/Cast_grad";
import { erfGradConfig } from "@tensorflow/tfjs-core/dist/gradients/Erf_grad";
import { identityGradConfig } from "@tensorflow/tfjs-core/dist/gradients/Identity_grad";
import { logSoftmaxGradConfig } from "@tensorflow/tfjs-core/dist/gradients/LogSoftmax_grad";
import { meanGradConfig } from "@tensorflow/tfjs-core/dist/gradients/Mean_grad";
import { multiplyGradConfig } from "@tensorflow/tfjs-core/dist/gradients/Multiply_grad";
import { negGradConfig } from "@tensorflow/tfjs-core/dist/gradients/Neg_grad";
import { reluGradConfig } from "@tensorflow/tfjs-core/dist/gradients/Relu_grad";
import { reshapeGradConfig } from "@tensorflow/tfjs-core/dist/gradients/Reshape_grad";
import { sigmoidGradConfig } from "@tensorflow/tfjs-core/dist/gradients/Sigmoid_grad";
import { squareGradConfig } from "@tensorflow/tfjs-core/dist/gradients/Square_grad";
import { subGradConfig } from "@tensorflow/tfjs-core/dist/gradients/Sub_grad";
import { sumGradConfig } from "@tensorflow/tfjs-core/dist/gradients/Sum_grad";
import { tanhGradConfig } from "@tensorflow/tfjs-core/dist/gradients/Tanh_grad";

/** Makes the gradients known of what the losses of our networks are made of: those of all operations are 9 kB more, gzipped. */
export function registerGradients(): void {
  for (const gradient of [
    addGradConfig,
    batchMatMulGradConfig,
    castGradConfig,
    erfGradConfig,
    identityGradConfig,
    logSoftmaxGradConfig,
    meanGradConfig,
    multiplyGradConfig,
    negGradConfig,
    reluGradConfig,
    reshapeGradConfig,
    sigmoidGradConfig,
    squareGradConfig,
    subGradConfig,
    sumGradConfig,
    tanhGradConfig,
  ])
    registerGradient(gradient);
}
