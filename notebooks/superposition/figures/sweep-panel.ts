import type { LineOptions, Markish, ScaleOptions } from "@observablehq/plot";
import { nearestIndex } from "../../../src/basics/nearest-index";
import { powersOfTen } from "../../../src/drawing/axis";
import { chart, type PlotLibrary, plotFrame } from "../../../src/drawing/chart";
import { curvePath } from "../../../src/drawing/curve";
import { placeDot } from "../../../src/drawing/dots";
import { finiteRange } from "../../../src/drawing/finite-range";
import { magnitude, powerOfTen } from "../../../src/drawing/format";
import { setAttributes, svg } from "../../../src/drawing/svg";
import type { Panel } from "../../../src/drawing/two-plots";
import { lossDomain } from "../../../src/training-panel/loss-figure";
import { crossings } from "../mathematics/sparsity-sweep";
import { besideMark } from "./beside-mark";
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

/** The lowest and the highest p. */
type Ends = readonly [low: number, high: number];

const margin = { right: 14, bottom: 40 };

/** Draws the error of an active feature, or that over all samples, with the references beside it. */
export function sweepPanel(
  which: "conditional" | "overall",
  state: SparsitySweepState,
  { left, right, top, bottom }: Panel,
): SweepPanel {
  const { Plot, sweep, other, trainedAt } = state;
  const { probabilities } = sweep;
  const ends: Ends = [probabilities[0], probabilities[probabilities.length - 1]];
  const logarithmic = which === "overall";
  const values = sweep[which];
  const naive = naiveSweep(state)[which];
  const lines = [values, naive, ...(other === null ? [] : [other[which]])];
  const curve = (errors: Float64Array, options: LineOptions): Markish =>
    Plot.line(errors, { x: probabilities, y: errors, strokeWidth: 1.75, ...options });
  const size = { width: right + margin.right, height: bottom + margin.bottom };
  const plot = chart(
    Plot.plot({
      ...plotFrame(size, { ...margin, top, left }),
      x: { type: "log", domain: ends, label: "p, how often a feature is active" },
      y: logarithmic ? decades(lines) : fromNothing([...lines, sweep.ofFeatures]),
      marks: [
        // A format would be asked of d3, which leaves out some of the ticks of a logarithmic scale.
        Plot.axisX(probabilityTicks(ends, right - left), { text: String }),
        curve(naive, { stroke: "var(--muted)" }),
        other && curve(other[which], { stroke: "var(--muted)", strokeDasharray: "5 3" }),
        curve(values, { stroke: "var(--blue)" }),
        ...trainedMark(Plot, trainedAt, ends),
        ...crossings(probabilities, values, naive).flatMap((p) =>
          crossingMark(Plot, p, naive[nearestPoint(probabilities, p)], ends),
        ),
      ],
    }),
  );
  const { x, y } = plot;
  x.clamp(true);
  y.clamp(logarithmic);

  const probe = svg("line", { class: "fig-probe-line", y1: top, y2: bottom });
  const dot = svg("circle", { class: "fig-model-dot", r: 4.5 });
  const readout = svg("text", { class: "fig-query-label", x: left, y: top - 10 });
  return {
    element: svg(
      "g",
      {},
      svg("text", { class: "fig-title", x: left, y: top - 30 }, headings[which]),
      plot.element,
      probe,
      dot,
      readout,
    ),
    probabilityAt: x.invert,
    path: (drawn) =>
      curvePath(
        drawn.length,
        (i) => x(probabilities[i]),
        (i) => (logarithmic && drawn[i] <= 0 ? Number.NaN : y(drawn[i])),
      ),
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

/** Errors from 0 on, with some room above the largest. */
function fromNothing(lines: readonly Float64Array[]): ScaleOptions {
  const most = Math.max(1e-9, finiteRange(lines)[1]);
  return { domain: [0, 1.08 * most], ticks: 5, grid: true, label: null };
}

/** The decades of all errors. */
function decades(lines: readonly Float64Array[]): ScaleOptions {
  const domain = lossDomain(Float32Array.from(lines.flatMap((line) => [...line])));
  const ticks = powersOfTen(domain, 5);
  return { type: "log", domain, ticks, tickFormat: powerOfTen, grid: true, label: null };
}

/** Round numbers, as many as fit. */
function probabilityTicks([low, high]: Ends, length: number): number[] {
  const steps = Math.log10(high / low) * 3 * 40 < length ? [1, 2, 5] : [1];
  return [0.001, 0.01, 0.1, 1]
    .flatMap((decade) => steps.map((step) => Number((decade * step).toPrecision(1))))
    .filter((tick) => tick >= low * 0.999 && tick <= high * 1.001);
}

/** Whether a p is in the right half of its logarithmic axis. */
function isRight(p: number, [low, high]: Ends): boolean {
  return p > Math.sqrt(low * high);
}

/** Where the network was trained, if the axis has it. */
function trainedMark(Plot: PlotLibrary, trainedAt: number, ends: Ends): Markish[] {
  const [low, high] = ends;
  if (trainedAt < low * 0.999 || trainedAt > high * 1.001) return [];
  return [
    Plot.ruleX([trainedAt], { stroke: "var(--muted)", strokeDasharray: "2 3" }),
    Plot.text(["trained here"], {
      x: [trainedAt],
      frameAnchor: "bottom",
      dy: -6,
      ...besideMark(isRight(trainedAt, ends), 6),
      fill: "var(--muted)",
    }),
  ];
}

/** A ring where the curve crosses that of the naive solution. */
function crossingMark(Plot: PlotLibrary, p: number, error: number, ends: Ends): Markish[] {
  const at = { x: [p], y: [error] };
  return [
    Plot.dot([p], { ...at, r: 6, stroke: "var(--muted)", strokeWidth: 1 }),
    Plot.text([`p ≈ ${roughChance(p)}`], { ...at, dy: -14, ...besideMark(isRight(p, ends), 10) }),
  ];
}
