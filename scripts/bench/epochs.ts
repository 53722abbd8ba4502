import reference from "../../tests/fixtures/x-squared/losses.json";
import type { Figure, Section } from "./figures";
import type { KernelPage, KernelPages } from "./kernel-pages";
import { epochOperations } from "./operations";
import type { ContestantName } from "./page/page";
import { noPytorch, type Pytorch, pytorchEpochs, pytorchName } from "./pytorch";
import { best } from "./statistics";

/** Milliseconds that a contestant trains in a round: those who are slow take a few epochs, the others more. */
const roundLength = 100;
/** Epochs after which all must have PyTorch's loss: nobody wins by training wrongly. */
const comparedEpochs = 20;
const expectedLoss: number = reference.losses[comparedEpochs - 1];
/** Relative: more than float32's roundings, less than any mistake. */
const tolerance = 1e-3;
/** Epochs of which the draws are counted. */
const countedEpochs = 4;

const contestants: Record<ContestantName, string> = {
  wasm: "WebAssembly engine",
  "wasm-simd": "WebAssembly engine, plain SIMD",
  webgl: "WebGL engine",
  tfjs: "tfjs engine (TensorFlow.js, WebGL)",
  plain: "plain engine",
  "tfjs-wasm-minimize": "tfjs on WASM, adam().minimize",
  "tfjs-wasm-fit": "tfjs on WASM, LayersModel.fit",
  "tfjs-webgl-minimize": "tfjs on WebGL, adam().minimize",
  "tfjs-webgl-fit": "tfjs on WebGL, LayersModel.fit",
};

/** Someone who trains one model of the x² network. */
interface Entry {
  readonly id: string;
  readonly name: string;
  readonly detail: string;
  /** Draws per step. */
  readonly draws: number;
  /** Trains for about a round. @returns milliseconds of an epoch */
  train(): Promise<number>;
  readonly times: number[];
}

/** The best of what a variant's instructions can do, in GFLOP/s; none where it does not run. */
type Peaks = Record<"relaxed" | "simd", number | undefined>;

/** One model's epoch, by everyone in turn, and draws per step. */
export async function measureEpochs(
  pages: KernelPages,
  pytorch: readonly Pytorch[],
  rounds: number,
): Promise<Section[]> {
  const opened: KernelPage[] = [];
  const entries: Entry[] = [];
  for (const id of Object.keys(contestants) as ContestantName[]) {
    const page = await pages.open();
    opened.push(page);
    entries.push(await enter(page, id));
  }
  entries.push(...pytorch.map(enterPytorch));

  const peaks: Peaks = { relaxed: undefined, simd: undefined };
  for (let round = 0; round < rounds; ++round) {
    for (const variant of ["relaxed", "simd"] as const) {
      const peak = await opened[0].call("peak", variant);
      if (peak !== undefined) peaks[variant] = Math.max(peak, peaks[variant] ?? 0);
    }
    for (const entry of entries) entry.times.push(await entry.train());
  }
  for (const page of opened) await page.close();

  const ours = entries.find(({ id }) => id === "wasm")!;
  return [
    {
      title: `One model's epoch: best of ${rounds} alternating rounds`,
      ratios: "WASM ÷ it",
      figures: [
        peakFigure("relaxed", "Peak of FMA (relaxed SIMD)", peaks),
        peakFigure("simd", "Peak of product and sum (SIMD)", peaks),
        ...entries.flatMap((entry) => [epochFigure(entry, ours), ...partOfPeak(entry, peaks)]),
        ...(pytorch.length === 0
          ? [{ id: "pytorch", name: "PyTorch", unit: "ms", note: noPytorch }]
          : []),
      ],
    },
    { title: "Draws per step", figures: entries.flatMap(drawsFigure) },
  ];
}

/**
 * Opens a contestant on its page.
 * @throws Error if it cannot train here or does not follow PyTorch's losses
 */
async function enter(page: KernelPage, id: ContestantName): Promise<Entry> {
  const name = contestants[id];
  const detail = await page.call("open", id);
  const { loss } = await page.call("train", comparedEpochs);
  if (!(Math.abs(loss / expectedLoss - 1) < tolerance))
    throw new Error(`${name}: its loss is ${loss} where PyTorch's is ${expectedLoss}`);
  // The difference leaves out what each call draws to read its losses.
  const short = await page.call("train", countedEpochs);
  const long = await page.call("train", 2 * countedEpochs);
  const epochs = Math.max(2, Math.round(roundLength / long.milliseconds));
  return {
    id,
    name,
    detail,
    draws: (long.draws - short.draws) / countedEpochs,
    train: async () => (await page.call("train", epochs)).milliseconds,
    times: [],
  };
}

function enterPytorch(pytorch: Pytorch): Entry {
  return {
    id: `pytorch-${pytorch.threads}`,
    name: pytorchName(pytorch),
    detail: pytorch.version,
    draws: 0,
    train: async () => ((await pytorch.train("epochs")) * 1000) / pytorchEpochs,
    times: [],
  };
}

function drawsFigure({ id, name, draws }: Entry): Figure[] {
  return draws === 0 ? [] : [{ id: `${id}-draws`, name, unit: "draws", value: draws }];
}

function peakFigure(variant: "relaxed" | "simd", name: string, peaks: Peaks): Figure {
  const value = peaks[variant];
  return {
    id: `peak-${variant}`,
    name,
    unit: "GFLOP/s",
    ...(value === undefined ? { note: "this browser lacks the instructions" } : { value }),
  };
}

function epochFigure({ id, name, detail, times }: Entry, ours: Entry): Figure {
  const value = best(times);
  const speed = epochOperations / value / 1e6;
  return {
    id,
    name,
    unit: "ms",
    value,
    ...(id !== ours.id && { ratio: best(ours.times) / value }),
    note: [
      `${speed.toFixed(1)} GFLOP/s`,
      `950 in ${((950 * value) / 1000).toFixed(1)} s`,
      ...(detail === "" ? [] : [detail]),
    ].join("; "),
  };
}

/** The WebAssembly engine's speed as a part of what its instructions can do at most. */
function partOfPeak({ id, name, times }: Entry, peaks: Peaks): Figure[] {
  if (id !== "wasm" && id !== "wasm-simd") return [];
  const peak = peaks[id === "wasm" ? "relaxed" : "simd"];
  const figure = { id: `${id}-of-peak`, name: `${name}, of its peak`, unit: "%" };
  if (peak === undefined) return [{ ...figure, note: "this browser lacks the instructions" }];
  return [{ ...figure, value: (100 * epochOperations) / best(times) / 1e6 / peak }];
}
