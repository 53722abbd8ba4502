import { scaleLinear } from "d3-scale";
import { addingUp } from "../../../src/drawing/adding-up";
import { ascending } from "../../../src/drawing/ascending";
import { xAxis, yAxis } from "../../../src/drawing/axis";
import { finiteRange } from "../../../src/drawing/finite-range";
import { count, fixed } from "../../../src/drawing/format";
import { type LegendEntry, legendLine, markLegend } from "../../../src/drawing/mark-legend";
import { namedReadout, readoutRow } from "../../../src/drawing/named-readout";
import { decimalsOf, significant } from "../../../src/drawing/significant";
import { setAttributes, svg, svgRoot } from "../../../src/drawing/svg";
import { type FigureElement, figure, type Size } from "../../../src/figure/frame";
import { pictureKind } from "../../../src/figure/picture";
import { type ErrorSources, errorBudget } from "../mathematics/error-budget";
import { mean } from "../mathematics/errors";
import { budgetHeight, budgetPanel } from "./budget-panel";
import { errorBarPaths } from "./error-bars";
import {
  type FeatureFocus,
  featureKey,
  featureKeysHelp,
  type SetFeatureFocus,
} from "./feature-focus";
import { type FeatureSlots, featureSlots, rankTicks } from "./feature-slots";

export interface ErrorSourcesState extends ErrorSources {
  readonly focus: FeatureFocus;
}

/** What is drawn afresh when the network or the width changes, and needed to show the focus in it. */
interface Drawing {
  readonly order: readonly number[];
  readonly x: (rank: number) => number;
  readonly y: (error: number) => number;
}

const margin = { left: 46, right: 8 };
const axisBottom = 52;

/** Two lines of legend and one for the label of the focus on a phone, one line elsewhere; and the heading of the axis. */
function topFor(width: number): number {
  return (width < 480 ? 3 : 1) * legendLine + 30;
}

function barsBottom(width: number): number {
  return topFor(width) + (width < 600 ? 170 : 200);
}

/** Where each feature's error comes from, attenuation or interference, and where all of the error comes from. */
export const errorSourcesFigure = pictureKind<ErrorSourcesState>(({ focus }, invalidation) =>
  errorSourcesElement(focus.set, invalidation),
);

function errorSourcesElement(
  set: SetFeatureFocus,
  invalidation: Promise<void>,
): FigureElement<ErrorSourcesState> {
  let last: ErrorSourcesState;
  let before: ErrorSourcesState | undefined;
  let slots: FeatureSlots | undefined;
  let drawing: Drawing | undefined;
  const marks = svg("g");
  const label = svg("text", { class: "fig-query-label", "text-anchor": "end" });
  const dot = svg("circle", { class: "fig-pinned-dot", r: 5 });
  const isolated = namedReadout("isolated-error", "mean squared error of a feature alone");
  const added = namedReadout("interference-error", "more beside the others, where it is active");
  const leak = namedReadout("inactive-error", "mean squared output where it is not active");

  /** What the reader holds stays in place while the network changes under it. */
  const build = (plot: HTMLElement, { width, height }: Size): void => {
    const right = width - margin.right;
    const top = topFor(width);
    slots = featureSlots({ left: margin.left, right, top, bottom: barsBottom(width) }, set, move);
    setAttributes(label, { x: right, y: top - (width < 480 ? 30 : 12) });
    const root = svgRoot(width, height);
    root.append(slots.bands, marks, dot, label, slots.reach);
    plot.replaceChildren(root);
  };

  const drawMarks = (width: number): void => {
    const { isolated: alone, conditional } = last;
    const bottom = barsBottom(width);
    const right = width - margin.right;
    const features = alone.length;
    const order = ascending(conditional);
    const highest = finiteRange([alone, conditional])[1];
    const x = scaleLinear([0.5, features + 0.5], [margin.left, right]);
    const y = scaleLinear([0, highest], [bottom, topFor(width)]).nice();
    const slot = (right - margin.left) / features;
    const paths = errorBarPaths(alone, conditional, order, { left: margin.left, slot, y });
    const budget = budgetPanel(errorBudget(last), width);
    setAttributes(budget, { transform: `translate(0,${bottom + axisBottom})` });
    marks.replaceChildren(
      legend(paths.removed !== "", right),
      yAxis({
        scale: y,
        at: margin.left,
        grid: right - margin.left,
        label: "mean squared error where active",
      }),
      svg("path", { class: "fig-bar-positive", d: paths.kept }),
      svg("path", { class: "fig-bar-added", d: paths.added }),
      svg("path", { class: "fig-bar-negative", d: paths.removed }),
      svg("path", { class: "fig-bar-ends", d: paths.ends }),
      xAxis({
        scale: x,
        at: bottom,
        ticks: rankTicks(x, features),
        label: "features, sorted by error",
      }),
      budget,
    );
    drawing = { order, x, y };
  };

  function move(): void {
    const { isolated: alone, conditional, focus } = last;
    if (drawing === undefined || slots === undefined) return;
    const { order, x, y } = drawing;
    slots.show(order, focus);
    const error = conditional[focus.feature];
    setAttributes(dot, {
      cx: x(order.indexOf(focus.feature) + 1),
      cy: Number.isFinite(error) ? y(error) : undefined,
      visibility: Number.isFinite(error) ? undefined : "hidden",
    });
    const named = slots.hovered() ?? focus.feature;
    label.textContent = `feature ${named}: ${sumInWords(alone[named], conditional[named])}`;
    label.classList.toggle("fig-hovered", named !== focus.feature);
  }

  const element = figure<ErrorSourcesState>(
    {
      title: "Where the error comes from",
      keysHelp: featureKeysHelp,
      height: (width) => barsBottom(width) + axisBottom + budgetHeight,
      draw(plot, state, size) {
        last = state;
        if (size.resized) build(plot, size);
        if (
          size.resized ||
          before?.isolated !== state.isolated ||
          before.conditional !== state.conditional ||
          before.inactive !== state.inactive ||
          before.probability !== state.probability ||
          before.neurons !== state.neurons
        ) {
          drawMarks(size.width);
          const alone = mean(state.isolated);
          isolated.show(alone, significant(alone));
          const more = mean(state.conditional) - alone;
          added.show(more, significant(more));
          leak.show(mean(state.inactive), significant(mean(state.inactive)));
        }
        before = state;
        move();
      },
      caption,
      describe: ({ isolated: alone, conditional, focus: { feature } }) =>
        `Feature ${feature} of ${alone.length}: alone its mean squared error is ${significant(alone[feature])}, beside the others ${significant(conditional[feature])}.`,
      table: (state) => {
        const { attenuation, whileActive, whileInactive, total, naive } = errorBudget(state);
        return {
          columns: ["Part of the mean squared error over all samples and outputs", "Error"],
          rows: [
            ["Attenuation, where the feature is active", significant(attenuation)],
            ["Interference, where the feature is active", significant(whileActive)],
            ["Interference, where the feature is not active", significant(whileInactive)],
            ["Network, together", significant(total)],
            ["Naive solution", significant(naive)],
          ],
        };
      },
      data: ({ isolated: alone, conditional, inactive }) => ({
        columns: [
          "feature",
          "isolated_squared_error",
          "squared_error_given_active",
          "interference",
          "squared_output_given_inactive",
        ],
        rows: Array.from(alone, (error, feature) => [
          feature,
          error,
          conditional[feature],
          conditional[feature] - error,
          inactive[feature],
        ]),
      }),
      key: (event, { conditional, neurons }) =>
        featureKey(event, set, { features: conditional.length, neurons }, ascending(conditional)),
    },
    invalidation,
  );
  element.querySelector(".figure-plot")!.after(readoutRow(isolated, added, leak));
  return element;
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
  const helped = conditional.filter((error, i) => error < isolated[i]).length;
  const each = `Attenuation (solid) is the error of a feature that is alone: ${significant(alone)} on average. Beside the others, interference ${more < 0 ? "takes away" : "adds"} ${significant(Math.abs(more))} where the feature is active.`;
  const some =
    helped === 0 ? "" : ` For ${count(helped)} of ${count(features)} it takes away (red).`;
  const shares = sharesOf(budget);
  const naive =
    features > neurons
      ? `The naive solution has ${significant(budget.naive)}, all of it from the ${count(features - neurons)} features that it ignores.`
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
  const percent = (part: number): string => `${fixed((100 * part) / total, 0)}\u00a0%`;
  return `: ${percent(attenuation)} by attenuation, ${percent(whileActive)} by interference where the feature is active and ${percent(whileInactive)} by interference where it is not`;
}
