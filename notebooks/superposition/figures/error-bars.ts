import { barThickness } from "../../../src/drawing/bars";
import { errorStack, type Segment } from "./error-stack";

/** Where the bars of the features stand, in CSS pixels. */
export interface ErrorBarScales {
  readonly left: number;
  readonly slot: number;
  y(error: number): number;
}

/** SVG path data of all bars, by what they mean. */
export interface ErrorBarPaths {
  readonly kept: string;
  readonly added: string;
  readonly removed: string;
  /** The upper ends of the errors as they are. */
  readonly ends: string;
}

/** A stack for each feature in its slot, one path for each meaning. */
export function errorBarPaths(
  isolated: ArrayLike<number>,
  conditional: ArrayLike<number>,
  order: readonly number[],
  { left, slot, y }: ErrorBarScales,
): ErrorBarPaths {
  // Gaps in narrow slots would beat with the pixels.
  const thickness = slot < 4 ? slot : barThickness(slot);
  const paths = { kept: "", added: "", removed: "", ends: "" };
  order.forEach((feature, i) => {
    const stack = errorStack(isolated[feature], conditional[feature]);
    if (stack === undefined) return;
    const x = (left + i * slot + (slot - thickness) / 2).toFixed(1);
    const bar = ([from, to]: Segment): string =>
      `M${x} ${y(from).toFixed(1)}h${thickness.toFixed(1)}V${y(to).toFixed(1)}h${(-thickness).toFixed(1)}z`;
    paths.kept += bar(stack.kept);
    if (stack.added !== undefined) paths.added += bar(stack.added);
    if (stack.removed !== undefined) paths.removed += bar(stack.removed);
    paths.ends += `M${x} ${y(conditional[feature]).toFixed(1)}h${thickness.toFixed(1)}`;
  });
  return paths;
}
