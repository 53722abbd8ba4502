import { type ScaleLogarithmic, scaleLinear, scaleLog } from "d3-scale";
import { nearestIndex } from "../../../src/basics/nearest-index";
import { type AxisScale, powersOfTen, xAxis, yAxis } from "../../../src/drawing/axis";
import { beside } from "../../../src/drawing/beside";
import { curvePath } from "../../../src/drawing/curve";
import { placeDot } from "../../../src/drawing/dots";
import { finiteRange } from "../../../src/drawing/finite-range";
import { magnitude, powerOfTen } from "../../../src/drawing/format";
import { setAttributes, svg } from "../../../src/drawing/svg";
import type { Panel } from "../../../src/drawing/two-plots";
import { lossDomain } from "../../../src/training-panel/loss-figure";
import { crossings } from "../mathematics/sparsity-sweep";
import { chance, roughChance } from "./compared";
import { naiveSweep, type SparsitySweepState } from "./sparsity-sweep-texts";

/** One of the two errors over p. */
export interface SweepPanel {
  readonly element: SVGGElement;
  /** The p at a horizontal position. */
  probabilityAt(x: number): number;
  /** The path of other values over p on these axes. */
  path(values: Float64Array): string;
  /** Puts the probe at a point, and tells the errors there. */
  move(point: number): void;
}

/** Draws the error of an active feature, or that over all samples, with the references beside it. */
export function sweepPanel(
  which: "conditional" | "overall",
  state: SparsitySweepState,
  panel: Panel,
): SweepPanel {
  const { sweep, other, trainedAt } = state;
  const { left, right, top, bottom } = panel;
  const { probabilities } = sweep;
  const logarithmic = which === "overall";
  const values = sweep[which];
  const naive = naiveSweep(state)[which];
  const lines = [values, naive, ...(other === null ? [] : [other[which]])];
  const x = scaleLog([probabilities[0], probabilities[probabilities.length - 1]], [left, right]);
  x.clamp(true);
  const y = logarithmic ? logScale(lines, panel) : linearScale([...lines, sweep.ofFeatures], panel);
  const path = (drawn: Float64Array): string =>
    curvePath(
      drawn.length,
      (i) => x(probabilities[i]),
      (i) => (logarithmic && drawn[i] <= 0 ? Number.NaN : y(drawn[i])),
    );
  const curve = (drawn: Float64Array, className: string): SVGPathElement =>
    svg("path", { class: className, d: path(drawn) });

  const probe = svg("line", { class: "fig-probe-line", y1: top, y2: bottom });
  const dot = svg("circle", { class: "fig-model-dot", r: 4.5 });
  const readout = svg("text", { class: "fig-query-label", x: left, y: top - 10 });
  const yTicks = logarithmic ? { ticks: powersOfTen(y.domain(), 5), format: powerOfTen } : {};
  const element = svg(
    "g",
    {},
    svg("text", { class: "fig-title", x: left, y: top - 30 }, headings[which]),
    yAxis({ scale: y, at: left, grid: right - left, ...yTicks }),
    xAxis({
      scale: x,
      at: bottom,
      ticks: probabilityTicks(x),
      format: String,
      label: "p, how often a feature is active",
    }),
    curve(naive, "fig-reference-curve"),
    ...(other === null ? [] : [curve(other[which], "fig-other-curve")]),
    curve(values, "fig-model-curve"),
    ...trainedMark(trainedAt, x, panel),
    ...crossings(probabilities, values, naive).flatMap((p) =>
      crossingMark(p, x(p), y(naive[nearestPoint(probabilities, p)]), panel),
    ),
    probe,
    dot,
    readout,
  );
  return {
    element,
    probabilityAt: x.invert,
    path,
    move(point) {
      const at = x(probabilities[point]);
      setAttributes(probe, { x1: at.toFixed(1), x2: at.toFixed(1) });
      placeDot(dot, [at, y(values[point])]);
      readout.textContent = `p = ${chance(probabilities[point])}: ${magnitude(values[point])}, naive ${magnitude(naive[point])}`;
    },
  };
}

const headings = {
  conditional: "Squared error given that the feature is active",
  overall: "Squared error over all samples",
};

/** The point nearest to a p on a logarithmic axis. */
export function nearestPoint(probabilities: Float64Array, p: number): number {
  return nearestIndex(Array.from(probabilities, Math.log), Math.log(p));
}

function linearScale(lines: readonly Float64Array[], { top, bottom }: Panel): AxisScale {
  return scaleLinear([0, 1.08 * Math.max(1e-9, finiteRange(lines)[1])], [bottom, top]);
}

function logScale(lines: readonly Float64Array[], { top, bottom }: Panel): AxisScale {
  const domain = lossDomain(Float32Array.from(lines.flatMap((line) => [...line])));
  return scaleLog(domain, [bottom, top]).clamp(true);
}

/** Round numbers, as many as fit. */
function probabilityTicks(x: ScaleLogarithmic<number, number>): number[] {
  const [low, high] = x.domain();
  const [left, right] = x.range();
  const steps = Math.log10(high / low) * 3 * 40 < right - left ? [1, 2, 5] : [1];
  return [0.001, 0.01, 0.1, 1]
    .flatMap((decade) => steps.map((step) => Number((decade * step).toPrecision(1))))
    .filter((tick) => tick >= low * 0.999 && tick <= high * 1.001);
}

/** Where the network was trained, if the axis has it. */
function trainedMark(
  trainedAt: number,
  x: ScaleLogarithmic<number, number>,
  { left, right, top, bottom }: Panel,
): SVGElement[] {
  const [low, high] = x.domain();
  if (trainedAt < low * 0.999 || trainedAt > high * 1.001) return [];
  const at = x(trainedAt);
  const line = { x1: at, x2: at, y1: top, y2: bottom, "stroke-dasharray": "2 3" };
  return [
    svg("line", { class: "fig-rule", ...line }),
    svg(
      "text",
      { class: "fig-note fig-halo", y: bottom - 8, ...beside(at, (left + right) / 2, 6) },
      "trained here",
    ),
  ];
}

/** A ring where the curve crosses that of the naive solution. */
function crossingMark(p: number, cx: number, cy: number, { left, right }: Panel): SVGElement[] {
  return [
    svg("circle", { class: "fig-rule", fill: "none", cx, cy, r: 6 }),
    svg(
      "text",
      { class: "fig-halo", y: cy - 10, ...beside(cx, (left + right) / 2, 10) },
      `p ≈ ${roughChance(p)}`,
    ),
  ];
}
