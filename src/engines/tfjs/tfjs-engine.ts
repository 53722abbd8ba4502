import "@tensorflow/tfjs-backend-webgl";
import { MathBackendWebGL, setWebGLContext } from "@tensorflow/tfjs-backend-webgl";
import {
  add,
  dispose,
  env,
  erf,
  findBackend,
  logSoftmax,
  matMul,
  mean,
  mul,
  neg,
  registerBackend,
  relu,
  removeBackend,
  type Scalar,
  setBackend,
  sigmoid,
  square,
  stack,
  sub,
  sum,
  type Tensor,
  type Tensor2D,
  tanh,
  tensor,
  tensor1d,
  tensor2d,
  tidy,
  variable,
} from "@tensorflow/tfjs-core";
import type { Floats, Network } from "../../network/network";
import { parametersOf } from "../../network/network";
import { batchesOf } from "../batches";
import type { Checkpoint, TrainingSpec } from "../contract";
import type { Engine, Start, Trainer } from "../engine";
import { evaluate } from "../evaluate";
import type { FloatContext } from "../webgl/context";
import { guarded } from "../webgl/guarded";
import { registerGradients } from "./gradients";
import { forward } from "./heart";
import { inputsOf, lossOf, modelOf, networkFrom, type Tf, targetsOf } from "./model";
import { optimiserOf } from "./optimiser";

const tf: Tf = {
  add,
  erf,
  logSoftmax,
  matMul,
  mean,
  mul,
  neg,
  relu,
  sigmoid,
  square,
  sub,
  sum,
  tanh,
  tensor1d,
  tensor2d,
  variable,
};
const backend = "webgl";
const what = "TensorFlow.js";
let started = 0;

/** TensorFlow.js as everybody uses it, on its WebGL backend: variables, `tf.train.adam`, `minimize`. */
export async function openTfjsEngine({ gl, canvas, renderer }: FloatContext): Promise<Engine> {
  registerGradients();
  // TensorFlow.js would open a context of its own to find out what it can do.
  setWebGLContext(2, gl);
  env().set("WEBGL_VERSION", 2);
  // A backend that was removed is not made anew on another canvas.
  if (findBackend(backend) !== null) removeBackend(backend);
  registerBackend(backend, () => new MathBackendWebGL(canvas));
  if (!(await setBackend(backend))) throw new Error("TensorFlow.js cannot use WebGL here.");
  return {
    name: "tfjs",
    detail: renderer,
    reproducible: false,
    together: 1,
    start: (spec, [start]) => tfjsTrainer(gl, spec, start),
    dispose() {
      removeBackend(backend);
      gl.getExtension("WEBGL_lose_context")?.loseContext();
    },
  };
}

async function tfjsTrainer(
  gl: WebGL2RenderingContext,
  spec: TrainingSpec,
  { model: { seed }, from }: Start,
): Promise<Trainer> {
  const { architecture, loss, schedule } = spec;
  const { inputs } = architecture;
  const outputs = architecture.layers[architecture.layers.length - 1].outputs;
  const batches = batchesOf(spec, seed);
  const model = guarded(gl, what, () => modelOf(tf, from.network, `model-${++started}`));
  const moments = {
    first: tensorsOf(from.firstMoment),
    second: tensorsOf(from.secondMoment),
  };
  const optimiser = await optimiserOf(spec.optimiser, schedule, from.step, moments);
  dispose([...moments.first, ...moments.second]);
  let step = from.step;
  let held: readonly [Tensor2D, Tensor2D] | undefined;

  /** The batch of a step as tensors, which the next call may end. */
  const batchAt = (at: number): readonly [Tensor2D, Tensor2D] => {
    if (held !== undefined && batches.constant) return held;
    if (held !== undefined) dispose([...held]);
    const batch = batches.at(at);
    held = [inputsOf(tf, batch, inputs), targetsOf(tf, batch, outputs)];
    return held;
  };
  const network = (): Network => networkFrom(from.network, model.variables.map(values));

  return {
    get step() {
      return step;
    },
    run: async (steps) =>
      guarded(gl, what, () => {
        const losses: Scalar[] = [];
        for (let i = 0; i < steps; ++i) {
          const [x, y] = batchAt(step);
          const lossHere = (): Scalar => lossOf(tf, loss, forward(tf, model.layers, x), y);
          losses.push(optimiser.step(lossHere, model.variables, step));
          step += 1;
        }
        const all = stack(losses);
        const told = values(all);
        dispose([all, ...losses]);
        return [told];
      }),
    read: async () =>
      guarded(gl, what, () => ({
        network: network(),
        ...evaluate(spec, batches, (batch) =>
          tidy(() => values(forward(tf, model.layers, inputsOf(tf, batch, inputs)))),
        ),
      })),
    async checkpoint() {
      const { first, second } = await optimiser.moments();
      return guarded(gl, what, () => [
        {
          step,
          network: network(),
          firstMoment: first.length > 0 ? momentsOf(from.firstMoment, first) : from.firstMoment,
          secondMoment:
            second.length > 0 ? momentsOf(from.secondMoment, second) : from.secondMoment,
        } satisfies Checkpoint,
      ]);
    },
    async remove() {},
    dispose() {
      dispose([...model.variables, ...(held ?? [])]);
      optimiser.dispose();
    },
  };
}

/** A moment of each variable. There are no tensors without elements. */
function tensorsOf(network: Network): Tensor[] {
  const shapes = network.layers.flatMap(({ inputs, weight, bias, gate }) => {
    const outputs = weight.length / inputs;
    const affine = [[outputs, inputs], ...(bias.length > 0 ? [[outputs]] : [])];
    return gate === undefined ? affine : [...affine, ...affine];
  });
  return parametersOf(network)
    .filter(({ length }) => length > 0)
    .map((values: Floats, i) => tensor(Float32Array.from(values), shapes[i]));
}

function momentsOf(like: Network, tensors: readonly Tensor[]): Network {
  return networkFrom(like, tensors.map(values));
}

/** A tensor's values, which further work leaves alone. */
function values(of: Tensor): Float32Array<ArrayBuffer> {
  return Float32Array.from(of.dataSync());
}
