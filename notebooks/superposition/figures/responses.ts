import { finiteRange, withRoom } from "../../../src/drawing/finite-range";
import { count } from "../../../src/drawing/format";
import { legendLine, lineEntry, markLegend } from "../../../src/drawing/mark-legend";
import { namedReadout, readoutRow } from "../../../src/drawing/named-readout";
import { significant } from "../../../src/drawing/significant";
import { svg, svgRoot } from "../../../src/drawing/svg";
import { type FigureElement, figure, type Size, type Table } from "../../../src/figure/frame";
import { pictureKind } from "../../../src/figure/picture";
import { mean } from "../mathematics/errors";
import type { Gains } from "../mathematics/gains";
import {
  type FeatureFocus,
  featureKey,
  featureKeysHelp,
  type SetFeatureFocus,
} from "./feature-focus";
import { type BothResponses, type OwnResponses, ownResponses } from "./own-responses";
import { type GridSquare, type ResponseGrid, responseGrid } from "./response-grid";
import { type PanelBox, type ResponsePanel, responsePanel } from "./response-panel";

export interface ResponsesState {
  readonly gains: Gains;
  /** The network beside which it is shown: its name says how it differs, as "trained with L2". */
  readonly other?: { readonly name: string; readonly gains: Gains } | undefined;
  /** m */
  readonly neurons: number;
  readonly focus: FeatureFocus;
}

/** The small multiples of all features' own responses, beside that of the focus with its numbers. */
export const responsesFigure = pictureKind<ResponsesState>(({ focus }, invalidation) =>
  responsesElement(focus.set, invalidation),
);

function responsesElement(
  set: SetFeatureFocus,
  invalidation: Promise<void>,
): FigureElement<ResponsesState> {
  let last: ResponsesState | undefined;
  let grid: ResponseGrid | undefined;
  let panel: ResponsePanel | undefined;
  const names = svg("g");
  const means = meanReadouts();

  const build = (plot: HTMLElement, { width, height }: Size): void => {
    const layout = layoutFor(width);
    grid = responseGrid(layout.grid, set);
    panel = responsePanel(layout.focus);
    const root = svgRoot(width, height);
    root.append(names, grid.element, panel.element);
    plot.replaceChildren(root);
  };

  const element = figure<ResponsesState>(
    {
      title: "Each feature’s response to itself",
      keysHelp: featureKeysHelp,
      height: (width) => layoutFor(width).height,
      draw(plot, state, size) {
        if (size.resized) build(plot, size);
        if (size.resized || state.gains !== last?.gains || state.other !== last.other) {
          const both = bothOf(state);
          const domain = domainOf(both);
          names.replaceChildren(legend(state.other?.name, size.width));
          grid?.show(both, domain);
          panel?.show(both, domain);
          means.show(both.own);
        }
        last = state;
        grid?.move(state.focus.feature);
        panel?.move(state.focus.feature);
      },
      caption,
      describe({ gains, focus: { feature } }) {
        const { up, down } = ownResponses(gains);
        return `Feature ${feature} of ${gains.features} alone is answered with ${significant(up[feature])} at 1, where 1 is ideal, and with ${significant(down[feature])} at −1, where 0 is.`;
      },
      table: (state) => ({
        columns: ["Own response", "Mean", "Least", "Largest"],
        rows: [
          ...spreads("Network", ownResponses(state.gains)),
          ...(state.other === undefined
            ? []
            : spreads(`Network ${state.other.name}`, ownResponses(state.other.gains))),
        ],
      }),
      data: (state) => responsesData(bothOf(state)),
      key: (event, { gains, neurons }) =>
        featureKey(event, set, { features: gains.features, neurons }),
    },
    invalidation,
  );
  element.querySelector(".figure-plot")!.after(means.element);
  return element;
}

function bothOf({ gains, other }: ResponsesState): BothResponses {
  return { own: ownResponses(gains), other: other && ownResponses(other.gains) };
}

/** One scale of answers for all, the ideal ones included. */
function domainOf({ own, other }: BothResponses): [number, number] {
  const compared = other === undefined ? [] : [other.up, other.down];
  return withRoom(finiteRange([own.up, own.down, ...compared, [0, 1]]));
}

interface Layout {
  readonly height: number;
  /** The square of the small multiples. */
  readonly grid: GridSquare;
  /** The plot of the focus, within its axes. */
  readonly focus: PanelBox;
}

const axisLeft = 40;
const axisBottom = 46;
const headingHeight = 24;

/** Side by side from 640 px, else the focus beneath. */
function layoutFor(width: number): Layout {
  const top = (width < 480 ? 2 : 1) * legendLine + headingHeight;
  if (width < 640) {
    const grid = { left: 0, top, side: width };
    const focusTop = top + width + headingHeight + 16;
    const bottom = focusTop + 200;
    return {
      height: bottom + axisBottom,
      grid,
      focus: { left: axisLeft, right: width - 8, top: focusTop, bottom },
    };
  }
  const side = Math.min(480, Math.round(width * 0.5));
  const left = side + 40 + axisLeft;
  return {
    height: top + side + 4,
    grid: { left: 0, top, side },
    focus: { left, right: width - 8, top, bottom: top + side - axisBottom },
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

/** The means of the answers at 1 and at −1, over all features. */
function meanReadouts() {
  const gain = namedReadout("gain", "mean gain at x = 1, where 1 is ideal");
  const below = namedReadout("answer-below", "mean answer at x = −1, where 0 is ideal");
  return {
    element: readoutRow(gain, below),
    show({ up, down }: OwnResponses): void {
      gain.show(mean(up), significant(mean(up)));
      below.show(mean(down), significant(mean(down)));
    },
  };
}

function spreads(name: string, { up, down }: OwnResponses): string[][] {
  return [
    [`${name}, at 1`, ...spread(up)],
    [`${name}, at −1`, ...spread(down)],
  ];
}

function spread(values: Float64Array): string[] {
  return [mean(values), Math.min(...values), Math.max(...values)].map(significant);
}

function responsesData({ own, other }: BothResponses): Table {
  return {
    columns: [
      "feature",
      "gain_at_1",
      "answer_at_minus_1",
      ...(other === undefined ? [] : ["other_gain_at_1", "other_answer_at_minus_1"]),
    ],
    rows: Array.from(own.up, (up, i) => [
      i,
      up,
      own.down[i],
      ...(other === undefined ? [] : [other.up[i], other.down[i]]),
    ]),
  };
}

function caption(state: ResponsesState): string {
  const { own, other } = bothOf(state);
  const { feature } = state.focus;
  const what =
    "Each square shows one feature’s own output while its value goes from −1 to 1 and all others are 0: two straight lines, since a network of ReLUs without biases scales with its input.";
  if (!own.up.every(Number.isFinite))
    return `${what} Here some answers are not finite: the training has diverged.`;
  const [average, least, most] = spread(own.up);
  const gains = `The ideal response rises to 1; the ${count(own.up.length)} gains at 1 lie between ${least} and ${most}, with a mean of ${average}, and the answer at −1, ideally 0, has a mean of ${significant(mean(own.down))}.`;
  const compared =
    other === undefined
      ? ""
      : ` In the network ${state.other!.name} the gains go from ${spread(other.up)[1]} to ${spread(other.up)[2]}, with a mean of ${spread(other.up)[0]}.`;
  return `${what} ${gains}${compared} Feature ${feature} (amber) is answered with ${significant(own.up[feature])} at 1 and ${significant(own.down[feature])} at −1.`;
}
