import { meanSquaredError } from "../../network/loss";
import type { TrainingSpec } from "../contract";
import type { Checkpoint, Engine, Trainer } from "../engine";
import type { Variant } from "./arithmetic";
import { type Layout, readNetwork, readPredictions, writeData, writeNetwork } from "./layout";
import { type TrainingExports, trainingModule } from "./step";
import { supportedVariant } from "./support";

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
 * The WebAssembly engine: full-batch training in float32 by a module written for the network's shape.
 * @param variant the best that runs here by default; `simd` gives the same bits on every machine
 * @throws Error saying in plain words why WebAssembly cannot be used
 */
export async function openWasmEngine(variant?: Variant): Promise<Engine> {
  const chosen = variant ?? (await supportedVariant());
  // Models of one shape share their module, and with it the code that the browser has optimised.
  const compiled = new Map<string, Promise<Compiled>>();
  const compile = ({ widths, data, optimiser }: TrainingSpec): Promise<Compiled> => {
    const samples = data.inputs.length / widths[0];
    const { beta1, beta2 } = optimiser;
    const key = [...widths, samples, beta1, beta2].join();
    const known = compiled.get(key);
    if (known !== undefined) return known;
    const made = (async () => {
      const { layout, bytes } = trainingModule(widths, samples, optimiser, chosen);
      return { layout, module: await WebAssembly.compile(bytes) };
    })();
    compiled.set(key, made);
    return made;
  };
  return {
    name: "wasm",
    detail: details[chosen],
    start: async (spec, from) => wasmTrainer(await compile(spec), spec, from),
    dispose: () => compiled.clear(),
  };
}

async function wasmTrainer(
  { layout, module }: Compiled,
  { data, optimiser }: TrainingSpec,
  from: Checkpoint,
): Promise<Trainer> {
  const instance = await WebAssembly.instantiate(module).catch((error: Error) => {
    if (!(error instanceof RangeError)) throw error;
    throw new RangeError(
      "There is not enough memory for a network this large; take a smaller one.",
    );
  });
  const { memory, step, predict } = instance.exports as unknown as TrainingExports;
  const floats = new Float32Array(memory.buffer);
  const { firstMomentOffset, secondMomentOffset, samples } = layout;
  const outputs = samples * layout.targets.columns;
  writeNetwork(floats, layout, 0, from.network);
  writeNetwork(floats, layout, firstMomentOffset, from.firstMoment);
  writeNetwork(floats, layout, secondMomentOffset, from.secondMoment);
  writeData(floats, layout, data);
  let epoch = from.epoch;

  return {
    get epoch() {
      return epoch;
    },
    async run(epochs) {
      const { learningRate, beta1, beta2, epsilon } = optimiser;
      const losses = new Float32Array(epochs);
      for (let i = 0; i < epochs; ++i) {
        epoch += 1;
        const correction = Math.sqrt(1 - power(beta2, epoch));
        const rate = (learningRate * correction) / (1 - power(beta1, epoch));
        losses[i] = step(rate, epsilon * correction) / outputs;
      }
      return losses;
    },
    async read() {
      predict();
      const predictions = readPredictions(floats, layout);
      return {
        network: readNetwork(floats, layout, 0),
        loss: meanSquaredError(predictions, data.targets),
        predictions,
      };
    },
    async checkpoint() {
      return {
        epoch,
        network: readNetwork(floats, layout, 0),
        firstMoment: readNetwork(floats, layout, firstMomentOffset),
        secondMoment: readNetwork(floats, layout, secondMomentOffset),
      };
    },
    dispose() {},
  };
}

/** base^exponent for a whole exponent, the same bits everywhere, which `**` does not promise. */
function power(base: number, exponent: number): number {
  let result = 1;
  let factor = base;
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= factor;
    factor *= factor;
  }
  return result;
}
