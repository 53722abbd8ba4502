import { ascending } from "../../../src/drawing/ascending";
import { dodge } from "../../../src/drawing/dodge";
import { magnitude } from "../../../src/drawing/format";
import { legendLine, lineEntry, markLegend } from "../../../src/drawing/mark-legend";
import { setAttributes, svg } from "../../../src/drawing/svg";
import { lists, numbers, summedUp, tableColumn } from "../../../src/figure/columns";
import type { Box, Scene, Size, View } from "../../../src/figure/drawing";
import { figure } from "../../../src/figure/figure";
import { mean } from "../../../src/network/sum";
import { errorAverages } from "./error-averages";
import { averagesOf, type FeatureErrorsState, featureErrorsCaption } from "./feature-errors-words";
import { featureKey, featureKeysHelp } from "./feature-focus";
import type { Hovering } from "./hovered-feature";
import { type SortedErrors, sortedErrors } from "./sorted-errors";

const axisBottom = 46;

/** Half of the longest label of a feature, in CSS pixels. */
const labelReach = 66;

/** Within the axes: under two lines of legend on a phone, one elsewhere, and the heading of the axis. */
function boxFor(width: number): Box {
  const left = 46;
  return {
    left,
    top: (width < 480 ? 2 : 1) * legendLine + 30,
    width: width - left - 52,
    height: width < 600 ? 240 : 280,
  };
}

/** Every feature's error given that it is active, sorted, beside the cliff of the naive solution; and the averages. */
export const featureErrorsFigure = figure<FeatureErrorsState, Hovering>({
  title: "Each feature’s error",
  height(width) {
    const { top, height } = boxFor(width);
    return top + height + axisBottom;
  },
  own: () => ({ hovered: undefined }),
  depends: ({ errors, naive, other }) => [errors, naive, other],
  still: featureErrorsScene,
  caption: featureErrorsCaption,
  sentence: ({ errors, focus: { feature } }) =>
    `Feature ${feature} of ${errors.length}: mean squared error ${magnitude(errors[feature])} given that it is active, number ${ascending(errors).indexOf(feature) + 1} from the least; the mean is ${magnitude(mean(errors))}.`,
  columns: (state) => summedUp(summary(state), errorsOfEach(state)),
  keys: {
    help: featureKeysHelp,
    press: (event, { state: { errors, neurons, focus } }) =>
      featureKey(event, focus.set, { features: errors.length, neurons }, ascending(errors)),
  },
  parts() {
    const averages = errorAverages();
    return [
      {
        element: averages,
        depends: ({ focus, ...measured }) => Object.values(measured),
        update: ({ state }) => averages.update(...averagesOf(state), state.other?.name),
      },
    ];
  },
});

/** The network, the naive solution, and the network beside which it is shown, if there is one. */
function solutionsOf({ errors, naive, other }: FeatureErrorsState) {
  return [
    { name: "Network", errors, kind: "fig-mean-network" },
    { name: "Naive solution", errors: naive, kind: "" },
    ...(other === undefined
      ? []
      : [{ name: `Network ${other.name}`, errors: other.errors, kind: "" }]),
  ];
}

function summary(state: FeatureErrorsState) {
  const solutions = solutionsOf(state).map((each) => ({ ...each, sorted: each.errors.toSorted() }));
  return numbers(solutions, [
    tableColumn("Given that it is active", ({ name }) => name),
    tableColumn("Least", ({ sorted }) => magnitude(sorted[0])),
    tableColumn("Median", ({ sorted }) => magnitude(median(sorted))),
    tableColumn("Largest", ({ sorted }) => magnitude(sorted[sorted.length - 1])),
    tableColumn("Mean", ({ errors }) => magnitude(mean(errors))),
  ]);
}

function median(sorted: Float64Array): number {
  const half = (sorted.length - 1) / 2;
  return (sorted[Math.floor(half)] + sorted[Math.ceil(half)]) / 2;
}

function errorsOfEach({ errors, naive, other }: FeatureErrorsState) {
  const order = ascending(errors);
  return lists({
    feature: [...errors.keys()],
    rank: errors.map((_, feature) => order.indexOf(feature) + 1),
    squared_error_given_active: errors,
    naive_squared_error_given_active: naive,
    ...(other && { other_squared_error_given_active: other.errors }),
  });
}

function featureErrorsScene(
  { state }: View<FeatureErrorsState, Hovering>,
  { width }: Size,
): Scene<FeatureErrorsState, Hovering> {
  const { errors, naive, other } = state;
  const box = boxFor(width);
  const right = box.left + box.width;
  const plot = sortedErrors(box, errors, [naive, other?.errors ?? []]);
  const { order, x, y } = plot;
  const label = svg("text", {
    class: "fig-query-label fig-halo",
    dy: "0.35em",
    "text-anchor": "middle",
  });
  const steps = (className: string, values: Float64Array): SVGPathElement =>
    svg("path", { class: className, d: stepPath(values.toSorted(), plot) });
  return {
    marks: [
      plot.bands,
      legend(other?.name, width),
      plot.yAxis,
      plot.xAxis,
      steps("fig-reference-curve", naive),
      ...(other === undefined ? [] : [steps("fig-other-curve", other.errors)]),
      dots(errors, plot),
      ...means(state, box, y),
      plot.dot,
      label,
    ],
    areas: [plot.area],
    moves(view) {
      plot.move(view);
      const named = plot.named(view);
      const error = errors[named];
      label.textContent = `feature ${named}: ${magnitude(error)}`;
      label.classList.toggle("fig-hovered", named !== view.state.focus.feature);
      const at = x(order.indexOf(named) + 1);
      setAttributes(label, {
        x: Math.min(right - labelReach, Math.max(box.left + labelReach, at)),
        y: Math.max(box.top + 8, (Number.isFinite(error) ? y(error) : box.top + box.height) - 16),
      });
    },
  };
}

function legend(otherName: string | undefined, right: number): SVGGElement {
  const dots = svg("path", {
    class: "fig-feature-dots",
    "stroke-width": 5,
    d: "M3 0h0M9 0h0M15 0h0",
  });
  return markLegend(
    [
      { name: "network", mark: dots },
      lineEntry("naive solution", "fig-reference-curve"),
      ...(otherName === undefined ? [] : [lineEntry(otherName, "fig-other-curve")]),
    ],
    0,
    right,
  );
}

/** Sorted values as steps, each as wide as its slot. */
function stepPath(sorted: Float64Array, { x, y }: SortedErrors): string {
  let path = "";
  sorted.forEach((value, i) => {
    if (!Number.isFinite(value)) return;
    path += `${path === "" ? `M${x(i + 0.5).toFixed(1)} ` : "V"}${y(value).toFixed(1)}H${x(i + 1.5).toFixed(1)}`;
  });
  return path;
}

/** A dot for each feature, all in one path: lines of no length with round ends. */
function dots(errors: Float64Array, { order, x, y }: SortedErrors): SVGPathElement {
  const points = order.map((feature, i) =>
    Number.isFinite(errors[feature])
      ? `M${x(i + 1).toFixed(1)} ${y(errors[feature]).toFixed(1)}h0`
      : "",
  );
  return svg("path", {
    class: "fig-feature-dots",
    d: points.join(""),
    "stroke-width": Math.min(7, Math.max(2.5, 0.8 * (x(1) - x(0)))).toFixed(1),
  });
}

/** The means as lines to the right edge, where their numbers stand. */
function means(
  state: FeatureErrorsState,
  { left, top, width, height }: Box,
  y: (error: number) => number,
): SVGElement[] {
  const right = left + width;
  const all = solutionsOf(state)
    .map(({ errors, kind }) => ({ value: mean(errors), kind }))
    .filter(({ value }) => Number.isFinite(value));
  const heights = all.map(({ value }) => y(value));
  const places = dodge(heights, 14, [top, top + height]);
  return [
    svg("text", { class: "fig-note", x: right + 8, y: top - 12 }, "mean"),
    ...all.map(({ value, kind }, i) =>
      svg(
        "g",
        { class: `fig-mean ${kind}` },
        svg("line", { x1: left, x2: right, y1: heights[i], y2: heights[i] }),
        svg("text", { x: right + 8, y: places[i], dy: "0.35em" }, magnitude(value)),
      ),
    ),
  ];
}
