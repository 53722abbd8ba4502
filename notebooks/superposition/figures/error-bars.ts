import type { Markish } from "@observablehq/plot";
import { barThickness } from "../../../src/drawing/bars";
import type { PlotLibrary } from "../../../src/drawing/chart";
import { ofEachKind } from "./bar-kinds";
import { errorStack } from "./error-stack";

/**
 * The errors of features as stacks over their ranks from 1 on: what they are alone, what others add or take away, and a
 * line at the error as it is.
 * @param alone `[n]` the errors of the features alone
 * @param errors `[n]` the errors beside the others
 * @param order the features by their ranks
 * @param slot the distance of two ranks, in CSS pixels
 */
export function errorBars(
  Plot: PlotLibrary,
  alone: ArrayLike<number>,
  errors: ArrayLike<number>,
  order: readonly number[],
  slot: number,
): Markish[] {
  const stacks = order.map((feature, i) => ({
    x1: i + 0.5,
    x2: i + 1.5,
    error: errors[feature],
    bars: errorStack(alone[feature], errors[feature]),
  }));
  // Gaps in narrow slots would beat with the pixels, and so would soft edges without a gap.
  const narrow = slot < 4;
  const inset = narrow ? 0 : (slot - barThickness(slot)) / 2;
  const across = {
    x1: "x1",
    x2: "x2",
    insetLeft: inset,
    insetRight: inset,
    ...(narrow && { shapeRendering: "crispEdges" }),
  };
  return [
    ...ofEachKind(
      stacks.flatMap(({ x1, x2, bars }) => bars.map((bar) => ({ x1, x2, ...bar }))),
      (bars, look) => Plot.rect(bars, { ...across, y1: "from", y2: "to", ...look, stroke: "none" }),
    ),
    Plot.ruleY(
      stacks.filter(({ bars }) => bars.length > 0),
      { ...across, y: "error", stroke: "var(--blue)" },
    ),
  ];
}
