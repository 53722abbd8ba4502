import type { Section } from "./figures";
import { type KernelPages, workers } from "./kernel-pages";
import { noPytorch, type Pytorch } from "./pytorch";
import { median } from "./statistics";

const runs = 3;

/** A whole training of ours against PyTorch's, alternating. */
interface Match {
  readonly id: "whole-run" | "superposition";
  readonly title: string;
  readonly ours: string;
  readonly call: "wholeRun" | "superposition";
}

/** Nine models of the x² network, 950 epochs in all, as the page trains them: wall time. */
export const wholeRun: Match = {
  id: "whole-run",
  title: `Nine models, 950 epochs: median of ${runs} alternating runs`,
  ours: `WebAssembly engine, ${workers} workers`,
  call: "wholeRun",
};

/** 100 sparse features through 10 neurons, batches of 2,048: wall time, the making of the batches included. */
export const superposition: Match = {
  id: "superposition",
  title: `Superposition, 1,000 steps: median of ${runs} alternating runs`,
  ours: "WebAssembly engine, one thread",
  call: "superposition",
};

export async function measureRuns(
  { id, title, ours, call }: Match,
  pages: KernelPages,
  pytorch: Pytorch | undefined,
): Promise<Section> {
  const page = await pages.open();
  const times: number[] = [];
  const others: number[] = [];
  for (let run = 0; run < runs; ++run) {
    times.push(await page.call(call));
    if (pytorch !== undefined) others.push(await pytorch.train(id));
  }
  await page.close();
  const name = "PyTorch, one process, one thread";
  const other = { id: `${id}-pytorch`, name, unit: "s" };
  const value = median(times);
  return {
    title,
    ratios: "WASM ÷ it",
    figures: [
      { id: `${id}-wasm`, name: ours, unit: "s", value },
      pytorch === undefined
        ? { ...other, note: noPytorch }
        : { ...other, value: median(others), ratio: value / median(others), note: pytorch.version },
    ],
  };
}
