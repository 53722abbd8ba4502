import { peakModule, peakOperations } from "../../../src/engines/wasm/peak";
import { runs } from "../../../src/engines/wasm/support";
import { prepareTraining, startTraining } from "../../../src/training/client";
import { xSquaredTraining } from "../x-squared";
import type { Contestant } from "./contestant";
import { countDraws } from "./draws";
import { engineContestant, openOurs } from "./engine";
import { trainSuperposition } from "./superposition";

// What the benchmark calls in Chromium. Each contestant has a page of its own.

const contestants = {
  wasm: async () => engineContestant(await openOurs("wasm", false)),
  "wasm-simd": async () => engineContestant(await openOurs("wasm", true)),
  plain: async () => engineContestant(await openOurs("plain", false)),
  webgl: async () => engineContestant(await openOurs("webgl", false)),
  tfjs: async () => engineContestant(await openOurs("tfjs", false)),
  "tfjs-wasm-minimize": async () => (await import("./tfjs")).openMinimize("wasm"),
  "tfjs-wasm-fit": async () => (await import("./tfjs")).openFit("wasm"),
  "tfjs-webgl-minimize": async () => (await import("./tfjs")).openMinimize("webgl"),
  "tfjs-webgl-fit": async () => (await import("./tfjs")).openFit("webgl"),
} satisfies Record<string, () => Promise<Contestant>>;

export type ContestantName = keyof typeof contestants;

const draws = countDraws();
let contestant: Contestant;

/** Milliseconds in which workers are surely ready. */
const madeReady = 1000;

const page = {
  /** @returns what it runs on */
  async open(name: ContestantName): Promise<string> {
    contestant = await contestants[name]();
    return contestant.detail;
  },

  /** Trains on from where the contestant is. */
  async train(steps: number) {
    const drawsBefore = draws();
    const start = performance.now();
    const loss = await contestant.run(steps);
    const milliseconds = (performance.now() - start) / steps;
    return { loss, milliseconds, draws: draws() - drawsBefore };
  },

  /** The peak of a variant's instructions, of several calls, in GFLOP/s; undefined where it does not run. */
  async peak(variant: "relaxed" | "simd"): Promise<number | undefined> {
    if (!runs(variant)) return undefined;
    const { instance } = await WebAssembly.instantiate(peakModule(variant));
    const run = instance.exports.run as () => void;
    // Until the optimising compiler has done its work.
    for (let i = 0; i < 20; ++i) run();
    const calls = 20;
    const start = performance.now();
    for (let i = 0; i < calls; ++i) run();
    return (calls * peakOperations) / (performance.now() - start) / 1e6;
  },

  /** Trains all nine models in workers on the WebAssembly engine, made ready as the page does it for a reader at the button. @returns seconds */
  async wholeRun(): Promise<number> {
    const spec = xSquaredTraining();
    prepareTraining(spec, { engine: "wasm" });
    await new Promise((resolve) => setTimeout(resolve, madeReady));
    const start = performance.now();
    await new Promise<void>((resolve, reject) => {
      startTraining(
        spec,
        (event) => {
          if (event.type === "done") resolve();
          else if (event.type === "error") reject(new Error(event.message));
          else if (event.type === "engine" && event.engine !== "wasm")
            reject(new Error(`The page chose ${event.engine}: ${event.reason}`));
        },
        { engine: "wasm" },
      );
    });
    return (performance.now() - start) / 1000;
  },

  /** @returns seconds */
  async superposition(): Promise<number> {
    const engine = await openOurs("wasm", false);
    const start = performance.now();
    await trainSuperposition(engine);
    return (performance.now() - start) / 1000;
  },
};

export type BenchPage = typeof page;

Object.assign(globalThis, { page });
