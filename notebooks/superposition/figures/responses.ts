import { finiteRange, withRoom } from "../../../src/drawing/finite-range";
import { count } from "../../../src/drawing/format";
import { legendLine, lineEntry, markLegend } from "../../../src/drawing/mark-legend";
import { namedReadout, readoutRow } from "../../../src/drawing/named-readout";
import { significant } from "../../../src/drawing/significant";
import { lists, numbers, summedUp, tableColumn } from "../../../src/figure/columns";
import { figure } from "../../../src/figure/figure";
import { mean } from "../../../src/network/sum";
import type { Gains } from "../mathematics/gains";
import { type FeatureFocus, featureKey, featureKeysHelp } from "./feature-focus";
import type { Hovering } from "./hovered-feature";
import { type BothResponses, ownResponses } from "./own-responses";
import { responseGrid } from "./response-grid";
import { responsePanel } from "./response-panel";

export interface ResponsesState {
  readonly gains: Gains;
  /** The network beside which it is shown: its name says how it differs, as "trained with L2". */
  readonly other?: { readonly name: string; readonly gains: Gains } | undefined;
  /** m */
  readonly neurons: number;
  readonly focus: FeatureFocus;
}

/** The small multiples of all features' own responses, beside that of the focus with its numbers. */
export const responsesFigure = figure<ResponsesState, Hovering>({
  title: "Each feature’s response to itself",
  height: (width) => layoutFor(width).height,
  own: () => ({ hovered: undefined }),
  depends: ({ gains, other }) => [gains, other],
  still({ state }, { width }) {
    const layout = layoutFor(width);
    const both = bothOf(state);
    const domain = domainOf(both);
    const grid = responseGrid(layout.grid, both, domain);
    const panel = responsePanel(layout.focus, both, domain);
    return {
      marks: [legend(state.other?.name, width), grid.element, panel.element],
      areas: [grid.area],
      moves(view) {
        grid.move(view);
        panel.move(view.state.focus.feature);
      },
    };
  },
  caption,
  sentence({ gains, focus: { feature } }) {
    const { up, down } = ownResponses(gains);
    return `Feature ${feature} of ${gains.features} alone is answered with ${significant(up[feature])} at 1, where 1 is ideal, and with ${significant(down[feature])} at −1, where 0 is.`;
  },
  columns: (state) => summedUp(summary(state), responsesOfEach(bothOf(state))),
  keys: {
    help: featureKeysHelp,
    press: (event, { state: { gains, neurons, focus } }) =>
      featureKey(event, focus.set, { features: gains.features, neurons }),
  },
  parts() {
    const gain = namedReadout("gain", "mean gain at x = 1, where 1 is ideal");
    const below = namedReadout("answer-below", "mean answer at x = −1, where 0 is ideal");
    return [
      {
        element: readoutRow(gain, below),
        depends: ({ gains }) => [gains],
        update({ state: { gains } }) {
          const { up, down } = ownResponses(gains);
          gain.show(mean(up), significant(mean(up)));
          below.show(mean(down), significant(mean(down)));
        },
      },
    ];
  },
});

function bothOf({ gains, other }: ResponsesState): BothResponses {
  return { own: ownResponses(gains), other: other && ownResponses(other.gains) };
}

/** One scale of answers for all, the ideal ones included. */
function domainOf({ own, other }: BothResponses): [number, number] {
  const compared = other === undefined ? [] : [other.up, other.down];
  return withRoom(finiteRange([own.up, own.down, ...compared, [0, 1]]));
}

const axisLeft = 40;
const axisBottom = 46;
const headingHeight = 24;

/** The cells and the plot of the focus side by side from 640 px, else the focus beneath. */
function layoutFor(width: number) {
  const wide = width >= 640;
  const top = (width < 480 ? 2 : 1) * legendLine + headingHeight;
  const side = wide ? Math.min(480, Math.round(width * 0.5)) : width;
  const left = axisLeft + (wide ? side + 40 : 0);
  const focusTop = wide ? top : top + side + headingHeight + 16;
  const bottom = wide ? top + side - axisBottom : focusTop + 200;
  return {
    height: bottom + axisBottom + (wide ? 4 : 0),
    grid: { top, side },
    focus: { left, right: width - 8, top: focusTop, bottom },
  };
}

function legend(otherName: string | undefined, width: number): SVGGElement {
  return markLegend(
    [
      lineEntry("network", "fig-model-curve"),
      lineEntry("ideal ReLU", "fig-target-curve"),
      ...(otherName === undefined ? [] : [lineEntry(otherName, "fig-other-curve")]),
    ],
    0,
    width,
  );
}

function summary({ gains, other }: ResponsesState) {
  const networks = [
    { name: "Network", ...ownResponses(gains) },
    ...(other === undefined
      ? []
      : [{ name: `Network ${other.name}`, ...ownResponses(other.gains) }]),
  ];
  const rows = networks.flatMap(({ name, up, down }) => [
    { name: `${name}, at 1`, of: spread(up) },
    { name: `${name}, at −1`, of: spread(down) },
  ]);
  return numbers(rows, [
    tableColumn("Own response", ({ name }) => name),
    tableColumn("Mean", ({ of }) => of.mean),
    tableColumn("Least", ({ of }) => of.least),
    tableColumn("Largest", ({ of }) => of.most),
  ]);
}

function spread(values: Float64Array) {
  return {
    mean: significant(mean(values)),
    least: significant(Math.min(...values)),
    most: significant(Math.max(...values)),
  };
}

function responsesOfEach({ own, other }: BothResponses) {
  return lists({
    feature: [...own.up.keys()],
    gain_at_1: own.up,
    answer_at_minus_1: own.down,
    ...(other && { other_gain_at_1: other.up, other_answer_at_minus_1: other.down }),
  });
}

function caption(state: ResponsesState): string {
  const { own, other } = bothOf(state);
  const { feature } = state.focus;
  const what =
    "Each square shows one feature’s own output while its value goes from −1 to 1 and all others are 0: two straight lines, since a network of ReLUs without biases scales with its input.";
  if (!own.up.every(Number.isFinite))
    return `${what} Here some answers are not finite: the training has diverged.`;
  const gained = spread(own.up);
  const gains = `The ideal response rises to 1; the ${count(own.up.length)} gains at 1 lie between ${gained.least} and ${gained.most}, with a mean of ${gained.mean}, and the answer at −1, ideally 0, has a mean of ${significant(mean(own.down))}.`;
  const beside = other && spread(other.up);
  const compared =
    beside === undefined
      ? ""
      : ` In the network ${state.other!.name} the gains go from ${beside.least} to ${beside.most}, with a mean of ${beside.mean}.`;
  return `${what} ${gains}${compared} Feature ${feature} (amber) is answered with ${significant(own.up[feature])} at 1 and ${significant(own.down[feature])} at −1.`;
}
