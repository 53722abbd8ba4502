import { count, fixed, signed } from "../../../src/drawing/format";
import { largestSize, type MatrixPanel, matrixPanel } from "../../../src/drawing/matrix-panel";
import { neuronRowAxis, rowsInOrder } from "../../../src/drawing/neuron-axis";
import { overPanels, type Panel } from "../../../src/drawing/pointer-panels";
import { signedBar } from "../../../src/drawing/signed-bar";
import { setAttributes, svg, svgRoot } from "../../../src/drawing/svg";
import { type FigureElement, figure } from "../../../src/figure/frame";
import { pictureKind } from "../../../src/figure/picture";
import { neuronSpread, positiveShare, readWriteCosines } from "../mathematics/alignment";
import { mean } from "../mathematics/errors";
import type { SuperpositionWeights } from "../mathematics/weights";
import { featureAxis } from "./feature-axis";
import {
  type FeatureFocus,
  featureKey,
  featureKeysHelp,
  type SetFeatureFocus,
} from "./feature-focus";
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

interface Scene {
  readonly panels: readonly Panel[];
  move(state: WeightsState): void;
}

/** Both matrices with a feature as a column and a neuron as a row, and the weights of the feature in focus as bars. */
export const weightsFigure = pictureKind<WeightsState>(({ focus }, invalidation) =>
  weightsElement(focus.set, invalidation),
);

function weightsElement(
  set: SetFeatureFocus,
  invalidation: Promise<void>,
): FigureElement<WeightsState> {
  const canvases = [document.createElement("canvas"), document.createElement("canvas")] as const;
  for (const canvas of canvases) canvas.className = "fig-heatmap";
  const root = svgRoot();
  root.classList.add("fig-clickable");
  let latest: WeightsState;
  let scene: Scene | undefined;
  overPanels(root, () => scene?.panels ?? []);

  return figure<WeightsState>(
    {
      title: "The weights",
      keysHelp: featureKeysHelp,
      height: (width) => layoutFor(width).height,
      draw(plot, state, { width, height, resized }) {
        if (root.parentNode !== plot) plot.append(...canvases, root);
        if (scene === undefined || resized || state.weights !== latest.weights) {
          setAttributes(root, { width, height });
          scene = buildScene(root, canvases, state.weights, width, set);
        }
        latest = state;
        scene.move(state);
      },
      caption,
      describe({ weights, focus: { feature, neuron } }) {
        const at = neuron ?? strongest(weights, feature);
        return `Feature ${feature} ${neuron === null ? "is strongest in" : "and pinned"} neuron ${at}: weight in ${fixed(weightIn(weights, at, feature), 2)}, weight out ${fixed(weightOut(weights, at, feature), 2)}.`;
      },
      table: ({ weights, focus: { feature } }) => ({
        columns: ["Neuron", `Weight in, feature ${feature}`, `Weight out, feature ${feature}`],
        rows: rowsInOrder(weights.neurons).map((neuron) => [
          neuron,
          fixed(weightIn(weights, neuron, feature), 4),
          fixed(weightOut(weights, neuron, feature), 4),
        ]),
      }),
      data: ({ weights }) => ({
        columns: ["feature", "neuron", "weight_in", "weight_out"],
        rows: rowsInOrder(weights.features).flatMap((feature) =>
          rowsInOrder(weights.neurons).map((neuron) => [
            feature,
            neuron,
            weightIn(weights, neuron, feature),
            weightOut(weights, neuron, feature),
          ]),
        ),
      }),
      key: (event, { weights }) => featureKey(event, set, weights),
    },
    invalidation,
  );
}

function layoutFor(width: number) {
  const matrixHeight = width < 500 ? 120 : 150;
  const secondTop = top + matrixHeight + titleHeight;
  const barsTop = secondTop + matrixHeight + axisHeight + titleHeight;
  return { matrixHeight, secondTop, barsTop, height: barsTop + barsHeight + axisHeight };
}

function buildScene(
  root: SVGSVGElement,
  canvases: readonly [HTMLCanvasElement, HTMLCanvasElement],
  weights: SuperpositionWeights,
  width: number,
  set: SetFeatureFocus,
): Scene {
  const { features, neurons, weightsIn, weightsOut } = weights;
  const layout = layoutFor(width);
  const wide = width - left - marginRight;
  const most = largestSize(weightsIn, weightsOut);

  const matrix = (
    canvas: HTMLCanvasElement,
    boxTop: number,
    title: string,
    name: string,
    value: typeof weightIn,
  ): MatrixPanel =>
    matrixPanel(canvas, {
      rows: neurons,
      columns: features,
      value: (neuron, feature) => value(weights, neuron, feature),
      most,
      box: { left, top: boxTop, width: wide, height: layout.matrixHeight },
      title,
      words: (neuron, feature) =>
        `feature ${feature}, neuron ${neuron}: ${name} ${signed(value(weights, neuron, feature), 3)}`,
      choose(neuron, feature, clicked) {
        const before = set.current();
        const again = before.neuron === neuron && before.feature === feature;
        set.feature(feature);
        set.neuron(clicked && again ? null : neuron);
      },
    });
  const below = matrix(canvases[0], top, "into the neurons: W_in", "in", weightIn);
  const above = matrix(
    canvases[1],
    layout.secondTop,
    "out of them: W_out, transposed",
    "out",
    weightOut,
  );
  const columns = featureAxis(
    features,
    { left, width: wide, at: layout.secondTop + layout.matrixHeight },
    "feature",
  );
  const rows = [top, layout.secondTop].map((rowsTop) =>
    neuronRowAxis({
      order: rowsInOrder(neurons),
      top: rowsTop,
      slot: layout.matrixHeight / neurons,
      at: left,
    }),
  );
  const half = Math.floor((wide - 24) / 2);
  const bars = [weightIn, weightOut].map((value, i) =>
    weightBars(weights, value, most, set, {
      left: left + i * (half + 24),
      top: layout.barsTop,
      width: half,
      name: i === 0 ? "in" : "out",
    }),
  );

  root.replaceChildren(
    svg("rect", { class: "fig-hit", width, height: layout.height }),
    signedBar(most, width - marginRight, "weight"),
    below.element,
    above.element,
    columns.element,
    ...rows.map(({ element }) => element),
    ...bars.map(({ element }) => element),
  );
  return {
    panels: [below, above, ...bars],
    move({ focus: { feature, neuron } }) {
      for (const panel of [below, above]) panel.cross(neuron, feature);
      for (const row of rows) row.pin(neuron);
      for (const panel of bars) panel.move(feature, neuron);
      columns.pin(feature);
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
  return `Each column is one of ${count(features)} features, each row one of ${count(neurons)} neurons; W_out is transposed so that the two can be compared. A feature's weights in W_in are spread over ${fixed(mean(spread), 1)} neurons on average, from ${fixed(Math.min(...spread), 1)} to ${fixed(Math.max(...spread), 1)}, counted as (Σw²)²/Σw⁴. Of all Σw², positive weights have ${into}\u00a0% in W_in and ${out}\u00a0% in W_out. A feature's column of W_in and its row of W_out have a cosine of ${fixed(cosine, 2)} on average. Feature ${feature} goes most into neuron ${at}, by ${signed(weightIn(weights, at, feature), 2)}.`;
}
