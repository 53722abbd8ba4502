import { addingUp } from "../../../src/drawing/adding-up";
import { ascending } from "../../../src/drawing/ascending";
import type { PlotLibrary } from "../../../src/drawing/chart";
import { count, fixed } from "../../../src/drawing/format";
import { type LegendEntry, legendLine, markLegend } from "../../../src/drawing/mark-legend";
import { type NamedReadout, namedReadout, readoutRow } from "../../../src/drawing/named-readout";
import { decimalsOf, significant } from "../../../src/drawing/significant";
import { svg } from "../../../src/drawing/svg";
import { lists, numbers, summedUp, tableColumn } from "../../../src/figure/columns";
import type { Box, Scene, Size, View } from "../../../src/figure/drawing";
import { figure } from "../../../src/figure/figure";
import { mean } from "../../../src/network/sum";
import { type ErrorSources, errorBudget } from "../mathematics/error-budget";
import { budgetHeight, budgetPanel } from "./budget-panel";
import { errorBars } from "./error-bars";
import { type FeatureFocus, featureKey, featureKeysHelp } from "./feature-focus";
import type { Hovering } from "./hovered-feature";
import { axisBottom, sortedErrors } from "./sorted-errors";

export interface ErrorSourcesState extends ErrorSources {
  readonly Plot: PlotLibrary;
  readonly focus: FeatureFocus;
}

/** Of the bars, within their axes: under two lines of legend and one for the label of the focus on a phone, one line elsewhere; and the heading of the axis. */
function boxFor(width: number): Box {
  const left = 46;
  return {
    left,
    top: (width < 480 ? 3 : 1) * legendLine + 30,
    width: width - left - 8,
    height: width < 600 ? 170 : 200,
  };
}

function budgetTop({ top, height }: Box): number {
  return top + height + axisBottom + 12;
}

/** Where each feature's error comes from, attenuation or interference, and where all of the error comes from. */
export const errorSourcesFigure = figure<ErrorSourcesState, Hovering>({
  title: "Where the error comes from",
  height: (width) => budgetTop(boxFor(width)) + budgetHeight,
  own: () => ({ hovered: undefined }),
  depends: ({ focus, ...sources }) => Object.values(sources),
  still: errorSourcesScene,
  caption,
  sentence: ({ isolated, conditional, focus: { feature } }) =>
    `Feature ${feature} of ${isolated.length}: alone its mean squared error is ${significant(isolated[feature])}, beside the others ${significant(conditional[feature])}.`,
  columns: (state) => summedUp(summary(state), sourcesOfEach(state)),
  keys: {
    help: featureKeysHelp,
    press: (event, { state: { conditional, neurons, focus } }) =>
      featureKey(
        event,
        focus.set,
        { features: conditional.length, neurons },
        ascending(conditional),
      ),
  },
  parts() {
    const alone = namedReadout("isolated-error", "mean squared error of a feature alone");
    const added = namedReadout("interference-error", "more beside the others, where it is active");
    const leak = namedReadout("inactive-error", "mean squared output where it is not active");
    return [
      {
        element: readoutRow(alone, added, leak),
        depends: ({ isolated, conditional, inactive }) => [isolated, conditional, inactive],
        update({ state: { isolated, conditional, inactive } }) {
          const show = (readout: NamedReadout, value: number): void =>
            readout.show(value, significant(value));
          show(alone, mean(isolated));
          show(added, mean(conditional) - mean(isolated));
          show(leak, mean(inactive));
        },
      },
    ];
  },
});

function summary(state: ErrorSourcesState) {
  const { attenuation, whileActive, whileInactive, total, naive } = errorBudget(state);
  return numbers(
    [
      { part: "Attenuation, where the feature is active", error: attenuation },
      { part: "Interference, where the feature is active", error: whileActive },
      { part: "Interference, where the feature is not active", error: whileInactive },
      { part: "Network, together", error: total },
      { part: "Naive solution", error: naive },
    ],
    [
      tableColumn(
        "Part of the mean squared error over all samples and outputs",
        ({ part }) => part,
      ),
      tableColumn("Error", ({ error }) => significant(error)),
    ],
  );
}

function sourcesOfEach({ isolated, conditional, inactive }: ErrorSourcesState) {
  return lists({
    feature: [...isolated.keys()],
    isolated_squared_error: isolated,
    squared_error_given_active: conditional,
    interference: conditional.map((error, feature) => error - isolated[feature]),
    squared_output_given_inactive: inactive,
  });
}

function errorSourcesScene(
  { state }: View<ErrorSourcesState, Hovering>,
  { width }: Size,
): Scene<ErrorSourcesState, Hovering> {
  const { Plot, isolated, conditional } = state;
  const box = boxFor(width);
  const right = box.left + box.width;
  const slot = box.width / isolated.length;
  const plot = sortedErrors({
    Plot,
    width,
    box,
    errors: conditional,
    others: [isolated],
    marks: (order) => errorBars(Plot, isolated, conditional, order, slot),
  });
  const label = svg("text", {
    class: "fig-query-label",
    "text-anchor": "end",
    x: right,
    y: box.top - (width < 480 ? 30 : 12),
  });
  return {
    marks: [
      plot.bands,
      legend(helped(state) > 0, right),
      plot.element,
      budgetPanel(Plot, errorBudget(state), { top: budgetTop(box), width }),
      plot.dot,
      label,
    ],
    areas: [plot.area],
    moves(view) {
      plot.move(view);
      const named = plot.named(view);
      label.textContent = `feature ${named}: ${sumInWords(isolated[named], conditional[named])}`;
      label.classList.toggle("fig-hovered", named !== view.state.focus.feature);
    },
  };
}

/** For how many features interference takes something from the error. */
function helped({ isolated, conditional }: ErrorSources): number {
  return conditional.filter((error, feature) => error < isolated[feature]).length;
}

/** "0.0594 + 0.0108 = 0.0702": what a feature costs alone, and what others add. */
export function sumInWords(alone: number, error: number): string {
  if (!(Number.isFinite(alone) && Number.isFinite(error))) return "not finite";
  const { total, terms } = addingUp(error, [alone, error - alone], decimalsOf(error));
  return `${terms[0]} ${terms[1].startsWith("−") ? "−" : "+"} ${terms[1].replace("−", "")} = ${total}`;
}

function legend(takesAway: boolean, right: number): SVGGElement {
  const square = (name: string, className: string): LegendEntry => ({
    name,
    mark: svg("rect", { class: className, x: 4, y: -6, width: 12, height: 12 }),
  });
  return markLegend(
    [
      square("attenuation", "fig-bar-positive"),
      square("interference adds", "fig-bar-added"),
      ...(takesAway ? [square("interference takes away", "fig-bar-negative")] : []),
    ],
    0,
    right,
  );
}

function caption(state: ErrorSourcesState): string {
  const { isolated, conditional, probability, neurons, focus } = state;
  const features = isolated.length;
  const budget = errorBudget(state);
  if (!Number.isFinite(budget.total))
    return "The network’s errors are not finite: its training has diverged.";
  const alone = mean(isolated);
  const more = mean(conditional) - alone;
  const fewer = helped(state);
  const each = `Attenuation (solid) is the error of a feature that is alone: ${significant(alone)} on average. Beside the others, interference ${more < 0 ? "takes away" : "adds"} ${significant(Math.abs(more))} where the feature is active.`;
  const some = fewer === 0 ? "" : ` For ${count(fewer)} of ${count(features)} it takes away (red).`;
  const shares = sharesOf(budget);
  const naive =
    features > neurons
      ? `The naive solution has ${significant(budget.naive)}, all of it from the ${features - neurons === 1 ? "feature" : `${count(features - neurons)} features`} that it ignores.`
      : "The naive solution, with a neuron for each feature, has none.";
  return `${each}${some} Over all samples and outputs, each active with p\u00a0=\u00a0${Number(probability.toPrecision(3))}, the mean squared error is ${significant(budget.total)}${shares}. ${naive} Feature ${focus.feature} (amber) has ${significant(isolated[focus.feature])} alone and ${significant(conditional[focus.feature])} beside the others.`;
}

/** The parts of the error over all, in percent of it. */
function sharesOf({
  attenuation,
  whileActive,
  whileInactive,
  total,
}: ReturnType<typeof errorBudget>): string {
  if (total === 0) return "";
  const parts = [attenuation, whileActive, whileInactive];
  // A part that another one makes up for is more than the whole.
  if (parts.some((part) => part < 0 || part > total))
    return `, the sum of ${significant(attenuation)} by attenuation, ${significant(whileActive)} by what others do where the feature is active and ${significant(whileInactive)} where it is not`;
  const percent = (part: number): string => `${fixed((100 * part) / total, 0)}\u00a0%`;
  return `: ${percent(attenuation)} by attenuation, ${percent(whileActive)} by interference where the feature is active and ${percent(whileInactive)} by interference where it is not`;
}
