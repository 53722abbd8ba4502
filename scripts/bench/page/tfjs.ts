import "@tensorflow/tfjs-backend-webgl";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import plainBinary from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simdBinary from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import threadedBinary from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url";
import * as tf from "@tensorflow/tfjs-core";
import * as layers from "@tensorflow/tfjs-layers";
import { data as samples } from "../x-squared";
import { type Contestant, initialNetwork } from "./contestant";

// The training as those write it who use TensorFlow.js: nothing here is ours but the data and the initial weights.

type Backend = "webgl" | "wasm";

/** `tf.train.adam().minimize` on variables. */
export async function openMinimize(backend: Backend): Promise<Contestant> {
  await useBackend(backend);
  const { inputs, targets } = data();
  const variables = (await initialTensors()).map((tensor) => tf.variable(tensor));
  const predict = (): tf.Tensor2D => {
    let x = inputs;
    for (let i = 0; i < variables.length; i += 2) {
      const z = tf.add(tf.matMul(x, variables[i] as tf.Tensor2D), variables[i + 1]);
      x = (i < variables.length - 2 ? gelu(z) : z) as tf.Tensor2D;
    }
    return x;
  };
  const optimiser = adam();
  return {
    detail: detailOf(backend),
    async run(steps) {
      for (let step = 1; step < steps; ++step) optimiser.minimize(() => loss(predict(), targets));
      const last = optimiser.minimize(() => loss(predict(), targets), true)!;
      const [value] = await last.data();
      last.dispose();
      return value;
    },
  };
}

/** `LayersModel.fit`. */
export async function openFit(backend: Backend): Promise<Contestant> {
  await useBackend(backend);
  const { inputs, targets } = data();
  const dense = (units: number): layers.layers.Layer =>
    layers.layers.dense({ units, activation: "gelu" });
  const model = layers.sequential();
  model.add(layers.layers.dense({ units: 64, activation: "gelu", inputShape: [1] }));
  model.add(dense(256));
  model.add(dense(64));
  model.add(layers.layers.dense({ units: 1 }));
  model.setWeights(await initialTensors());
  model.compile({ optimizer: adam(), loss: "meanSquaredError" });
  return {
    detail: detailOf(backend),
    async run(epochs) {
      const options = { epochs, batchSize: inputs.shape[0], shuffle: false, verbose: 0 } as const;
      const { history } = await model.fit(inputs, targets, options);
      return history.loss[epochs - 1] as number;
    },
  };
}

async function useBackend(backend: Backend): Promise<void> {
  setWasmPaths({
    "tfjs-backend-wasm.wasm": plainBinary,
    "tfjs-backend-wasm-simd.wasm": simdBinary,
    "tfjs-backend-wasm-threaded-simd.wasm": threadedBinary,
  });
  if (!(await tf.setBackend(backend))) throw new Error(`TensorFlow.js has no ${backend} here.`);
  await tf.ready();
}

/** What TensorFlow.js has chosen to use. */
function detailOf(backend: Backend): string {
  const has = (flag: string): boolean => tf.env().getBool(flag);
  if (backend === "webgl") return has("WEBGL_RENDER_FLOAT32_ENABLED") ? "float32" : "float16";
  const simd = has("WASM_HAS_SIMD_SUPPORT") ? "SIMD" : "no SIMD";
  return `${simd}, ${has("WASM_HAS_MULTITHREAD_SUPPORT") ? "threads" : "one thread"}`;
}

function adam(): tf.AdamOptimizer {
  return tf.train.adam(1e-3, 0.9, 0.999, 1e-8);
}

function gelu(z: tf.Tensor): tf.Tensor {
  return tf.mul(tf.mul(0.5, z), tf.add(1, tf.erf(tf.div(z, Math.SQRT2))));
}

function loss(predictions: tf.Tensor2D, targets: tf.Tensor2D): tf.Scalar {
  return tf.mean(tf.squaredDifference(predictions, targets));
}

function data(): { readonly inputs: tf.Tensor2D; readonly targets: tf.Tensor2D } {
  const { inputs, targets } = samples;
  return {
    inputs: tf.tensor2d(inputs, [inputs.length, 1]),
    targets: tf.tensor2d(targets, [targets.length, 1]),
  };
}

/** Weights `[in, out]`, as TensorFlow.js has them, and biases, layer by layer. */
async function initialTensors(): Promise<tf.Tensor[]> {
  const network = await initialNetwork();
  return network.layers.flatMap(({ inputs, outputs, weight, bias }) => [
    tf.transpose(tf.tensor2d(weight as Float32Array, [outputs, inputs])),
    tf.tensor1d(bias as Float32Array),
  ]);
}
