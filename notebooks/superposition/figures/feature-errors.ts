import type { LineYOptions, Markish } from "@observablehq/plot";
import { ascending } from "../../../src/drawing/ascending";
import { magnitude } from "../../../src/drawing/format";
import { labelsApart } from "../../../src/drawing/labels-apart";
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
import { axisBottom, sortedErrors } from "./sorted-errors";

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
    return top + height + axisBottom + 6;
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
        depends: ({ Plot, focus, ...measured }) => Object.values(measured),
        update: ({ state }) => averages.update(...averagesOf(state), state.other?.name),
      },
    ];
  },
});

/** The network, the naive solution, and the network beside which it is shown, if there is one. */
function solutionsOf({ errors, naive, other }: FeatureErrorsState) {
  return [
    { name: "Network", errors, colour: "var(--blue)" },
    { name: "Naive solution", errors: naive, colour: "var(--muted)" },
    ...(other === undefined
      ? []
      : [{ name: `Network ${other.name}`, errors: other.errors, colour: "var(--muted)" }]),
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
  const { Plot, errors, naive, other } = state;
  const box = boxFor(width);
  const right = box.left + box.width;
  const steps = (values: Float64Array, options: LineYOptions): Markish => {
    const sorted = values.toSorted().filter(Number.isFinite);
    // Each as wide as its slot, the last one too.
    return Plot.lineY([...sorted, ...sorted.slice(-1)], {
      x: (_, i) => i + 0.5,
      curve: "step-after",
      ...options,
    });
  };
  const plot = sortedErrors({
    Plot,
    width,
    box,
    errors,
    others: [naive, other?.errors ?? []],
    marks: (order) => [
      steps(naive, { stroke: "var(--muted)", strokeWidth: 1.75 }),
      other &&
        steps(other.errors, {
          stroke: "var(--muted)",
          strokeWidth: 1.75,
          strokeDasharray: "5 3",
        }),
      Plot.dot(
        order.filter((feature) => Number.isFinite(errors[feature])),
        {
          x: (_, i) => i + 1,
          y: (feature) => errors[feature],
          r: Math.min(3.5, Math.max(1.25, (0.4 * box.width) / errors.length)),
          fill: "var(--blue)",
        },
      ),
      ...means(state),
    ],
  });
  const { order, x, y } = plot;
  const label = svg("text", {
    class: "fig-query-label fig-halo",
    dy: "0.35em",
    "text-anchor": "middle",
  });
  return {
    marks: [plot.bands, legend(other?.name, width), plot.element, plot.dot, label],
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
  const dots = svg("path", { class: "fig-feature-dots", d: "M3 0h0M9 0h0M15 0h0" });
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

/** The means as lines to the right edge, where their numbers stand. */
function means(state: FeatureErrorsState): Markish[] {
  const { Plot } = state;
  const all = solutionsOf(state)
    .map(({ errors, colour }) => ({ value: mean(errors), colour }))
    .filter(({ value }) => Number.isFinite(value));
  const beside = { frameAnchor: "right", textAnchor: "start", dx: 8 } as const;
  return [
    Plot.ruleY(all, { y: "value", stroke: "colour", strokeDasharray: "1 3" }),
    Plot.text(all, {
      ...beside,
      y: "value",
      text: ({ value }) => magnitude(value),
      fill: "colour",
      render: labelsApart,
    }),
    Plot.text(["mean"], {
      ...beside,
      frameAnchor: "top-right",
      lineAnchor: "bottom",
      dy: -12,
      fill: "var(--muted)",
    }),
  ];
}
