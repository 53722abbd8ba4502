// Measures the engines in Node on the x² network:
//   node scripts/run.mjs scripts/bench-engines.ts [rounds]
// With --experimental-wasm-relaxed-simd Node 20 also runs the relaxed variant; but then both are written for
// newer compilers than Node 20's, and slow.
// Rounds alternate between the engines, and the best one counts: other programs only ever slow one down.

import type { Engine } from "../src/engines/engine";
import { plainEngine } from "../src/engines/plain-engine";
import type { Variant } from "../src/engines/wasm/arithmetic";
import { peakModule, peakOperations } from "../src/engines/wasm/peak";
import { runs } from "../src/engines/wasm/support";
import { openWasmEngine } from "../src/engines/wasm/wasm-engine";
import { zerosLike } from "../src/network/copy";
import { initialise } from "../src/network/initialise";
import { seeded } from "../src/network/random";
import { epochOperations as operations } from "./bench/operations";
import { architecture, xSquaredTraining } from "./bench/x-squared";

const rounds = Number(process.argv[2] ?? 10);
const spec = xSquaredTraining([]);

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
  const network = initialise(architecture, seeded(1));
  const moment = zerosLike(network);
  const trainer = await engine.start(spec, [
    {
      model: { id: "model", seed: 1, steps: 0, snapshots: [] },
      from: { step: 0, network, firstMoment: moment, secondMoment: moment },
    },
  ]);
  // Long enough for the optimising compiler to have done its work.
  await trainer.run(engine === plainEngine ? 20 : 200);
  return { name, operations, call: () => trainer.run(1), best: Infinity };
}

async function peakOf(variant: Variant): Promise<Measured> {
  const { instance } = await WebAssembly.instantiate(peakModule(variant));
  const run = instance.exports.run as () => void;
  for (let i = 0; i < 50; ++i) run();
  return {
    operations: peakOperations,
    call: () => {
      run();
      return 0;
    },
    best: Infinity,
  };
}
