import { type ScaleLinear, scaleLinear } from "d3-scale";
import { area } from "d3-shape";
import { xAxis, yAxis } from "../../../src/drawing/axis";
import { curvePath } from "../../../src/drawing/curve";
import { finiteRange, withRoom } from "../../../src/drawing/finite-range";
import { fixed, magnitude, signed } from "../../../src/drawing/format";
import { readout } from "../../../src/drawing/readout";
import { sampleAt } from "../../../src/drawing/sample";
import { setAttributes, svg, svgRoot } from "../../../src/drawing/svg";
import { type FigureElement, figure, type Size } from "../../../src/figure/frame";
import { pictureKind } from "../../../src/figure/picture";
import { draggable } from "../../../src/inputs/drag";
import { type Focus, focusKey, focusKeysHelp, type SetFocus } from "./focus";
import { type Probe, probe, queryAt } from "./probe";

export interface AblationState {
  /** `[N]`, increasing. */
  readonly inputs: ArrayLike<number>;
  /** The true function at the inputs, `[N]`. */
  readonly targets: ArrayLike<number>;
  /** The network at the inputs, `[N]`. */
  readonly predictions: ArrayLike<number>;
  /** The network without the silenced neurons, `[N]`. */
  readonly predictionsWithout: ArrayLike<number>;
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

type Source = Pick<AblationState, "predictions" | "predictionsWithout" | "targets">;

interface Drawing {
  readonly x: ScaleLinear<number, number>;
  readonly y: ScaleLinear<number, number>;
  readonly actual: SVGPathElement;
  readonly predicted: SVGPathElement;
}

const margin = { left: 46, right: 14, top: 34, bottom: 46 };

/** The curve without the silenced neurons over the curve with them; at x*, the predicted change beside the actual one. */
export const ablationFigure = pictureKind<AblationState>(({ focus }, invalidation) =>
  ablationElement(focus.set, invalidation),
);

function ablationElement(set: SetFocus, invalidation: Promise<void>): FigureElement<AblationState> {
  let last: AblationState;
  let drawn: Source | undefined;
  let drawing: Drawing | undefined;
  let handle: Probe | undefined;
  const marks = svg("g");
  const dot = svg("circle", { class: "fig-model-dot", r: 5.5 });

  /** What the reader holds stays in place while the network changes under it. */
  const build = (plot: HTMLElement, { width, height }: Size): void => {
    const root = svgRoot(width, height);
    plot.replaceChildren(root);
    const right = width - margin.right;
    handle = probe({
      scale: scaleLinear(last.domain, [margin.left, right]),
      top: margin.top,
      bottom: height - margin.bottom,
      ground: "paper",
      labelled: true,
    });
    const reach = svg("rect", {
      class: "fig-draggable",
      x: margin.left,
      y: 0,
      width: right - margin.left,
      height,
      fill: "transparent",
    });
    draggable(reach, ({ x }) =>
      set.x(queryAt(x, scaleLinear(last.domain, [0, right - margin.left]))),
    );
    root.append(marks, handle.element, dot, reach);
  };

  const drawMarks = ({ width, height }: Size): void => {
    const { inputs, targets, predictions, predictionsWithout, domain } = last;
    drawn = { targets, predictions, predictionsWithout };
    const right = width - margin.right;
    const bottom = height - margin.bottom;
    const x = scaleLinear(domain, [margin.left, right]);
    const y = scaleLinear(withRoom(finiteRange([targets, predictions, predictionsWithout])), [
      bottom,
      margin.top,
    ]);
    const curve = (className: string, values: ArrayLike<number>): SVGPathElement =>
      svg("path", {
        class: className,
        d: curvePath(
          inputs.length,
          (i) => x(inputs[i]),
          (i) => y(values[i]),
        ),
      });
    const between = area<number>()
      .defined((i) => Number.isFinite(predictions[i]) && Number.isFinite(predictionsWithout[i]))
      .x((i) => x(inputs[i]))
      .y0((i) => y(predictions[i]))
      .y1((i) => y(predictionsWithout[i]))
      .digits(1);
    const actual = svg("path", { class: "fig-change-actual" });
    const predicted = svg("path", { class: "fig-change-predicted" });
    marks.replaceChildren(
      xAxis({ scale: x, at: bottom }),
      yAxis({ scale: y, at: margin.left, ticks: y.ticks(6), grid: right - margin.left }),
      svg("path", {
        class: "fig-lost",
        d: between(Array.from(inputs, (_, i) => i)) ?? undefined,
      }),
      curve("fig-model-curve", predictions),
    );
    if (last.focus.silenced.length > 0)
      marks.append(curve("fig-curve-without", predictionsWithout));
    marks.append(
      curve("fig-curve-true", targets),
      legend(last.focus.silenced.length > 0),
      predicted,
      actual,
    );
    drawing = { x, y, actual, predicted };
  };

  const move = ({ x, y, actual, predicted }: Drawing): void => {
    const { focus, prediction } = last;
    const px = x(focus.x);
    handle?.move(focus.x);
    const [left, right] = x.range();
    setAttributes(dot, { cx: px, cy: y(prediction) });
    const [bottom, top] = y.range();
    const within = (value: number): number => Math.min(bottom, Math.max(top, y(value)));
    // Beside the probe, on the side where there is room: the actual change first, then the predicted one.
    const side = px > (left + right) / 2 ? -1 : 1;
    const none = focus.silenced.length === 0;
    actual.setAttribute(
      "d",
      none ? "" : arrow(px + 9 * side, y(prediction), within(prediction + last.actual)),
    );
    predicted.setAttribute(
      "d",
      none ? "" : arrow(px + 21 * side, y(prediction), within(prediction + last.predicted)),
    );
  };

  const element = figure<AblationState>(
    {
      title: "The curve without some neurons",
      keysHelp: focusKeysHelp,
      height: (width) => (width < 600 ? 380 : 440),
      draw(plot, state, size) {
        last = state;
        if (size.resized) build(plot, size);
        if (
          size.resized ||
          drawn?.predictions !== state.predictions ||
          drawn.predictionsWithout !== state.predictionsWithout ||
          drawn.targets !== state.targets
        )
          drawMarks(size);
        if (drawing !== undefined) move(drawing);
        changes.show(state);
      },
      caption: ablationCaption,
      describe: (state) =>
        state.focus.silenced.length === 0
          ? "No neuron is silenced."
          : `With ${neuronList(state.focus.silenced)} silenced, the prediction at x ${fixed(state.focus.x, 2)} changes by ${fixed(state.actual, 2)}; the contributions predicted ${fixed(state.predicted, 2)}.`,
      table: ({ inputs, targets, predictions, predictionsWithout, domain: [low, high] }) => ({
        columns: ["x", "True", "With all neurons", "Without the silenced"],
        rows: Array.from({ length: 21 }, (_, i) => {
          const x = low + ((high - low) * i) / 20;
          return [
            fixed(x, 1),
            ...[targets, predictions, predictionsWithout].map((values) =>
              fixed(sampleAt(inputs, values, x), 3),
            ),
          ];
        }),
      }),
      data: ({ inputs, targets, predictions, predictionsWithout }) => ({
        columns: ["x", "target", "prediction", "prediction_without_silenced"],
        rows: Array.from(inputs, (x, i) => [x, targets[i], predictions[i], predictionsWithout[i]]),
      }),
      key: (event, state) => focusKey(event, set, state),
    },
    invalidation,
  );
  const changes = changeReadouts();
  element.querySelector(".figure-plot")!.after(changes.element);
  return element;
}

/** The two changes at x*, each with the mark that draws it. */
function changeReadouts() {
  const element = document.createElement("div");
  element.className = "readout-changes figure-part";
  const predicted = readout("predicted-change");
  const actual = readout("actual-change");
  element.append(
    named(predicted.output, "predicted change: minus the contributions", "fig-change-predicted"),
    named(actual.output, "actual change", "fig-change-actual"),
  );
  return {
    element,
    show: (state: AblationState): void => {
      const none = state.focus.silenced.length === 0;
      predicted.show(state.predicted, none ? "–" : signed(state.predicted, 2));
      actual.show(state.actual, none ? "–" : signed(state.actual, 2));
    },
  };
}

function named(output: HTMLElement, name: string, mark: string): HTMLElement {
  const element = document.createElement("div");
  element.className = "readout-term";
  const label = document.createElement("span");
  label.className = "readout-name";
  const key = svg(
    "svg",
    { width: 12, height: 16, "aria-hidden": "true" },
    svg("path", { class: mark, d: arrow(6, 1, 15) }),
  );
  label.append(key, name);
  element.append(output, label);
  return element;
}

function legend(ablated: boolean): SVGGElement {
  const element = svg("g", { class: "fig-legend" });
  const entries = [
    ["fig-curve-true", "true", 58],
    ["fig-model-curve", "network", 82],
    ["fig-curve-without", "silenced", 0],
  ] as const;
  let x = margin.left;
  for (const [mark, name, room] of ablated ? entries : entries.slice(0, 2)) {
    element.append(
      svg("path", { class: mark, d: `M${x} 10h18` }),
      svg("text", { x: x + 24, y: 14 }, name),
    );
    x += room + 4;
  }
  return element;
}

/** An arrow along y; a change too small for a shaft is a head alone, and none is a dash. */
function arrow(x: number, from: number, to: number): string {
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
  const worst = largestDifference(predictionsWithout, predictions);
  // The difference of the two numbers as they are shown.
  const hundredths = Math.round(100 * state.actual) - Math.round(100 * state.predicted);
  const off = fixed(Math.abs(hundredths) / 100, 2);
  const why =
    off === "0.00"
      ? ""
      : `, ${off} away: contributions are a first-order view, and the layers after the first are not linear`;
  return `Without ${neuronList(focus.silenced)} the mean squared error goes from ${magnitude(before)} to ${magnitude(after)}, and the curve moves most, by ${fixed(worst.by, 2)}, at x = ${fixed(inputs[worst.at], 2)}. At x* = ${fixed(focus.x, 2)} the contributions predict a change of ${signed(state.predicted, 2)}; the actual change is ${signed(state.actual, 2)}${why}.`;
}

/** "neuron 3", "neurons 3 and 7", "9 neurons". */
export function neuronList(neurons: readonly number[]): string {
  if (neurons.length === 1) return `neuron ${neurons[0]}`;
  if (neurons.length > 4) return `${neurons.length} neurons`;
  return `neurons ${neurons.slice(0, -1).join(", ")} and ${neurons[neurons.length - 1]}`;
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
