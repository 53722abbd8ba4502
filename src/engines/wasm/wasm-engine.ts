import { checkArchitecture } from "../../network/architecture";
import { isOneHot } from "../../network/batch";
import { lossDivisor } from "../../network/loss";
import { stepNumbers } from "../../network/optimiser";
import { type Batches, batchesOf } from "../batches";
import type { TrainingSpec } from "../contract";
import type { Engine, Start, Trainer } from "../engine";
import { evaluate } from "../evaluate";
import type { Variant } from "./arithmetic";
import type { Layout, Shape } from "./layout";
import { optimiserCode } from "./optimiser";
import { type TrainingExports, trainingModule } from "./step";
import { supportedVariant, targetOf } from "./support";
import {
  readNetwork,
  readOutputs,
  writeBatch,
  writeInputs,
  writeNetwork,
  writeRowWeights,
} from "./transfer";

const details: Record<Variant, string> = {
  relaxed: "WebAssembly with relaxed SIMD",
  simd: "WebAssembly SIMD",
};

/** A compiled module and how its memory is laid out. */
interface Compiled {
  readonly layout: Layout;
  readonly module: WebAssembly.Module;
}

/**
 * The WebAssembly engine: training in float32 by a module written for the network's shape.
 * @param variant the best that runs here by default; `simd` gives the same bits on every machine
 * @throws Error saying in plain words why WebAssembly cannot be used
 */
export async function openWasmEngine(variant?: Variant): Promise<Engine> {
  const chosen = await supportedVariant(variant && [variant]);
  const target = targetOf(chosen);
  // Models of one shape share their module, and with it the code that the browser has optimised.
  const compiled = new Map<string, Promise<Compiled>>();
  const compile = (spec: TrainingSpec, samples: number): Promise<Compiled> => {
    const shape = shapeOf(spec, samples);
    const optimiser = optimiserCode(spec.optimiser);
    const key = JSON.stringify([shape, optimiser]);
    const known = compiled.get(key);
    if (known !== undefined) return known;
    const made = (async () => {
      const { layout, bytes } = trainingModule(shape, optimiser, target);
      return { layout, module: await WebAssembly.compile(bytes) };
    })();
    compiled.set(key, made);
    return made;
  };
  return {
    name: "wasm",
    detail: details[chosen],
    reproducible: chosen === "simd",
    together: 1,
    async start(spec, [start]) {
      checkArchitecture(spec.architecture);
      const batches = batchesOf(spec, start.model.seed);
      return wasmTrainer(await compile(spec, batches.rows), spec, start, batches);
    },
    dispose: () => compiled.clear(),
  };
}

function shapeOf({ architecture, loss, data }: TrainingSpec, samples: number): Shape {
  const oneHot = data.kind === "fixed" && isOneHot(data.inputs) ? data.inputs : undefined;
  return { architecture, loss, samples, ...(oneHot && { perRow: oneHot.perRow }) };
}

async function wasmTrainer(
  { layout, module }: Compiled,
  spec: TrainingSpec,
  { from }: Start,
  batches: Batches,
): Promise<Trainer> {
  const instance = await WebAssembly.instantiate(module).catch((error: Error) => {
    if (!(error instanceof RangeError)) throw error;
    throw new RangeError(
      "There is not enough memory for a network this large; take a smaller one.",
    );
  });
  const { memory, step, predict } = instance.exports as unknown as TrainingExports;
  const floats = new Float32Array(memory.buffer);
  const { loss, optimiser, schedule } = spec;
  const { firstMomentOffset, secondMomentOffset, layers, rows } = layout;
  const { outputs } = layers[layers.length - 1];
  const divisor = lossDivisor(loss, batches.rows, outputs);
  writeNetwork(floats, layout, 0, from.network);
  writeNetwork(floats, layout, firstMomentOffset, from.firstMoment);
  writeNetwork(floats, layout, secondMomentOffset, from.secondMoment);
  writeRowWeights(floats, layout, batches.rows);
  if (batches.constant) writeBatch(floats, layout, batches.at(0));
  let taken = from.step;

  return {
    get step() {
      return taken;
    },
    async run(steps) {
      const losses = new Float32Array(steps);
      for (let i = 0; i < steps; ++i) {
        if (!batches.constant) writeBatch(floats, layout, batches.at(taken));
        const { rate, epsilon, decay } = stepNumbers(optimiser, schedule, taken);
        losses[i] = step(rate, epsilon, decay) / divisor;
        taken += 1;
      }
      return [losses];
    },
    async read() {
      const evaluation = evaluate(spec, batches, (batch) => {
        writeInputs(floats, layout, batch.inputs);
        const predictions = new Float32Array(batch.rows * outputs);
        for (let first = 0; first < batch.rows; first += rows) {
          predict(first);
          readOutputs(floats, layout, Math.min(rows, batch.rows - first), predictions, first);
        }
        return predictions;
      });
      return { network: readNetwork(floats, layout, 0), ...evaluation };
    },
    async checkpoint() {
      return [
        {
          step: taken,
          network: readNetwork(floats, layout, 0),
          firstMoment: readNetwork(floats, layout, firstMomentOffset),
          secondMoment: readNetwork(floats, layout, secondMomentOffset),
        },
      ];
    },
    async remove() {},
    dispose() {},
  };
}
