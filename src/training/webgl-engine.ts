import { MathBackendWebGL } from "@tensorflow/tfjs-backend-webgl/dist/backend_webgl";
import { getWebGLContext, setWebGLContext } from "@tensorflow/tfjs-backend-webgl/dist/canvas_util";
import { GPGPUContext } from "@tensorflow/tfjs-backend-webgl/dist/gpgpu_context";
import {
  findBackend,
  registerBackend,
  removeBackend,
  setBackend,
  type Tensor2D,
  tensor2d,
  engine as tfjs,
  tidy,
} from "@tensorflow/tfjs-core";
import { meanSquaredError } from "../network/loss";
import type { Floats, Layer, Network } from "../network/network";
import type { TrainingSpec } from "./contract";
import { type Checkpoint, type Engine, EngineLostError, type Trainer } from "./engine";
import type { FloatContext } from "./webgl-context";
import { registerKernels } from "./webgl-kernels";

/** Epochs between two waits for the graphics card: as many losses fit in a record. */
const recordLength = 64;

/**
 * The TensorFlow.js engine: full-batch training on WebGL in float32.
 * There is one at a time in a thread; opening another closes it.
 */
export async function openWebglEngine({ gl, renderer }: FloatContext): Promise<Engine> {
  registerKernels();
  if (findBackend("webgl") !== null) removeBackend("webgl");
  setWebGLContext(2, gl);
  // Sets the drawing state that TensorFlow.js expects.
  getWebGLContext(2);
  const context = new GPGPUContext(gl);
  const backend = new MathBackendWebGL(context);
  registerBackend("webgl", () => backend);
  await setBackend("webgl");
  return {
    name: "webgl",
    detail: renderer,
    start: async (spec, from) => guarded(gl, () => webglTrainer(gl, spec, from)),
    dispose() {
      if (findBackend("webgl") === backend) removeBackend("webgl");
      gl.getExtension("WEBGL_lose_context")?.loseContext();
    },
  };
}

/**
 * Does some work on the graphics card.
 * @throws EngineLostError if the context is lost or TensorFlow.js fails on it
 */
function guarded<T>(gl: WebGL2RenderingContext, work: () => T): T {
  let result: T | undefined;
  let failure = "";
  // A lost context fails silently: whatever was read since is nothing.
  if (!gl.isContextLost())
    try {
      result = work();
    } catch (error) {
      failure = error instanceof Error ? error.message : String(error);
    }
  if (gl.isContextLost()) throw new EngineLostError("The browser took the graphics card away.");
  if (failure !== "") throw new EngineLostError(`WebGL failed (${failure}).`);
  return result as T;
}

/** A weight matrix `[out, in]` or a bias `[1, out]`, with Adam's moments. */
type Parameter = Record<"value" | "firstMoment" | "secondMoment", Tensor2D>;

/** A layer's weight and bias. */
type Dense = [weight: Parameter, bias: Parameter];

/** What stays the same while a model is trained. */
interface Data {
  /** `[N, 1]`. */
  readonly inputs: Tensor2D;
  readonly targets: Tensor2D;
  /** `[1, N]`, to sum over the batch. */
  readonly ones: Tensor2D;
}

function webglTrainer(
  gl: WebGL2RenderingContext,
  { data: { inputs, targets }, optimiser }: TrainingSpec,
  from: Checkpoint,
): Trainer {
  const samples = inputs.length;
  const data: Data = {
    inputs: tensor2d(inputs, [samples, 1]),
    targets: tensor2d(targets, [samples, 1]),
    ones: tensor2d(new Float32Array(samples).fill(1), [1, samples]),
  };
  let layers = upload(from);
  let epoch = from.epoch;

  /** At most `recordLength` steps. */
  const runBatch = (steps: number): Float32Array => {
    let record = tensor2d(new Float32Array(recordLength), [1, recordLength]);
    for (let slot = 0; slot < steps; ++slot) {
      const before = { layers, record };
      ({ layers, record } = tidy(() => {
        const { outputs, gradients } = gradientsOf(layers, data);
        const recorded = run("RecordLoss", { losses: record, gradient: outputs }, { slot });
        return { layers: adamStep(layers, gradients, epoch + 1, optimiser), record: recorded };
      }));
      epoch += 1;
      disposeAll(before.layers);
      before.record.dispose();
    }
    const losses = record.dataSync<"float32">().slice(0, steps);
    record.dispose();
    return losses;
  };

  const download = (of: keyof Parameter): Network => ({
    layers: layers.map(([weight, bias]): Layer => {
      const [outputs, inputs] = weight.value.shape;
      return { inputs, outputs, weight: read(weight[of]), bias: read(bias[of]) };
    }),
  });

  return {
    get epoch() {
      return epoch;
    },
    async run(epochs) {
      const losses = new Float32Array(epochs);
      for (let done = 0; done < epochs; done += recordLength)
        losses.set(
          guarded(gl, () => runBatch(Math.min(recordLength, epochs - done))),
          done,
        );
      return losses;
    },
    read: async () =>
      guarded(gl, () => {
        const predictions = tidy(() => read(forward(layers, data.inputs).at(-1)!.preActivation));
        const loss = meanSquaredError(predictions, targets);
        return { network: download("value"), loss, predictions };
      }),
    checkpoint: async () =>
      guarded(gl, () => ({
        epoch,
        network: download("value"),
        firstMoment: download("firstMoment"),
        secondMoment: download("secondMoment"),
      })),
    dispose() {
      disposeAll(layers);
      for (const tensor of Object.values(data)) tensor.dispose();
    },
  };
}

/** A layer's input and what it makes of it, before GELU: `[N, in]` and `[N, out]`. */
interface Pass {
  readonly input: Tensor2D;
  readonly preActivation: Tensor2D;
}

/** The passes through all layers, first to last; the last one's pre-activation is the output. */
function forward(layers: readonly Dense[], inputs: Tensor2D): Pass[] {
  const passes: Pass[] = [];
  for (const [weight, bias] of layers) {
    const before = passes.at(-1)?.preActivation;
    const input = before === undefined ? inputs : run("Gelu", { z: before });
    const preActivation = matMul(input, weight.value, { transposeB: true, bias: bias.value });
    passes.push({ input, preActivation });
  }
  return passes;
}

/** The mean squared error's gradients by each layer's weight and bias, and by the outputs `[N, 1]`, by backpropagation. */
function gradientsOf(
  layers: readonly Dense[],
  { inputs, targets, ones }: Data,
): { outputs: Tensor2D; gradients: (readonly [Tensor2D, Tensor2D])[] } {
  const passes = forward(layers, inputs);
  const outputs = run(
    "ErrorGradient",
    { prediction: passes.at(-1)!.preActivation, target: targets },
    { scale: 2 / targets.shape[0] },
  );
  const gradients: (readonly [Tensor2D, Tensor2D])[] = [];
  let delta = outputs;
  for (let i = layers.length - 1; i >= 0; --i) {
    gradients.unshift([matMul(delta, passes[i].input, { transposeA: true }), matMul(ones, delta)]);
    if (i === 0) break;
    const [weight] = layers[i];
    delta = run("GeluGradient", {
      g: matMul(delta, weight.value),
      z: passes[i - 1].preActivation,
    });
  }
  return { outputs, gradients };
}

/** All parameters after Adam's step number `step`, counted from 1. */
function adamStep(
  layers: readonly Dense[],
  gradients: readonly (readonly [Tensor2D, Tensor2D])[],
  step: number,
  { learningRate, beta1, beta2, epsilon }: TrainingSpec["optimiser"],
): Dense[] {
  const rate = learningRate / (1 - beta1 ** step);
  const correction = Math.sqrt(1 - beta2 ** step);
  const update = ({ value, ...moments }: Parameter, g: Tensor2D): Parameter => {
    const m = run("RunningMean", { mean: moments.firstMoment, g }, { beta: beta1 });
    const v = run("RunningMeanOfSquares", { mean: moments.secondMoment, g }, { beta: beta2 });
    const uniforms = { rate, correction, epsilon };
    const updated = run("AdamUpdate", { parameter: value, m, v }, uniforms);
    return { value: updated, firstMoment: m, secondMoment: v };
  };
  return layers.map(([weight, bias], i) => {
    const [byWeight, byBias] = gradients[i];
    return [update(weight, byWeight), update(bias, byBias)];
  });
}

function upload({ network, firstMoment, secondMoment }: Checkpoint): Dense[] {
  return network.layers.map(({ inputs, outputs }, i) => {
    const parameter = (of: (layer: Layer) => Floats, shape: [number, number]): Parameter => ({
      value: tensor2d(of(network.layers[i]) as Float32Array, shape),
      firstMoment: tensor2d(of(firstMoment.layers[i]) as Float32Array, shape),
      secondMoment: tensor2d(of(secondMoment.layers[i]) as Float32Array, shape),
    });
    return [
      parameter(({ weight }) => weight, [outputs, inputs]),
      parameter(({ bias }) => bias, [1, outputs]),
    ];
  });
}

/** A copy of a tensor's values: TensorFlow.js goes on using the array that it gives. */
function read(tensor: Tensor2D): Float32Array<ArrayBuffer> {
  return Float32Array.from(tensor.dataSync<"float32">());
}

function disposeAll(layers: readonly Dense[]): void {
  for (const parameter of layers.flat())
    for (const tensor of Object.values(parameter) as Tensor2D[]) tensor.dispose();
}

function matMul(
  a: Tensor2D,
  b: Tensor2D,
  options: { transposeA?: boolean; transposeB?: boolean; bias?: Tensor2D } = {},
): Tensor2D {
  const { transposeA = false, transposeB = false, bias } = options;
  return tfjs().runKernel<Tensor2D>(
    "_FusedMatMul",
    { a, b, ...(bias && { bias }) },
    { transposeA, transposeB, activation: "linear" },
  );
}

/** Runs one of our own kernels. */
function run(
  kernel: string,
  inputs: Record<string, Tensor2D>,
  uniforms: Record<string, number> = {},
): Tensor2D {
  return tfjs().runKernel<Tensor2D>(kernel, inputs, uniforms);
}
