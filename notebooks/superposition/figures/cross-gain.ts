import { finiteText } from "../../../src/drawing/finite-text";
import { fixed, signed } from "../../../src/drawing/format";
import { lineEntry, markLegend } from "../../../src/drawing/mark-legend";
import { largestSize, matrixPanel } from "../../../src/drawing/matrix-panel";
import { rowsInOrder } from "../../../src/drawing/neuron-axis";
import { overPanels, type Panel } from "../../../src/drawing/pointer-panels";
import { signedBar } from "../../../src/drawing/signed-bar";
import { sortedPanel } from "../../../src/drawing/sorted-panel";
import { setAttributes, svg, svgRoot } from "../../../src/drawing/svg";
import { type FigureElement, figure } from "../../../src/figure/frame";
import { pictureKind } from "../../../src/figure/picture";
import { mean } from "../mathematics/errors";
import type { Gains } from "../mathematics/gains";
import { offDiagonal, rootMeanSquare } from "../mathematics/off-diagonal";
import { diagonal } from "../mathematics/weights";
import { entryHistograms } from "./entry-histograms";
import { featureAxis, featureRowAxis } from "./feature-axis";
import {
  type FeatureFocus,
  featureKey,
  featureKeysHelp,
  type SetFeatureFocus,
} from "./feature-focus";
import { featureStrip } from "./feature-strip";

export interface CrossGainState {
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

const top = 64;
const left = 40;
const marginRight = 14;
const axisHeight = 44;
const stripHeight = 56;
const stripTitle = 26;

interface Scene {
  readonly panels: readonly Panel[];
  move(focus: FeatureFocus): void;
}

/** How each output answers each feature alone: its own, which is its gain, and the others, which is interference. */
export const crossGainFigure = pictureKind<CrossGainState>(({ focus }, invalidation) =>
  crossGainElement(focus.set, invalidation),
);

function crossGainElement(
  set: SetFeatureFocus,
  invalidation: Promise<void>,
): FigureElement<CrossGainState> {
  const canvas = document.createElement("canvas");
  canvas.className = "fig-heatmap";
  const root = svgRoot();
  root.classList.add("fig-clickable");
  let latest: CrossGainState;
  let scene: Scene | undefined;
  overPanels(root, () => scene?.panels ?? []);

  return figure<CrossGainState>(
    {
      title: "Gain and interference",
      keysHelp: featureKeysHelp,
      height: (width) => layoutFor(width).height,
      draw(plot, state, { width, height, resized }) {
        if (root.parentNode !== plot) plot.append(canvas, root);
        if (
          scene === undefined ||
          resized ||
          state.gains !== latest.gains ||
          state.received !== latest.received ||
          state.other !== latest.other
        ) {
          setAttributes(root, { width, height });
          scene = buildScene(root, canvas, state, width, set);
        }
        latest = state;
        scene.move(state.focus);
      },
      caption,
      describe({ gains, received, focus: { feature } }) {
        return `Feature ${feature} answers itself with ${fixed(gains.up[feature * (gains.features + 1)], 2)} and receives an interference of ${fixed(received[feature], 3)}.`;
      },
      table: ({ gains, received }) => ({
        columns: [
          "Feature",
          "Self-gain",
          "Answer to −1",
          "Most from another, at 1",
          "Interference received",
        ],
        rows: rowsInOrder(gains.features).map((feature) => [
          feature,
          fixed(gains.up[feature * (gains.features + 1)], 3),
          fixed(gains.down[feature * (gains.features + 1)], 3),
          fixed(largestOf(rowOf(gains, feature), feature), 3),
          fixed(received[feature], 4),
        ]),
      }),
      data: ({ gains, other }) => ({
        columns: [
          "output",
          "feature",
          "answer_to_1",
          "answer_to_minus_1",
          ...(other === undefined ? [] : ["compared_answer_to_1", "compared_answer_to_minus_1"]),
        ],
        rows: Array.from(gains.up, (up, at) => [
          Math.floor(at / gains.features),
          at % gains.features,
          up,
          gains.down[at],
          ...(other === undefined ? [] : [other.gains.up[at], other.gains.down[at]]),
        ]),
      }),
      key: (event, { gains: { features }, neurons }) =>
        featureKey(event, set, { features, neurons }),
    },
    invalidation,
  );
}

/** The matrix with its strips at the left and the distributions at the right from 640 px, else one under the other. */
function layoutFor(width: number) {
  const strips = axisHeight + 2 * (stripTitle + stripHeight);
  if (width >= 640) {
    const side = Math.min(420, Math.round(width * 0.48) - left);
    const distributionsLeft = left + side + 76;
    const place = { left: distributionsLeft, width: width - marginRight - distributionsLeft };
    const height = top + side + strips + 12;
    const receivedHeight = 170;
    const histogramsTop = top - 32;
    const receivedTop = height - receivedHeight - 24;
    return {
      side,
      histograms: {
        ...place,
        top: histogramsTop,
        height: receivedTop - histogramsTop - 36,
      },
      received: { ...place, top: receivedTop, height: receivedHeight },
      height,
    };
  }
  const side = width - left - marginRight;
  const place = { left, width: side };
  const histogramsTop = top + side + strips + 26;
  const receivedTop = histogramsTop + 240 + 34;
  return {
    side,
    histograms: { ...place, top: histogramsTop, height: 240 },
    received: { ...place, top: receivedTop, height: 150 },
    height: receivedTop + 150 + 26,
  };
}

function buildScene(
  root: SVGSVGElement,
  canvas: HTMLCanvasElement,
  { gains, received, other }: CrossGainState,
  width: number,
  set: SetFeatureFocus,
): Scene {
  const { features, up } = gains;
  const layout = layoutFor(width);
  const { side } = layout;
  const most = largestSize(up);
  const choose = (feature: number): void => set.feature(feature);

  const matrix = matrixPanel(canvas, {
    rows: features,
    columns: features,
    value: (output, feature) => up[output * features + feature],
    most,
    box: { left, top, width: side, height: side },
    title: "output ↓, feature →",
    words: (output, feature) =>
      `output ${output} to feature ${feature}: ${signed(up[output * features + feature], 3)}`,
    choose: (_, feature) => choose(feature),
  });
  const columns = featureAxis(features, { left, width: side, at: top + side }, "feature");
  const rows = featureRowAxis(features, { top, height: side, at: left });
  const [receives, gives] = [0, 1].map((place) =>
    featureStrip({
      features,
      most,
      box: {
        left,
        top: top + side + axisHeight + place * (stripTitle + stripHeight) + stripTitle,
        width: side,
        height: stripHeight,
      },
      choose,
    }),
  );
  const histograms = entryHistograms({
    matrix: up,
    other: other?.gains.up,
    box: layout.histograms,
    names: ["self-gains", "interference"],
    choose,
  });
  const sorted = sortedPanel({
    values: received,
    other: other?.received,
    title: `interference received, mean ${finiteText(mean(received))}`,
    verb: "receives",
    box: layout.received,
    choose,
  });
  root.replaceChildren(
    svg("rect", { class: "fig-hit", width, height: layout.height }),
    signedBar(most, left + side, "answer at 1"),
    matrix.element,
    columns.element,
    rows.element,
    receives.element,
    gives.element,
    histograms.element,
    sorted.element,
    ...(other === undefined
      ? []
      : [
          svg(
            "g",
            { transform: `translate(0,${layout.histograms.top - 18})` },
            markLegend([lineEntry(other.name, "fig-other-curve")], layout.histograms.left, width),
          ),
        ]),
  );
  return {
    panels: [matrix, receives, gives, histograms, sorted],
    move({ feature }) {
      matrix.cross(feature, feature);
      columns.pin(feature);
      rows.pin(feature);
      receives.show(rowOf(gains, feature), feature, `what output ${feature} receives (row)`);
      gives.show(columnOf(gains, feature), feature, `what feature ${feature} gives (column)`);
      histograms.mark(feature);
      sorted.mark(feature);
    },
  };
}

/** The answers of one output to all features at 1. */
function rowOf({ features, up }: Gains, output: number): Float64Array {
  return up.subarray(output * features, (output + 1) * features);
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
  return `G[j, i] is what output j answers where feature i alone is 1. On its own feature an output answers ${fixed(mean(own), 2)} on average, from ${fixed(Math.min(...own), 2)} to ${fixed(Math.max(...own), 2)}, where 1 would be right; on another ${fixed(beside, 3)}, as a root mean square, where 0 would be. Another feature alone, at a value between −1 and 1, moves an output by a root mean square of ${fixed(low, 3)} to ${fixed(high, 3)}, ${fixed(mean(received), 3)} on average: the interference that it receives.${compared} Feature ${feature} (amber) answers itself with ${fixed(own[feature], 2)}; the most that it receives from another is ${signed(largestOf(rowOf(gains, feature), feature), 2)}, the most that it gives ${signed(largestOf(columnOf(gains, feature), feature), 2)}.`;
}
