import type { PlotLibrary } from "../../../src/drawing/chart";
import { finiteText } from "../../../src/drawing/finite-text";
import { count, fixed, signed } from "../../../src/drawing/format";
import { largestSize } from "../../../src/drawing/matrix-panel";
import { namedReadout, readoutRow } from "../../../src/drawing/named-readout";
import { rowsInOrder } from "../../../src/drawing/neuron-axis";
import { fileColumn, numbers, summedUp, tableColumn } from "../../../src/figure/columns";
import type { Ground, Scene, View } from "../../../src/figure/drawing";
import { figure } from "../../../src/figure/figure";
import { mean } from "../../../src/network/sum";
import { leastOffDiagonal, offDiagonal, rootMeanSquare } from "../mathematics/off-diagonal";
import { diagonal, rowOf } from "../mathematics/weights";
import { entryHistograms } from "./entry-histograms";
import { type FeatureFocus, featureKey, featureKeysHelp } from "./feature-focus";
import { featureMatrix, matrixLayout, matrixMargin } from "./feature-matrix";

export interface EffectiveMapState {
  readonly Plot: PlotLibrary;
  /** `[n, n]` W_out W_in, row-major: row j is what output j takes from each feature. */
  readonly map: Float64Array;
  /** m */
  readonly neurons: number;
  readonly focus: FeatureFocus;
}

const axisHeight = 48;

/** The product of the two matrices as a heatmap, and what stands on its diagonal and off it as histograms. */
export const effectiveMapFigure = figure<EffectiveMapState>({
  title: "The effective map",
  height: (width) => layoutFor(width).height,
  canvases: 1,
  depends: ({ map }) => [map],
  still: effectiveMapScene,
  caption,
  sentence({ map, focus: { feature } }) {
    const { own, most, from } = entriesOf(map, feature);
    return `Output ${feature} has ${fixed(own, 2)} of its own feature; of the others it has most of feature ${from}, ${signed(most, 2)}.`;
  },
  columns({ map }) {
    const features = Math.sqrt(map.length);
    return summedUp(
      numbers(
        rowsInOrder(features).map((feature) => entriesOf(map, feature)),
        [
          tableColumn("Feature", (_, feature) => feature),
          tableColumn("On the diagonal", ({ own }) => own, 3),
          tableColumn("Largest off it in its row", ({ most }) => most, 3),
          tableColumn("From feature", ({ from }) => from),
        ],
      ),
      numbers(Array.from(map), [
        fileColumn("output", (_, at) => Math.floor(at / features)),
        fileColumn("feature", (_, at) => at % features),
        fileColumn("entry", (entry) => entry),
      ]),
    );
  },
  keys: {
    help: featureKeysHelp,
    press: (event, { state: { map, neurons, focus } }) =>
      featureKey(event, focus.set, { features: Math.sqrt(map.length), neurons }),
  },
  parts() {
    const average = namedReadout("diagonal-mean", "mean of the diagonal of W_out W_in");
    return [
      {
        element: readoutRow(average),
        depends: ({ map }) => [map],
        update({ state: { map } }) {
          const shown = mean(diagonal(map));
          average.show(shown, finiteText(shown));
        },
      },
    ];
  },
});

function layoutFor(width: number) {
  const { beside, side, column } = matrixLayout(width);
  const bottom = matrixMargin.top + side + axisHeight;
  return beside
    ? {
        side,
        histograms: { ...column, top: matrixMargin.top - 32, height: side + 32 },
        height: bottom,
      }
    : { side, histograms: { ...column, top: bottom, height: 240 }, height: bottom + 240 + 26 };
}

function effectiveMapScene(
  { state: { Plot, map } }: View<EffectiveMapState, unknown>,
  { width, canvases: [canvas] }: Ground,
): Scene<EffectiveMapState, unknown> {
  const { side, histograms: box } = layoutFor(width);
  const matrix = featureMatrix(canvas, {
    matrix: map,
    most: largestSize(map),
    side,
    label: "entry of W_out W_in",
    title: "output ↓, feature →",
    words: (output, feature, entry) =>
      `output ${output} has ${signed(entry, 3)} of feature ${feature}`,
  });
  const histograms = entryHistograms({
    Plot,
    matrix: map,
    box,
    names: ["on the diagonal", "off it"],
  });
  return {
    marks: [matrix.element, histograms.element],
    areas: [matrix.area, histograms.area],
    moves({ state: { focus } }) {
      matrix.mark(focus.feature);
      histograms.mark(focus.feature);
    },
  };
}

/** What an output has of its own feature, and of that of the others of which it has most, by size. */
function entriesOf(map: Float64Array, feature: number) {
  const row = rowOf(map, feature);
  const from = rowsInOrder(row.length)
    .filter((each) => each !== feature)
    .reduce((best, each) => (Math.abs(row[each]) > Math.abs(row[best]) ? each : best));
  return { own: row[feature], most: row[from], from };
}

function caption({ map, neurons, focus: { feature } }: EffectiveMapState): string {
  if (!map.every(Number.isFinite)) return "Some entries are not finite: this run has diverged.";
  const own = diagonal(map);
  const features = own.length;
  const beside = rootMeanSquare(offDiagonal(map));
  const rank = Math.min(features, neurons);
  const least = leastOffDiagonal(own, rank);
  const bound =
    neurons >= features
      ? `With ${count(neurons)} ${neurons === 1 ? "neuron" : "neurons"} for ${count(features)} features it could be the identity (ink); here the entries off the diagonal have a root mean square of ${fixed(beside, 3)}.`
      : `The identity (ink) is out of reach through ${neurons === 1 ? "one neuron" : `${count(neurons)} neurons`}: with this diagonal, no map of rank ${count(rank)} has less than ${fixed(least, 3)} off it, as a root mean square; this one has ${fixed(beside, 3)}.`;
  const { most, from } = entriesOf(map, feature);
  return `W_out W_in is what the network would compute without its ReLU. Its diagonal is ${fixed(mean(own), 3)} on average, from ${fixed(Math.min(...own), 2)} to ${fixed(Math.max(...own), 2)}. ${bound} Output ${feature} (amber) has ${fixed(own[feature], 2)} of its own feature and, of the others, most of feature ${from}: ${signed(most, 2)}.`;
}
