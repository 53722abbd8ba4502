import { type ScaleLinear, scaleLinear } from "d3-scale";
import { ascending } from "../../../src/drawing/ascending";
import { xAxis, yAxis } from "../../../src/drawing/axis";
import { dodge } from "../../../src/drawing/dodge";
import { finiteRange } from "../../../src/drawing/finite-range";
import { magnitude } from "../../../src/drawing/format";
import {
  type LegendEntry,
  legendLine,
  lineEntry,
  markLegend,
} from "../../../src/drawing/mark-legend";
import { setAttributes, svg, svgRoot } from "../../../src/drawing/svg";
import { type FigureElement, figure, type Size } from "../../../src/figure/frame";
import { pictureKind } from "../../../src/figure/picture";
import { mean } from "../mathematics/errors";
import { errorAverages } from "./error-averages";
import { averagesOf, type FeatureErrorsState, featureErrorsCaption } from "./feature-errors-words";
import { featureKey, featureKeysHelp, type SetFeatureFocus } from "./feature-focus";
import { type FeatureSlots, featureSlots, rankTicks } from "./feature-slots";

/** What is drawn afresh when a network or the width changes, and moved when only the focus does. */
interface Drawing {
  readonly order: readonly number[];
  readonly x: ScaleLinear<number, number>;
  readonly y: ScaleLinear<number, number>;
  readonly dot: SVGCircleElement;
  readonly label: SVGTextElement;
}

const margin = { left: 46, right: 52, bottom: 46 };

/** Half of the longest label of a feature, in CSS pixels. */
const labelReach = 66;

/** Two lines of legend on a phone, one elsewhere, and the heading of the axis. */
function topFor(width: number): number {
  return (width < 480 ? 2 : 1) * legendLine + 30;
}

/** Every feature's error given that it is active, sorted, beside the cliff of the naive solution; and the averages. */
export const featureErrorsFigure = pictureKind<FeatureErrorsState>(({ focus }, invalidation) =>
  featureErrorsElement(focus.set, invalidation),
);

function featureErrorsElement(
  set: SetFeatureFocus,
  invalidation: Promise<void>,
): FigureElement<FeatureErrorsState> {
  let last: FeatureErrorsState;
  let before: FeatureErrorsState | undefined;
  let slots: FeatureSlots | undefined;
  let drawing: Drawing | undefined;
  const marks = svg("g");
  const averages = errorAverages();

  /** What the reader holds stays in place while the network changes under it. */
  const build = (plot: HTMLElement, { width, height }: Size): void => {
    const area = {
      left: margin.left,
      right: width - margin.right,
      top: topFor(width),
      bottom: height - margin.bottom,
    };
    slots = featureSlots(area, set, move);
    const root = svgRoot(width, height);
    root.append(slots.bands, marks, slots.reach);
    plot.replaceChildren(root);
  };

  const drawMarks = (size: Size): void => {
    const { errors, naive, other } = last;
    const features = errors.length;
    const top = topFor(size.width);
    const bottom = size.height - margin.bottom;
    const right = size.width - margin.right;
    const x = scaleLinear([0.5, features + 0.5], [margin.left, right]);
    const highest = finiteRange([errors, naive, other?.errors ?? []])[1];
    const y = scaleLinear([0, highest], [bottom, top]).nice();
    const order = ascending(errors);
    const dot = svg("circle", { class: "fig-pinned-dot", r: 5 });
    const label = svg("text", {
      class: "fig-query-label fig-halo",
      dy: "0.35em",
      "text-anchor": "middle",
    });
    const steps = (className: string, values: Float64Array): SVGPathElement =>
      svg("path", { class: className, d: stepPath(values.toSorted(), x, y) });
    marks.replaceChildren(
      legend(last, right + margin.right),
      yAxis({
        scale: y,
        at: margin.left,
        grid: right - margin.left,
        label: "mean squared error where active",
      }),
      xAxis({
        scale: x,
        at: bottom,
        ticks: rankTicks(x, features),
        label: "features, sorted by error",
      }),
      steps("fig-reference-curve", naive),
      ...(other === undefined ? [] : [steps("fig-other-curve", other.errors)]),
      svg("path", { class: "fig-feature-dots", ...dots(order, errors, x, y) }),
      ...means(last, y, right),
      dot,
      label,
    );
    drawing = { order, x, y, dot, label };
  };

  function move(): void {
    if (drawing === undefined || slots === undefined) return;
    const { errors, focus } = last;
    const { order, x, y, dot, label } = drawing;
    slots.show(order, focus);
    const rank = (feature: number): number => x(order.indexOf(feature) + 1);
    const height = (feature: number): number =>
      Number.isFinite(errors[feature]) ? y(errors[feature]) : y.range()[0];
    setAttributes(dot, {
      cx: rank(focus.feature),
      cy: height(focus.feature),
      visibility: Number.isFinite(errors[focus.feature]) ? undefined : "hidden",
    });
    const named = slots.hovered() ?? focus.feature;
    label.textContent = `feature ${named}: ${magnitude(errors[named])}`;
    label.classList.toggle("fig-hovered", named !== focus.feature);
    const [left, right] = x.range();
    setAttributes(label, {
      x: Math.min(right - labelReach, Math.max(left + labelReach, rank(named))),
      y: Math.max(y.range()[1] + 8, height(named) - 16),
    });
  }

  const element = figure<FeatureErrorsState>(
    {
      title: "Each feature’s error",
      keysHelp: featureKeysHelp,
      height: (width) => topFor(width) + margin.bottom + (width < 600 ? 240 : 280),
      draw(plot, state, size) {
        last = state;
        if (size.resized) build(plot, size);
        if (
          size.resized ||
          before?.errors !== state.errors ||
          before.naive !== state.naive ||
          before.other !== state.other
        )
          drawMarks(size);
        before = state;
        move();
        averages.update(...averagesOf(state), state.other?.name);
      },
      caption: featureErrorsCaption,
      describe: ({ errors, focus: { feature } }) =>
        `Feature ${feature} of ${errors.length}: mean squared error ${magnitude(errors[feature])} given that it is active, number ${ascending(errors).indexOf(feature) + 1} from the least; the mean is ${magnitude(mean(errors))}.`,
      table: ({ errors, naive, other }) => ({
        columns: ["Given that it is active", "Least", "Median", "Largest", "Mean"],
        rows: [
          ["Network", ...summary(errors)],
          ["Naive solution", ...summary(naive)],
          ...(other === undefined ? [] : [[`Network ${other.name}`, ...summary(other.errors)]]),
        ],
      }),
      data: ({ errors, naive, other }) => {
        const ranks = new Map(ascending(errors).map((feature, rank) => [feature, rank + 1]));
        return {
          columns: [
            "feature",
            "rank",
            "squared_error_given_active",
            "naive_squared_error_given_active",
            ...(other === undefined ? [] : ["other_squared_error_given_active"]),
          ],
          rows: Array.from(errors, (error, feature) => [
            feature,
            ranks.get(feature)!,
            error,
            naive[feature],
            ...(other === undefined ? [] : [other.errors[feature]]),
          ]),
        };
      },
      key: (event, { errors, neurons }) =>
        featureKey(event, set, { features: errors.length, neurons }, ascending(errors)),
    },
    invalidation,
  );
  element.querySelector(".figure-plot")!.after(averages);
  return element;
}

function legend({ other }: FeatureErrorsState, right: number): SVGGElement {
  const network: LegendEntry = {
    name: "network",
    mark: svg("path", { class: "fig-feature-dots", "stroke-width": 5, d: "M3 0h0M9 0h0M15 0h0" }),
  };
  return markLegend(
    [
      network,
      lineEntry("naive solution", "fig-reference-curve"),
      ...(other === undefined ? [] : [lineEntry(other.name, "fig-other-curve")]),
    ],
    0,
    right,
  );
}

/** Sorted values as steps, each as wide as its slot. */
function stepPath(
  sorted: Float64Array,
  x: (rank: number) => number,
  y: (value: number) => number,
): string {
  let path = "";
  sorted.forEach((value, i) => {
    if (!Number.isFinite(value)) return;
    path += `${path === "" ? `M${x(i + 0.5).toFixed(1)} ` : "V"}${y(value).toFixed(1)}H${x(i + 1.5).toFixed(1)}`;
  });
  return path;
}

/** A dot for each feature, all in one path: lines of no length with round ends. */
function dots(
  order: readonly number[],
  errors: Float64Array,
  x: (rank: number) => number,
  y: (value: number) => number,
) {
  const d = order
    .map((feature, i) =>
      Number.isFinite(errors[feature])
        ? `M${x(i + 1).toFixed(1)} ${y(errors[feature]).toFixed(1)}h0`
        : "",
    )
    .join("");
  return { d, "stroke-width": Math.min(7, Math.max(2.5, 0.8 * (x(1) - x(0)))).toFixed(1) };
}

/** The means as lines to the right edge, where their numbers stand. */
function means(
  { errors, naive, other }: FeatureErrorsState,
  y: ScaleLinear<number, number>,
  right: number,
): SVGElement[] {
  const all = [
    { value: mean(errors), kind: "fig-mean-network" },
    { value: mean(naive), kind: "" },
    ...(other === undefined ? [] : [{ value: mean(other.errors), kind: "" }]),
  ].filter(({ value }) => Number.isFinite(value));
  const [bottom, top] = y.range();
  const heights = all.map(({ value }) => y(value));
  const places = dodge(heights, 14, [top, bottom]);
  return [
    svg("text", { class: "fig-note", x: right + 8, y: top - 12 }, "mean"),
    ...all.map(({ value, kind }, i) =>
      svg(
        "g",
        { class: `fig-mean ${kind}` },
        svg("line", { x1: margin.left, x2: right, y1: heights[i], y2: heights[i] }),
        svg("text", { x: right + 8, y: places[i], dy: "0.35em" }, magnitude(value)),
      ),
    ),
  ];
}

function summary(values: Float64Array): string[] {
  const sorted = values.toSorted();
  const half = (sorted.length - 1) / 2;
  const median = (sorted[Math.floor(half)] + sorted[Math.ceil(half)]) / 2;
  return [sorted[0], median, sorted[sorted.length - 1], mean(values)].map(magnitude);
}
