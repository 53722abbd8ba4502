import { beside } from "../../../src/drawing/beside";
import { chart, type PlotLibrary, plotFrame } from "../../../src/drawing/chart";
import { finiteRange } from "../../../src/drawing/finite-range";
import { count, fixed, magnitude } from "../../../src/drawing/format";
import { sampleAt } from "../../../src/drawing/sample";
import { significant } from "../../../src/drawing/significant";
import { setAttributes, svg } from "../../../src/drawing/svg";
import { column, numbers } from "../../../src/figure/columns";
import type { Scene, Size, View } from "../../../src/figure/drawing";
import { figure } from "../../../src/figure/figure";
import type { Floats } from "../../../src/network/network";
import type { Line } from "../mathematics/linear-fit";
import { type Focus, focusKey } from "./focus";
import { isLevel, lineAt, sparseIndices, worstError } from "./line-error";
import { probe, queryAt } from "./probe";

export interface TargetState {
  readonly Plot: PlotLibrary;
  /** `[N]`, increasing. */
  readonly inputs: Floats;
  /** `[N]`, x² at the inputs. */
  readonly targets: Floats;
  /** The line of least squares through them. */
  readonly line: Line;
  readonly focus: Focus;
  readonly domain: readonly [number, number];
}

const top = 26;
const bottomMargin = 46;
const left = 40;
const rightMargin = 10;
/** From the probe to the error's label, in CSS pixels. */
const labelGap = 12;
/** The sample of points drawn as dots. */
const dotsAtMost = 40;

/** The target function and the straight line that comes closest to it, with the line's error at the query. */
export const targetFigure = figure<TargetState>({
  title: "The target and the best line",
  height: (width) => (width < 500 ? 320 : 380),
  depends: ({ inputs, targets, line, domain }) => [inputs, targets, line, ...domain],
  still: targetScene,
  caption,
  sentence: (state) => `${atQuery(state)}.`,
  columns({ inputs, targets, line }) {
    const off = (i: number): number => lineAt(line, inputs[i]) - targets[i];
    return numbers(
      [...inputs.keys()],
      [
        column("x", "x", (i) => inputs[i], 2),
        column("x²", "target", (i) => targets[i], 2),
        column("Line", "line", (i) => lineAt(line, inputs[i]), 2),
        column("Line − x²", "line_minus_target", off, 2),
      ],
      sparseIndices(inputs.length, 25),
    );
  },
  keys: {
    help: "Left and right arrows move the query, with Shift by whole steps; Home and End go to the ends.",
    press(event, { state: { domain, focus } }) {
      // The neurons have no part here yet.
      if (!["ArrowLeft", "ArrowRight", "Home", "End", "Escape"].includes(event.key)) return false;
      return focusKey(event, focus.set, { domain, neurons: 0 });
    },
  },
});

function targetScene(
  { state: { Plot, inputs, targets, line, domain } }: View<TargetState, object>,
  { width, height }: Size,
): Scene<TargetState, object> {
  const bottom = height - bottomMargin;
  const right = width - rightMargin;
  const ends = domain.map((each) => lineAt(line, each));
  const [low, high] = finiteRange([targets, ends]);
  const pad = (high - low) * 0.06;
  const middle = (low + high) / 2;
  // Both names stand outside the parabola, where the error's label never comes.
  const named = lastAbove(inputs.length >> 1, targets, low + (middle - low) * 0.22);
  const halo = { stroke: "var(--paper)", strokeWidth: 4 };
  const {
    element: plot,
    x,
    y,
  } = chart(
    Plot.plot({
      ...plotFrame({ width, height }, { top, right: rightMargin, bottom: bottomMargin, left }),
      x: { domain, label: null },
      y: { domain: [low - pad, high + pad], ticks: 6, grid: true, label: "f(x)" },
      marks: [
        // Under the curve, so that their rims do not break it.
        Plot.text(["true x²"], {
          ...halo,
          x: [inputs[named]],
          y: [targets[named]],
          dx: -10,
          lineAnchor: "top",
          textAnchor: "end",
          fill: "var(--ink)",
        }),
        Plot.text([width < 340 ? "line" : width < 500 ? "best line" : "best straight line"], {
          ...halo,
          x: [domain[0]],
          y: [ends[0]],
          dx: 4,
          dy: 12,
          textAnchor: "start",
          fill: "var(--blue)",
          fontWeight: 600,
        }),
        Plot.line(inputs, {
          x: inputs,
          y: targets,
          stroke: "var(--ink)",
          strokeWidth: 1.25,
          className: "fig-target-curve",
        }),
        Plot.dot(sparseIndices(inputs.length, dotsAtMost), {
          x: (i) => inputs[i],
          y: (i) => targets[i],
          r: 2.6,
          fill: "var(--ink)",
        }),
        Plot.line(domain, {
          x: domain,
          y: ends,
          stroke: "var(--blue)",
          strokeWidth: 2,
          strokeDasharray: "7 4",
          className: "fig-best-line",
        }),
      ],
    }),
  );

  const bar = svg("line", { class: "fig-error-bar" });
  const onLine = svg("circle", { class: "fig-error-end fig-error-end-model", r: 4.5 });
  const onCurve = svg("circle", { class: "fig-error-end", r: 4.5 });
  const label = svg("text", { class: "fig-error-label fig-halo", dy: "0.35em" });
  const query = probe({ scale: x, top, bottom, ground: "paper", labelled: true });
  const centre = (left + right) / 2;
  return {
    marks: [plot, query.element, bar, onLine, onCurve, label],
    areas: [{ drag: (to, { state: { focus } }) => focus.set.x(queryAt(to.x, x)) }],
    moves({ state }) {
      const { target, height: lineHeight, error } = errorAt(state);
      const at = x(state.focus.x);
      const curveY = y(target);
      const lineY = y(lineHeight);
      query.move(state.focus.x);
      const [cx, onLineY, onCurveY] = [at, lineY, curveY].map((each) => each.toFixed(2));
      setAttributes(onLine, { cx, cy: onLineY });
      setAttributes(onCurve, { cx, cy: onCurveY });
      setAttributes(bar, { x1: cx, x2: cx, y1: onLineY, y2: onCurveY });
      // The label stands on the inner side of the probe, within the parabola.
      setAttributes(label, {
        ...beside(at, centre, labelGap),
        // Over the line beside the curve, under the line beside the line: there is room in both cases.
        y: (curveY < lineY ? Math.min(curveY, lineY - 14) : lineY + 14).toFixed(2),
      });
      label.textContent = `off by ${fixed(Math.abs(error), 1)}`;
    },
  };
}

/** The last sample up to an index whose target is at least a value. */
function lastAbove(index: number, targets: Floats, value: number): number {
  let i = index;
  while (i > 0 && targets[i] < value) --i;
  return i;
}

function errorAt({ inputs, targets, line, focus }: TargetState): {
  readonly target: number;
  readonly height: number;
  readonly error: number;
} {
  const target = sampleAt(inputs, targets, focus.x);
  const height = lineAt(line, focus.x);
  return { target, height, error: height - target };
}

function atQuery(state: TargetState): string {
  const { target, height, error } = errorAt(state);
  const off = Math.abs(error);
  const verdict =
    Number(off.toFixed(2)) === 0
      ? "which is right"
      : `${fixed(off, 2)} too ${error > 0 ? "high" : "low"}`;
  return `At x = ${fixed(state.focus.x, 2)} the line says ${fixed(height, 2)} where x² is ${fixed(target, 2)}: ${verdict}`;
}

function caption(state: TargetState): string {
  const { inputs, targets, line } = state;
  const worst = worstError(inputs, targets, line);
  const shape = isLevel(inputs, targets, line)
    ? `it is level, at the mean of the targets, ${fixed(line.intercept, 2)}, so it says the same whatever x is`
    : `its slope is ${significant(line.slope)} and at x = 0 it is ${fixed(line.intercept, 2)} high`;
  return `The curve is ${count(inputs.length)} points of x², ${count(sparseIndices(inputs.length, dotsAtMost).length)} of them drawn as dots. The dashed line is the best that one linear layer can do: ${shape}. Its mean squared error is ${magnitude(line.meanSquaredError)}. ${atQuery(state)}; at worst it is off by ${fixed(Math.abs(worst.error), 1)}.`;
}
