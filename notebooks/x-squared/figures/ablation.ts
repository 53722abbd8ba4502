import type { LineOptions } from "@observablehq/plot";
import { chart, type PlotLibrary, plotFrame } from "../../../src/drawing/chart";
import { finiteRange, withRoom } from "../../../src/drawing/finite-range";
import { finiteText } from "../../../src/drawing/finite-text";
import { fixed, list, magnitude, signed } from "../../../src/drawing/format";
import { lineEntry, markLegend } from "../../../src/drawing/mark-legend";
import { namedReadout, readoutRow } from "../../../src/drawing/named-readout";
import { sampleAt } from "../../../src/drawing/sample";
import { setAttributes, svg } from "../../../src/drawing/svg";
import { type Column, column, numbers } from "../../../src/figure/columns";
import type { Scene, Size, View } from "../../../src/figure/drawing";
import { figure, type Part } from "../../../src/figure/figure";
import type { Floats } from "../../../src/network/network";
import { type Focus, focusKey, focusKeysHelp } from "./focus";
import { probe, queryAt } from "./probe";

export interface AblationState {
  readonly Plot: PlotLibrary;
  /** `[N]`, increasing. */
  readonly inputs: Floats;
  /** The true function at the inputs, `[N]`. */
  readonly targets: Floats;
  /** The network at the inputs, `[N]`. */
  readonly predictions: Floats;
  /** The network without the silenced neurons, `[N]`. */
  readonly predictionsWithout: Floats;
  /** f(x*) with all neurons. */
  readonly prediction: number;
  /** Minus the contributions of the silenced neurons at x*. */
  readonly predicted: number;
  /** f(x*) without the silenced neurons − f(x*). */
  readonly actual: number;
  readonly focus: Focus;
  readonly domain: readonly [number, number];
  /** Number of neurons of the network. */
  readonly neurons: number;
}

const margin = { left: 46, right: 14, top: 34, bottom: 46 };

/** The curve without the silenced neurons over the curve with them; at x*, the predicted change beside the actual one. */
export const ablationFigure = figure<AblationState>({
  title: "The curve without some neurons",
  height: (width) => (width < 600 ? 380 : 440),
  depends: ({ inputs, targets, predictions, predictionsWithout, focus: { silenced }, domain }) => [
    inputs,
    targets,
    predictions,
    predictionsWithout,
    silenced.length > 0,
    ...domain,
  ],
  still: ablationScene,
  caption: ablationCaption,
  sentence({ focus, actual, predicted }) {
    if (focus.silenced.length === 0) return "No neuron is silenced.";
    const where = `With ${neuronList(focus.silenced)} silenced, the prediction at x ${fixed(focus.x, 2)}`;
    return [actual, predicted].every(Number.isFinite)
      ? `${where} changes by ${fixed(actual, 2)}; the contributions predicted ${fixed(predicted, 2)}.`
      : `${where} does not change by a finite amount: the network has diverged.`;
  },
  columns({ inputs, targets, predictions, predictionsWithout, domain: [low, high] }) {
    const curve = (heading: string, field: string, values: ArrayLike<number>): Column<number> =>
      column(
        heading,
        field,
        (_, i) => values[i],
        (x) => finiteText(sampleAt(inputs, values, x)),
      );
    return numbers(
      Array.from(inputs),
      [
        column("x", "x", (x) => x, 1),
        curve("True", "target", targets),
        curve("With all neurons", "prediction", predictions),
        curve("Without the silenced", "prediction_without_silenced", predictionsWithout),
      ],
      Array.from({ length: 21 }, (_, i) => low + ((high - low) * i) / 20),
    );
  },
  keys: {
    help: focusKeysHelp,
    press: (event, { state }) => focusKey(event, state.focus.set, state),
  },
  parts: () => [changeReadouts()],
});

function ablationScene(
  {
    state: { Plot, inputs, targets, predictions, predictionsWithout, focus, domain },
  }: View<AblationState, object>,
  { width, height }: Size,
): Scene<AblationState, object> {
  const { left, top } = margin;
  const right = width - margin.right;
  const bottom = height - margin.bottom;
  const silences = focus.silenced.length > 0;
  const line = (values: Floats, options: LineOptions) =>
    Plot.line(inputs, { x: inputs, y: values, strokeWidth: 1.75, ...options });
  const {
    element: curves,
    x,
    y,
  } = chart(
    Plot.plot({
      ...plotFrame({ width, height }, margin),
      x: { domain, label: null },
      y: {
        domain: withRoom(finiteRange([targets, predictions, predictionsWithout])),
        ticks: 6,
        grid: true,
        label: null,
      },
      marks: [
        silences
          ? Plot.area(inputs, {
              x1: inputs,
              y1: predictions,
              y2: predictionsWithout,
              fill: "var(--red)",
              fillOpacity: 0.09,
            })
          : null,
        line(predictions, { stroke: "var(--blue)" }),
        silences ? line(predictionsWithout, { stroke: "var(--red)" }) : null,
        // Beads, so that the truth is seen on top of a curve that lies on it without hiding it.
        line(targets, { strokeWidth: 2.4, strokeDasharray: "0 8", strokeLinecap: "round" }),
      ],
    }),
  );
  const legend = [
    lineEntry("true", "fig-curve-true"),
    lineEntry("network", "fig-model-curve"),
    ...(silences ? [lineEntry("silenced", "fig-curve-without")] : []),
  ];
  const actually = svg("path", { class: "fig-change-actual" });
  const asPredicted = svg("path", { class: "fig-change-predicted" });
  const query = probe({ scale: x, top, bottom, ground: "paper", labelled: true });
  const dot = svg("circle", { class: "fig-model-dot", r: 5.5 });
  return {
    marks: [curves, markLegend(legend, left, right), asPredicted, actually, query.element, dot],
    areas: [{ drag: (to, { state: { focus } }) => focus.set.x(queryAt(to.x, x)) }],
    moves({ state: { focus, prediction, actual, predicted } }) {
      const px = x(focus.x);
      const py = y(prediction);
      query.move(focus.x);
      const known = Number.isFinite(py);
      setAttributes(dot, {
        cx: px,
        cy: known ? py : bottom,
        visibility: known ? undefined : "hidden",
      });
      // Beside the probe, on the side where there is room: the actual change first, then the predicted one.
      const side = px > (left + right) / 2 ? -1 : 1;
      const changed = (away: number, by: number): string =>
        silences
          ? arrow(px + away * side, py, Math.min(bottom, Math.max(top, y(prediction + by))))
          : "";
      setAttributes(actually, { d: changed(9, actual) });
      setAttributes(asPredicted, { d: changed(21, predicted) });
    },
  };
}

/** The two changes at x*, each with the mark that draws it. */
function changeReadouts(): Part<AblationState, object> {
  const mark = (className: string): SVGElement =>
    svg(
      "svg",
      { width: 12, height: 16, "aria-hidden": "true" },
      svg("path", { class: className, d: arrow(6, 1, 15) }),
    );
  const predicted = namedReadout(
    "predicted-change",
    "predicted change: minus the contributions",
    mark("fig-change-predicted"),
  );
  const actual = namedReadout("actual-change", "actual change", mark("fig-change-actual"));
  return {
    element: readoutRow(predicted, actual),
    update({ state }) {
      const none = state.focus.silenced.length === 0;
      predicted.show(state.predicted, none ? "–" : change(state.predicted));
      actual.show(state.actual, none ? "–" : change(state.actual));
    },
  };
}

function change(by: number): string {
  return Number.isFinite(by) ? signed(by, 2) : finiteText(by);
}

/** An arrow along y; a change too small for a shaft is a head alone, and none is a dash. Where an end is not finite there is none. */
function arrow(x: number, from: number, to: number): string {
  if (!Number.isFinite(from) || !Number.isFinite(to)) return "";
  const way = Math.sign(to - from);
  if (Math.abs(to - from) < 1) return `M${x - 4} ${from}h8`;
  const head = Math.min(5, Math.abs(to - from));
  return `M${x} ${from}V${to}M${x - 4} ${to - way * head}L${x} ${to}l4 ${-way * head}`;
}

function ablationCaption(state: AblationState): string {
  const { inputs, targets, predictions, predictionsWithout, focus } = state;
  if (focus.silenced.length === 0)
    return "Nothing is silenced yet. Pin a neuron with a click on its bar, row or key in any figure, then silence it with the button or the Delete key.";
  const before = meanSquaredDifference(predictions, targets);
  const after = meanSquaredDifference(predictionsWithout, targets);
  const errors = `Without ${neuronList(focus.silenced)} the mean squared error goes from ${magnitude(before)} to ${magnitude(after)}`;
  if (![before, after, state.actual, state.predicted].every(Number.isFinite))
    return `${errors}. The network has diverged: not all of its predictions are finite, so there are no changes to compare.`;
  const worst = largestDifference(predictionsWithout, predictions);
  // The difference of the two numbers as they are shown.
  const hundredths = Math.round(100 * state.actual) - Math.round(100 * state.predicted);
  const off = fixed(Math.abs(hundredths) / 100, 2);
  const why =
    off === "0.00"
      ? ""
      : `, ${off} away: contributions are a first-order view, and the layers after the first are not linear`;
  return `${errors}, and the curve moves most, by ${fixed(worst.by, 2)}, at x = ${fixed(inputs[worst.at], 2)}. At x* = ${fixed(focus.x, 2)} the contributions predict a change of ${signed(state.predicted, 2)}; the actual change is ${signed(state.actual, 2)}${why}.`;
}

/** "neuron 3", "neurons 3 and 7", "9 neurons". */
export function neuronList(neurons: readonly number[]): string {
  if (neurons.length > 4) return `${neurons.length} neurons`;
  return `${neurons.length === 1 ? "neuron" : "neurons"} ${list(neurons)}`;
}

function meanSquaredDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; ++i) sum += (a[i] - b[i]) ** 2;
  return sum / a.length;
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): { at: number; by: number } {
  let at = 0;
  for (let i = 1; i < a.length; ++i) if (Math.abs(a[i] - b[i]) > Math.abs(a[at] - b[at])) at = i;
  return { at, by: Math.abs(a[at] - b[at]) };
}
