import type { Section } from "./figures";
import { type KernelPages, workers } from "./kernel-pages";
import { noPytorch, type Pytorch, pytorchName } from "./pytorch";
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
  pytorch: readonly Pytorch[],
): Promise<Section> {
  const page = await pages.open();
  const times: number[] = [];
  const others = pytorch.map((process) => ({ process, times: [] as number[] }));
  for (let run = 0; run < runs; ++run) {
    times.push(await page.call(call));
    for (const other of others) other.times.push(await other.process.train(id));
  }
  await page.close();
  const value = median(times);
  const unit = "s";
  return {
    title,
    ratios: "WASM ÷ it",
    figures: [
      { id: `${id}-wasm`, name: ours, unit, value },
      ...others.map(({ process, times }) => ({
        id: `${id}-pytorch-${process.threads}`,
        name: pytorchName(process),
        unit,
        value: median(times),
        ratio: value / median(times),
        note: process.version,
      })),
      ...(pytorch.length === 0
        ? [{ id: `${id}-pytorch`, name: "PyTorch", unit, note: noPytorch }]
        : []),
    ],
  };
}
