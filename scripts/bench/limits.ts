import type { Figure, Section } from "./figures";

/** What a figure may be at most or must be at least. */
export interface Limit {
  /** Of the figure, or of all figures of that kind on the pages of all notebooks, of which there must be one. */
  readonly id: string | RegExp;
  readonly of: "value" | "ratio";
  readonly most?: number;
  readonly least?: number;
  /** Whether it may be skipped: where there is no PyTorch, or the browser lacks the instructions. */
  readonly optional?: boolean;
}

/**
 * What the project promises of its speed and its size: ratios are the WebAssembly engine's figure divided by the other's.
 * How fast an epoch is, is held to the machine's own peak in the same run: how many times as long TensorFlow.js takes
 * says as much of the processor as of the engine, and is printed only.
 */
export const limits: readonly Limit[] = [
  { id: "wasm-of-peak", of: "value", least: 80, optional: true },
  { id: "wasm-simd-of-peak", of: "value", least: 80 },
  { id: "whole-run-pytorch-1", of: "ratio", most: 0.65, optional: true },
  { id: "webgl-draws", of: "value", most: 25 },
  { id: "engines-before-training", of: "value", most: 0 },
  { id: "wasm-engine-size", of: "value", most: 20 },
  { id: "click-to-progress", of: "value", most: 150 },
  { id: /^drag-.*-frame$/, of: "value", most: 12 },
  { id: /^drag-.*-frame-90$/, of: "value", most: 16 },
  { id: /^longest-task-(.*-)?wasm$/, of: "value", most: 50 },
];

/** What the limits say of a report. */
export interface Verdict {
  /** Figures that are past their limits, in words. */
  readonly shortfalls: readonly string[];
  /** Limits whose figures were not measured. */
  readonly unchecked: readonly string[];
}

export function check(sections: readonly Section[]): Verdict {
  const figures = sections.flatMap((section) => section.figures);
  const shortfalls: string[] = [];
  const unchecked: string[] = [];
  for (const limit of limits) {
    const held = figures.filter(({ id }) =>
      typeof limit.id === "string" ? id === limit.id : limit.id.test(id),
    );
    const measured = held.filter(({ value }) => value !== undefined || !limit.optional);
    if (measured.length === 0) unchecked.push(String(limit.id));
    for (const figure of measured)
      if (!keeps(figure[limit.of], limit)) shortfalls.push(shortfall(figure, limit));
  }
  return { shortfalls, unchecked };
}

function keeps(value: number | undefined, { most = Infinity, least = -Infinity }: Limit): boolean {
  return value !== undefined && value >= least && value <= most;
}

function shortfall(figure: Figure, { of, most, least }: Limit): string {
  const { name, unit, note } = figure;
  const value = figure[of];
  if (value === undefined) return `${name}: not measured (${note})`;
  const wanted = most === undefined ? `at least ${least}` : `at most ${most}`;
  const measured =
    of === "ratio" ? `ours is ${value.toPrecision(3)} of it` : `${value.toFixed(1)} ${unit}`;
  return `${name}: ${measured}, ${wanted} is wanted`;
}
