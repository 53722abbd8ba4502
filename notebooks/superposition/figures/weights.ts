import { count, fixed, signed } from "../../../src/drawing/format";
import { largestSize, matrixPanel } from "../../../src/drawing/matrix-panel";
import { neuronRowAxis, rowsInOrder } from "../../../src/drawing/neuron-axis";
import { signedBar } from "../../../src/drawing/signed-bar";
import { column, fileColumn, numbers } from "../../../src/figure/columns";
import type { Ground, Scene, View } from "../../../src/figure/drawing";
import { figure } from "../../../src/figure/figure";
import { mean } from "../../../src/network/sum";
import { neuronSpread, positiveShare, readWriteCosines } from "../mathematics/alignment";
import type { SuperpositionWeights } from "../mathematics/weights";
import { featureAxis } from "./feature-axis";
import { type FeatureFocus, featureKey, featureKeysHelp } from "./feature-focus";
import { barsHeight, weightBars } from "./weight-bars";
import { weightIn, weightOut } from "./weight-between";

export interface WeightsState {
  readonly weights: SuperpositionWeights;
  readonly focus: FeatureFocus;
}

const top = 64;
const left = 40;
const marginRight = 14;
const titleHeight = 32;
const axisHeight = 44;

/** Both matrices with a feature as a column and a neuron as a row, and the weights of the feature in focus as bars. */
export const weightsFigure = figure<WeightsState>({
  title: "The weights",
  height: (width) => layoutFor(width).height,
  canvases: 2,
  depends: ({ weights }) => [weights],
  still: weightsScene,
  caption,
  sentence({ weights, focus: { feature, neuron } }) {
    const at = neuron ?? strongest(weights, feature);
    return `Feature ${feature} ${neuron === null ? "is strongest in" : "and pinned"} neuron ${at}: weight in ${fixed(weightIn(weights, at, feature), 2)}, weight out ${fixed(weightOut(weights, at, feature), 2)}.`;
  },
  columns({ weights, focus }) {
    const ofFeature = (feature: number) =>
      rowsInOrder(weights.neurons).map((neuron) => ({ feature, neuron }));
    return numbers(
      rowsInOrder(weights.features).flatMap(ofFeature),
      [
        fileColumn("feature", ({ feature }) => feature),
        column("Neuron", "neuron", ({ neuron }) => neuron),
        column(
          `Weight in, feature ${focus.feature}`,
          "weight_in",
          ({ feature, neuron }) => weightIn(weights, neuron, feature),
          4,
        ),
        column(
          `Weight out, feature ${focus.feature}`,
          "weight_out",
          ({ feature, neuron }) => weightOut(weights, neuron, feature),
          4,
        ),
      ],
      ofFeature(focus.feature),
    );
  },
  keys: {
    help: featureKeysHelp,
    press: (event, { state: { weights, focus } }) => featureKey(event, focus.set, weights),
  },
});

function layoutFor(width: number) {
  const matrixHeight = width < 500 ? 120 : 150;
  const secondTop = top + matrixHeight + titleHeight;
  const barsTop = secondTop + matrixHeight + axisHeight + titleHeight;
  return { matrixHeight, secondTop, barsTop, height: barsTop + barsHeight + axisHeight };
}

function weightsScene(
  { state: { weights } }: View<WeightsState, unknown>,
  { width, canvases }: Ground,
): Scene<WeightsState, unknown> {
  const { features, neurons, weightsIn, weightsOut } = weights;
  const { matrixHeight, secondTop, barsTop } = layoutFor(width);
  const wide = width - left - marginRight;
  const half = Math.floor((wide - 24) / 2);
  const most = largestSize(weightsIn, weightsOut);
  const pictures = [
    { name: "in", value: weightIn, title: "into the neurons: W_in", at: top },
    { name: "out", value: weightOut, title: "out of them: W_out, transposed", at: secondTop },
  ];
  const matrices = pictures.map(({ name, value, title, at }, i) =>
    matrixPanel<WeightsState>(canvases[i], {
      rows: neurons,
      columns: features,
      value: (neuron, feature) => value(weights, neuron, feature),
      most,
      box: { left, top: at, width: wide, height: matrixHeight },
      title,
      words: (neuron, feature) =>
        `feature ${feature}, neuron ${neuron}: ${name} ${signed(value(weights, neuron, feature), 3)}`,
      choose(neuron, feature, { state: { focus } }, clicked) {
        const before = focus.set.current();
        const again = before.neuron === neuron && before.feature === feature;
        focus.set.feature(feature);
        focus.set.neuron(clicked && again ? null : neuron);
      },
    }),
  );
  const columns = featureAxis(
    features,
    { left, width: wide, at: secondTop + matrixHeight },
    "feature",
  );
  const rows = pictures.map(({ at }) =>
    neuronRowAxis({
      order: rowsInOrder(neurons),
      top: at,
      slot: matrixHeight / neurons,
      at: left,
    }),
  );
  const bars = pictures.map(({ name, value }, i) =>
    weightBars(weights, value, most, {
      left: left + i * (half + 24),
      top: barsTop,
      width: half,
      name,
    }),
  );
  return {
    marks: [
      signedBar(most, width - marginRight, "weight"),
      ...[...matrices, columns, ...rows, ...bars].map(({ element }) => element),
    ],
    areas: [...matrices, ...bars].map(({ area }) => area),
    moves({ state: { focus } }) {
      for (const matrix of matrices) matrix.cross(focus.neuron, focus.feature);
      for (const row of rows) row.pin(focus.neuron);
      for (const each of bars) each.show(focus);
      columns.pin(focus.feature);
    },
  };
}

/** The neuron that a feature goes into most. */
function strongest(weights: SuperpositionWeights, feature: number): number {
  let most = 0;
  for (let neuron = 1; neuron < weights.neurons; ++neuron)
    if (Math.abs(weightIn(weights, neuron, feature)) > Math.abs(weightIn(weights, most, feature)))
      most = neuron;
  return most;
}

function caption({ weights, focus: { feature } }: WeightsState): string {
  const { features, neurons, weightsIn, weightsOut } = weights;
  if (![...weightsIn, ...weightsOut].every(Number.isFinite))
    return "Some weights are not finite: this run has diverged.";
  const spread = neuronSpread(weights);
  const at = strongest(weights, feature);
  const cosine = mean(readWriteCosines(weights));
  const [into, out] = [weightsIn, weightsOut].map((each) => fixed(100 * positiveShare(each), 0));
  return `Each column is one of ${count(features)} features, each row ${neurons === 1 ? "the one neuron" : `one of ${count(neurons)} neurons`}; W_out is transposed so that the two can be compared. A feature’s weights in W_in are spread over ${fixed(mean(spread), 1)} neurons on average, from ${fixed(Math.min(...spread), 1)} to ${fixed(Math.max(...spread), 1)}, counted as (Σw²)²/Σw⁴. Of all Σw², positive weights have ${into}\u00a0% in W_in and ${out}\u00a0% in W_out. A feature’s column of W_in and its row of W_out have a cosine of ${fixed(cosine, 2)} on average. Feature ${feature} goes most into neuron ${at}, by ${signed(weightIn(weights, at, feature), 2)}.`;
}
