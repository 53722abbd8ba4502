// Measures the engines in Node on the notebook's network:
//   node --experimental-wasm-relaxed-simd scripts/run.mjs scripts/bench-engines.ts [rounds]
// Rounds alternate between the engines, and the best one counts: other programs only ever slow one down.
import { zerosLike } from "../src/network/copy";
import { xSquaredData } from "../src/network/dataset";
import { initialise } from "../src/network/initialise";
import { xSquaredWidths } from "../src/network/network";
import { seeded } from "../src/network/random";
import type { TrainingSpec } from "../src/training/contract";
import { adam } from "../src/training/defaults";
import type { Engine } from "../src/training/engine";
import { plainEngine } from "../src/training/plain-engine";
import { instructionsOf, type Variant } from "../src/training/wasm/arithmetic";
import { FunctionBuilder, i32, v128 } from "../src/training/wasm/code";
import { ModuleBuilder } from "../src/training/wasm/module";
import { runs } from "../src/training/wasm/support";
import { openWasmEngine } from "../src/training/wasm/wasm-engine";

const rounds = Number(process.argv[2] ?? 10);
const widths = xSquaredWidths(64);
const spec: TrainingSpec = {
  widths,
  activation: "gelu",
  loss: "mse",
  optimiser: adam(1e-3),
  data: xSquaredData(),
  models: [],
};

/** Floating-point operations in an epoch's products: forward, by the weights, and by the activations but the inputs. */
const operations =
  widths
    .slice(1)
    .reduce((sum, outputs, i) => sum + (i === 0 ? 2 : 3) * 2 * widths[i] * outputs, 0) *
  spec.data.inputs.length;

/** Something to measure. */
interface Measured {
  /** Floating-point operations in one call. */
  readonly operations: number;
  readonly call: () => Promise<unknown> | number;
  /** Milliseconds of one call. */
  best: number;
}

/** An engine, and what its instructions can do at most. */
interface Entry extends Measured {
  readonly name: string;
  readonly peak?: Measured;
}

const peaks: Measured[] = [];
const entries: Entry[] = [];
for (const variant of ["relaxed", "simd"] as const) {
  if (!runs(variant)) {
    console.log(`${variant}: not supported here`);
    continue;
  }
  const peak = await peakOf(variant);
  peaks.push(peak);
  entries.push({ ...(await training(`wasm ${variant}`, await openWasmEngine(variant))), peak });
}
entries.push(await training("plain", plainEngine));

for (let round = 0; round < rounds; ++round)
  for (const entry of [...peaks, ...entries]) {
    const start = performance.now();
    await entry.call();
    entry.best = Math.min(entry.best, performance.now() - start);
  }
for (const entry of entries) console.log(line(entry));

/** What was measured, and its part of the peak of its own instructions. */
function line({ name, operations: count, best, peak }: Entry): string {
  const rate = (milliseconds: number, of: number): number => of / milliseconds / 1e6;
  const speed = `${rate(best, count).toFixed(1).padStart(6)} GFLOP/s`;
  if (peak === undefined) return `${name.padEnd(13)} ${best.toFixed(2).padStart(7)} ms ${speed}`;
  const part = rate(best, count) / rate(peak.best, peak.operations);
  return `${name.padEnd(13)} ${best.toFixed(2).padStart(7)} ms ${speed}, ${(100 * part).toFixed(0)} % of ${rate(peak.best, peak.operations).toFixed(1)}`;
}

async function training(name: string, engine: Engine): Promise<Entry> {
  const network = initialise(widths, seeded(1));
  const trainer = await engine.start(spec, {
    epoch: 0,
    network,
    firstMoment: zerosLike(network),
    secondMoment: zerosLike(network),
  });
  // Long enough for the optimising compiler to have done its work.
  await trainer.run(engine === plainEngine ? 20 : 200);
  return { name, operations, call: () => trainer.run(1), best: Infinity };
}

/** The peak: twelve independent chains of x·a + b in registers, nothing else. */
async function peakOf(variant: Variant): Promise<Measured> {
  const turns = 20_000;
  const unrolled = 8;
  const f = new FunctionBuilder();
  const turn = f.local("i32");
  const sums = f.locals("v128", 12);
  const [a, b] = f.locals("v128", 2);
  const zero = i32.constant(0);
  for (const local of [a, b, ...sums]) f.set(local, v128.load(zero, 0));
  f.repeat(turn, 1, i32.constant(turns), () => {
    for (let i = 0; i < unrolled; ++i)
      for (const sum of sums) f.set(sum, instructionsOf[variant].multiplyAdd(sum, a, b));
  });
  sums.forEach((sum, i) => {
    f.storeV128(zero, 16 * i, sum);
  });
  const module = new ModuleBuilder();
  module.add(f, "run");
  const instance = await WebAssembly.instantiate(await WebAssembly.compile(module.encode(256)));
  const run = instance.exports.run as () => void;
  for (let i = 0; i < 50; ++i) run();
  return {
    operations: turns * unrolled * sums.length * 8,
    call: () => {
      run();
      return 0;
    },
    best: Infinity,
  };
}
