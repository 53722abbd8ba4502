import { finiteText } from "../../../src/drawing/finite-text";
import { count, fixed, signed } from "../../../src/drawing/format";
import { largestSize, matrixPanel } from "../../../src/drawing/matrix-panel";
import { namedReadout, readoutRow } from "../../../src/drawing/named-readout";
import { rowsInOrder } from "../../../src/drawing/neuron-axis";
import { overPanels, type Panel } from "../../../src/drawing/pointer-panels";
import { signedBar } from "../../../src/drawing/signed-bar";
import { setAttributes, svg, svgRoot } from "../../../src/drawing/svg";
import { type FigureElement, figure } from "../../../src/figure/frame";
import { pictureKind } from "../../../src/figure/picture";
import { mean } from "../mathematics/errors";
import { leastOffDiagonal, offDiagonal, rootMeanSquare } from "../mathematics/off-diagonal";
import { diagonal } from "../mathematics/weights";
import { entryHistograms } from "./entry-histograms";
import { featureAxis, featureRowAxis } from "./feature-axis";
import {
  type FeatureFocus,
  featureKey,
  featureKeysHelp,
  type SetFeatureFocus,
} from "./feature-focus";

export interface EffectiveMapState {
  /** `[n, n]` W_out W_in, row-major: row j is what output j takes from each feature. */
  readonly map: Float64Array;
  /** m */
  readonly neurons: number;
  readonly focus: FeatureFocus;
}

const top = 64;
const left = 40;
const marginRight = 14;
const axisHeight = 48;

interface Scene {
  readonly panels: readonly Panel[];
  move(focus: FeatureFocus): void;
}

/** The product of the two matrices as a heatmap, and what stands on its diagonal and off it as histograms. */
export const effectiveMapFigure = pictureKind<EffectiveMapState>(({ focus }, invalidation) =>
  effectiveMapElement(focus.set, invalidation),
);

function effectiveMapElement(
  set: SetFeatureFocus,
  invalidation: Promise<void>,
): FigureElement<EffectiveMapState> {
  const canvas = document.createElement("canvas");
  canvas.className = "fig-heatmap";
  const root = svgRoot();
  root.classList.add("fig-clickable");
  let latest: EffectiveMapState;
  let scene: Scene | undefined;
  overPanels(root, () => scene?.panels ?? []);

  const element = figure<EffectiveMapState>(
    {
      title: "The effective map",
      keysHelp: featureKeysHelp,
      height: (width) => layoutFor(width).height,
      draw(plot, state, { width, height, resized }) {
        if (root.parentNode !== plot) plot.append(canvas, root);
        if (scene === undefined || resized || state.map !== latest.map) {
          setAttributes(root, { width, height });
          scene = buildScene(root, canvas, state.map, width, set);
        }
        latest = state;
        scene.move(state.focus);
        const shown = mean(diagonal(state.map));
        diagonalMean.show(shown, finiteText(shown));
      },
      caption,
      describe({ map, focus: { feature } }) {
        const { own, most, from } = rowOf(map, feature);
        return `Output ${feature} has ${fixed(own, 2)} of its own feature; of the others it has most of feature ${from}, ${signed(most, 2)}.`;
      },
      table: ({ map }) => ({
        columns: ["Feature", "On the diagonal", "Largest off it in its row", "From feature"],
        rows: Array.from(diagonal(map), (own, feature) => {
          const { most, from } = rowOf(map, feature);
          return [feature, fixed(own, 3), fixed(most, 3), from];
        }),
      }),
      data: ({ map }) => {
        const features = Math.sqrt(map.length);
        return {
          columns: ["output", "feature", "entry"],
          rows: Array.from(map, (entry, at) => [Math.floor(at / features), at % features, entry]),
        };
      },
      key: (event, { map, neurons }) =>
        featureKey(event, set, { features: Math.sqrt(map.length), neurons }),
    },
    invalidation,
  );
  const diagonalMean = namedReadout("diagonal-mean", "mean of the diagonal of W_out W_in");
  element.querySelector(".figure-plot")!.after(readoutRow(diagonalMean));
  return element;
}

/** Side by side from 640 px, else the histograms beneath. */
function layoutFor(width: number) {
  if (width >= 640) {
    const side = Math.min(420, Math.round(width * 0.48) - left);
    const histogramsLeft = left + side + 76;
    return {
      side,
      histograms: {
        left: histogramsLeft,
        top: top - 32,
        width: width - marginRight - histogramsLeft,
        height: side + 32,
      },
      height: top + side + axisHeight,
    };
  }
  const side = width - left - marginRight;
  const histogramsTop = top + side + axisHeight;
  return {
    side,
    histograms: { left, top: histogramsTop, width: side, height: 240 },
    height: histogramsTop + 240 + 26,
  };
}

function buildScene(
  root: SVGSVGElement,
  canvas: HTMLCanvasElement,
  map: Float64Array,
  width: number,
  set: SetFeatureFocus,
): Scene {
  const features = Math.sqrt(map.length);
  const { side, histograms: box, height } = layoutFor(width);
  const most = largestSize(map);
  const choose = (feature: number): void => set.feature(feature);

  const matrix = matrixPanel(canvas, {
    rows: features,
    columns: features,
    value: (output, feature) => map[output * features + feature],
    most,
    box: { left, top, width: side, height: side },
    title: "output ↓, feature →",
    words: (output, feature) =>
      `output ${output} has ${signed(map[output * features + feature], 3)} of feature ${feature}`,
    choose: (_, feature) => choose(feature),
  });
  const columns = featureAxis(features, { left, width: side, at: top + side }, "feature");
  const rows = featureRowAxis(features, { top, height: side, at: left });
  const histograms = entryHistograms({
    matrix: map,
    box,
    names: ["on the diagonal", "off it"],
    choose,
  });
  root.replaceChildren(
    svg("rect", { class: "fig-hit", width, height }),
    signedBar(most, left + side, "entry of W_out W_in"),
    matrix.element,
    columns.element,
    rows.element,
    histograms.element,
  );
  return {
    panels: [matrix, histograms],
    move({ feature }) {
      matrix.cross(feature, feature);
      columns.pin(feature);
      rows.pin(feature);
      histograms.mark(feature);
    },
  };
}

/** What an output has of its own feature, and of that of the others of which it has most, by size. */
function rowOf(map: Float64Array, feature: number): { own: number; most: number; from: number } {
  const features = Math.sqrt(map.length);
  const row = map.subarray(feature * features, (feature + 1) * features);
  const from = rowsInOrder(features)
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
      ? `With ${count(neurons)} neurons for ${count(features)} features it could be the identity (ink); here the entries off the diagonal have a root mean square of ${fixed(beside, 3)}.`
      : `The identity (ink) is out of reach through ${count(neurons)} neurons: with this diagonal, no map of rank ${count(rank)} has less than ${fixed(least, 3)} off it, as a root mean square; this one has ${fixed(beside, 3)}.`;
  const { most, from } = rowOf(map, feature);
  return `W_out W_in is what the network would compute without its ReLU. Its diagonal is ${fixed(mean(own), 3)} on average, from ${fixed(Math.min(...own), 2)} to ${fixed(Math.max(...own), 2)}. ${bound} Output ${feature} (amber) has ${fixed(own[feature], 2)} of its own feature and, of the others, most of feature ${from}: ${signed(most, 2)}.`;
}
