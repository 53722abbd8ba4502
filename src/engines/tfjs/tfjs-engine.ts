import "@tensorflow/tfjs-backend-webgl";
import "@tensorflow/tfjs-core/dist/register_all_gradients";
import { MathBackendWebGL, setWebGLContext } from "@tensorflow/tfjs-backend-webgl";
import * as tf from "@tensorflow/tfjs-core";
import type { Floats, Network } from "../../network/network";
import { parametersOf } from "../../network/network";
import { batchesOf } from "../batches";
import type { Checkpoint, TrainingSpec } from "../contract";
import type { Engine, Start, Trainer } from "../engine";
import { evaluate } from "../evaluate";
import type { FloatContext } from "../webgl/context";
import { guarded } from "../webgl/guarded";
import { forward } from "./heart";
import { inputsOf, lossOf, modelOf, networkFrom, targetsOf } from "./model";
import { optimiserOf } from "./optimiser";

const backend = "webgl";
const what = "TensorFlow.js";
let started = 0;

/** TensorFlow.js as everybody uses it, on its WebGL backend: variables, `tf.train.adam`, `minimize`. */
export async function openTfjsEngine({ gl, canvas, renderer }: FloatContext): Promise<Engine> {
  // TensorFlow.js would open a context of its own to find out what it can do.
  setWebGLContext(2, gl);
  tf.env().set("WEBGL_VERSION", 2);
  // A backend that was removed is not made anew on another canvas.
  if (tf.findBackend(backend) !== null) tf.removeBackend(backend);
  tf.registerBackend(backend, () => new MathBackendWebGL(canvas));
  if (!(await tf.setBackend(backend))) throw new Error("TensorFlow.js cannot use WebGL here.");
  return {
    name: "tfjs",
    detail: renderer,
    reproducible: false,
    together: 1,
    start: (spec, [start]) => tfjsTrainer(gl, spec, start),
    dispose() {
      tf.removeBackend(backend);
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
  tf.dispose([...moments.first, ...moments.second]);
  let step = from.step;
  let held: readonly [tf.Tensor2D, tf.Tensor2D] | undefined;

  /** The batch of a step as tensors, which the next call may end. */
  const batchAt = (at: number): readonly [tf.Tensor2D, tf.Tensor2D] => {
    if (held !== undefined && batches.constant) return held;
    if (held !== undefined) tf.dispose([...held]);
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
        const losses: tf.Scalar[] = [];
        for (let i = 0; i < steps; ++i) {
          const [x, y] = batchAt(step);
          const lossHere = (): tf.Scalar => lossOf(tf, loss, forward(tf, model.layers, x), y);
          losses.push(optimiser.step(lossHere, model.variables, step));
          step += 1;
        }
        const all = tf.stack(losses);
        const told = values(all);
        tf.dispose([all, ...losses]);
        return [told];
      }),
    read: async () =>
      guarded(gl, what, () => ({
        network: network(),
        ...evaluate(spec, batches, (batch) =>
          tf.tidy(() => values(forward(tf, model.layers, inputsOf(tf, batch, inputs)))),
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
      tf.dispose([...model.variables, ...(held ?? [])]);
      optimiser.dispose();
    },
  };
}

/** A moment of each variable. There are no tensors without elements. */
function tensorsOf(network: Network): tf.Tensor[] {
  const shapes = network.layers.flatMap(({ inputs, weight, bias, gate }) => {
    const outputs = weight.length / inputs;
    const affine = [[outputs, inputs], ...(bias.length > 0 ? [[outputs]] : [])];
    return gate === undefined ? affine : [...affine, ...affine];
  });
  return parametersOf(network)
    .filter(({ length }) => length > 0)
    .map((values: Floats, i) => tf.tensor(Float32Array.from(values), shapes[i]));
}

function momentsOf(like: Network, tensors: readonly tf.Tensor[]): Network {
  return networkFrom(like, tensors.map(values));
}

/** A tensor's values, which further work leaves alone. */
function values(tensor: tf.Tensor): Float32Array<ArrayBuffer> {
  return Float32Array.from(tensor.dataSync());
}
