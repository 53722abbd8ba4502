import type { PlotLibrary } from "../../../src/drawing/chart";
import { fixed, signed } from "../../../src/drawing/format";
import { lineEntry, markLegend } from "../../../src/drawing/mark-legend";
import { largestSize } from "../../../src/drawing/matrix-panel";
import { rowsInOrder } from "../../../src/drawing/neuron-axis";
import { svg } from "../../../src/drawing/svg";
import { fileColumn, numbers, summedUp, tableColumn } from "../../../src/figure/columns";
import type { Ground, Scene, View } from "../../../src/figure/drawing";
import { figure } from "../../../src/figure/figure";
import { mean } from "../../../src/network/sum";
import type { Gains } from "../mathematics/gains";
import { offDiagonal, rootMeanSquare } from "../mathematics/off-diagonal";
import { diagonal, rowOf } from "../mathematics/weights";
import { entryHistograms } from "./entry-histograms";
import { type FeatureFocus, featureKey, featureKeysHelp } from "./feature-focus";
import { featureMatrix, matrixLayout, matrixMargin } from "./feature-matrix";
import { featureStrip } from "./feature-strip";
import { receivedPanel } from "./received-panel";

export interface CrossGainState {
  readonly Plot: PlotLibrary;
  readonly gains: Gains;
  /** `[n]` The interference that each output receives. */
  readonly received: Float64Array;
  /** m */
  readonly neurons: number;
  /** Another network of as many features, for comparison. */
  readonly other?:
    | { readonly name: string; readonly gains: Gains; readonly received: Float64Array }
    | undefined;
  readonly focus: FeatureFocus;
}

const axisHeight = 44;
const stripHeight = 56;
const stripTitle = 26;

/** How each output answers each feature alone: its own, which is its gain, and the others, which is interference. */
export const crossGainFigure = figure<CrossGainState>({
  title: "Gain and interference",
  height: (width) => layoutFor(width).height,
  canvases: 1,
  depends: ({ gains, received, other }) => [gains, received, other],
  still: crossGainScene,
  caption,
  sentence: ({ gains, received, focus: { feature } }) =>
    `Feature ${feature} answers itself with ${fixed(diagonal(gains.up)[feature], 2)} and receives an interference of ${fixed(received[feature], 3)}.`,
  columns({ gains: { features, up, down }, received, other }) {
    const [answers, opposite] = [diagonal(up), diagonal(down)];
    return summedUp(
      numbers(rowsInOrder(features), [
        tableColumn("Feature", (feature) => feature),
        tableColumn("Self-gain", (feature) => answers[feature], 3),
        tableColumn("Answer to −1", (feature) => opposite[feature], 3),
        tableColumn(
          "Most from another, at 1",
          (feature) => largestOf(rowOf(up, feature), feature),
          3,
        ),
        tableColumn("Interference received", (feature) => received[feature], 4),
      ]),
      numbers(rowsInOrder(up.length), [
        fileColumn("output", (at) => Math.floor(at / features)),
        fileColumn("feature", (at) => at % features),
        fileColumn("answer_to_1", (at) => up[at]),
        fileColumn("answer_to_minus_1", (at) => down[at]),
        ...(other === undefined
          ? []
          : [
              fileColumn("compared_answer_to_1", (at: number) => other.gains.up[at]),
              fileColumn("compared_answer_to_minus_1", (at: number) => other.gains.down[at]),
            ]),
      ]),
    );
  },
  keys: {
    help: featureKeysHelp,
    press: (event, { state: { gains, neurons, focus } }) =>
      featureKey(event, focus.set, { features: gains.features, neurons }),
  },
});

/** The strips stand under the matrix, the distributions beside them or beneath. */
function layoutFor(width: number) {
  const { beside, side, column } = matrixLayout(width);
  const stripsTop = matrixMargin.top + side + axisHeight;
  const stripsEnd = stripsTop + 2 * (stripTitle + stripHeight);
  const histogramsTop = beside ? matrixMargin.top - 32 : stripsEnd + 26;
  const receivedHeight = beside ? 170 : 150;
  const receivedTop = beside ? stripsEnd - 12 - receivedHeight : histogramsTop + 240 + 34;
  const histogramsHeight = beside ? receivedTop - histogramsTop - 36 : 240;
  return {
    side,
    stripsTop,
    histograms: { ...column, top: histogramsTop, height: histogramsHeight },
    received: { ...column, top: receivedTop, height: receivedHeight },
    height: receivedTop + receivedHeight + (beside ? 24 : 26),
  };
}

function crossGainScene(
  { state: { Plot, gains, received, other } }: View<CrossGainState, unknown>,
  { width, canvases: [canvas] }: Ground,
): Scene<CrossGainState, unknown> {
  const { features, up } = gains;
  const layout = layoutFor(width);
  const { side } = layout;
  const most = largestSize(up);
  const matrix = featureMatrix(canvas, {
    matrix: up,
    most,
    side,
    label: "answer at 1",
    title: "output ↓, feature →",
    words: (output, feature, entry) =>
      `output ${output} to feature ${feature}: ${signed(entry, 3)}`,
  });
  const [receives, gives] = [0, 1].map((place) =>
    featureStrip(features, most, {
      left: matrixMargin.left,
      top: layout.stripsTop + place * (stripTitle + stripHeight) + stripTitle,
      width: side,
      height: stripHeight,
    }),
  );
  const histograms = entryHistograms({
    Plot,
    matrix: up,
    other: other?.gains.up,
    box: layout.histograms,
    names: ["self-gains", "interference"],
  });
  const sorted = receivedPanel(received, other?.received, layout.received);
  const parts = [matrix, receives, gives, histograms, sorted];
  const legend = (name: string): SVGGElement =>
    svg(
      "g",
      { transform: `translate(0,${layout.histograms.top - 18})` },
      markLegend([lineEntry(name, "fig-other-curve")], layout.histograms.left, width),
    );
  return {
    marks: [
      ...parts.map(({ element }) => element),
      ...(other === undefined ? [] : [legend(other.name)]),
    ],
    areas: parts.map(({ area }) => area),
    moves({ state: { focus } }) {
      const { feature } = focus;
      receives.show(rowOf(up, feature), feature, `what output ${feature} receives (row)`);
      gives.show(columnOf(gains, feature), feature, `what feature ${feature} gives (column)`);
      for (const part of [matrix, histograms, sorted]) part.mark(feature);
    },
  };
}

/** The answers of all outputs to one feature at 1. */
function columnOf({ features, up }: Gains, feature: number): Float64Array {
  return Float64Array.from({ length: features }, (_, output) => up[output * features + feature]);
}

/** The largest entry by size beside a feature's own; 0 where there is none. */
function largestOf(values: Float64Array, feature: number): number {
  return values.reduce(
    (most, value, i) => (i !== feature && Math.abs(value) > Math.abs(most) ? value : most),
    0,
  );
}

function caption({ gains, received, other, focus: { feature } }: CrossGainState): string {
  if (![gains.up, gains.down].every((each) => each.every(Number.isFinite)))
    return "Some answers are not finite: this run has diverged.";
  const own = diagonal(gains.up);
  const beside = rootMeanSquare(offDiagonal(gains.up));
  const [low, high] = [Math.min(...received), Math.max(...received)];
  const compared =
    other === undefined
      ? ""
      : ` Dashed: ${other.name}, with ${fixed(mean(diagonal(other.gains.up)), 2)}, ${fixed(rootMeanSquare(offDiagonal(other.gains.up)), 3)} and ${fixed(mean(other.received), 3)}.`;
  return `G[j, i] is what output j answers where feature i alone is 1. On its own feature an output answers ${fixed(mean(own), 2)} on average, from ${fixed(Math.min(...own), 2)} to ${fixed(Math.max(...own), 2)}, where 1 would be right; on another ${fixed(beside, 3)}, as a root mean square, where 0 would be. Another feature alone, at a value between −1 and 1, moves an output by a root mean square of ${fixed(low, 3)} to ${fixed(high, 3)}, ${fixed(mean(received), 3)} on average: the interference that it receives.${compared} Feature ${feature} (amber) answers itself with ${fixed(own[feature], 2)}; the most that it receives from another is ${signed(largestOf(rowOf(gains.up, feature), feature), 2)}, the most that it gives ${signed(largestOf(columnOf(gains, feature), feature), 2)}.`;
}
