import { finiteText } from "../../../src/drawing/finite-text";
import { fixed, signed } from "../../../src/drawing/format";
import { namedReadout, readoutRow } from "../../../src/drawing/named-readout";
import { rowsInOrder } from "../../../src/drawing/neuron-axis";
import {
  fileColumn,
  type Numbers,
  numbers,
  summedUp,
  tableColumn,
} from "../../../src/figure/columns";
import type { Ground, Scene } from "../../../src/figure/drawing";
import { figure, type Part } from "../../../src/figure/figure";
import { button, controls } from "../../../src/inputs/button";
import { expectedAbsoluteCosine, extremes, pairs } from "../mathematics/geometry";
import { rowOf } from "../mathematics/weights";
import { cosineHistogram } from "./cosine-histogram";
import { directionView } from "./direction-view";
import {
  type GeometryView,
  lookAlongAxes,
  lookElsewhere,
  type Seen,
  seenNow,
  turn,
  unseen,
} from "./directions-seen";
import { featureKey, featureKeysHelp } from "./feature-focus";
import { featureMatrix, matrixMargin } from "./feature-matrix";
import { type GeometryState, geometryCaption, meanSize, neighbours } from "./geometry-texts";

const { top, left, right } = matrixMargin;
const axisHeight = 48;
/** Radians of one press of a key. */
const keyTurn = 0.12;
/** Which keys turn the directions: to the right, and up. */
const turns = new Map([
  ["a", [-keyTurn, 0]],
  ["d", [keyTurn, 0]],
  ["w", [0, keyTurn]],
  ["s", [0, -keyTurn]],
]);

/** The cosines between the features' directions, their distribution, and the directions themselves, to be turned. */
export const geometryFigure = figure<GeometryState, Seen>({
  title: "The geometry of the features",
  height: (width) => layoutFor(width).height,
  own: unseen,
  canvases: 1,
  depends: ({ cosines, other }) => [cosines, other],
  still: geometryScene,
  caption: geometryCaption,
  sentence: ({ cosines, focus: { feature } }) =>
    `Feature ${feature}${neighbours(cosines, feature)}.`,
  columns: ({ cosines, other }) =>
    summedUp(neighbourNumbers(cosines), pairNumbers(cosines, other?.pairs)),
  keys: {
    help: `${featureKeysHelp} A and D turn the directions, W and S tilt them, R shows them from elsewhere, P along their principal axes.`,
    press: pressKey,
  },
  parts: ({ view }) => [viewButtons(view), meanCosine()],
});

/** The matrix beside the directions from 700 px, with the histogram beneath; else the directions last, above their buttons. */
function layoutFor(width: number) {
  const beside = width >= 700;
  const wide = width - left - right;
  const side = beside ? Math.min(400, Math.floor((wide - 40) / 2)) : wide;
  const histogramTop = top + side + axisHeight;
  const histogramHeight = beside ? 210 : 200;
  const viewTop = beside ? top : histogramTop + histogramHeight + axisHeight + 32;
  return {
    side,
    view: { left: width - right - side, top: viewTop, width: side, height: side },
    histogram: { left, top: histogramTop, width: wide, height: histogramHeight },
    height: beside ? histogramTop + histogramHeight + 42 : viewTop + side,
  };
}

function geometryScene(
  { state }: GeometryView,
  { width, canvases: [canvas] }: Ground,
): Scene<GeometryState, Seen> {
  const layout = layoutFor(width);
  const matrix = featureMatrix(canvas, {
    matrix: state.cosines,
    most: 1,
    side: layout.side,
    label: "cosine",
    title: "feature ↓, feature →",
    words: (a, b, cosine) => `features ${a} and ${b}: ${signed(cosine, 3)}`,
  });
  const directions = directionView(layout.view);
  const histogram = cosineHistogram(state, layout.histogram);
  const parts = [matrix, directions, histogram];
  return {
    marks: parts.map(({ element }) => element),
    areas: [matrix.area, directions.area, histogram.area],
    moves(view) {
      const { feature } = view.state.focus;
      matrix.mark(feature);
      directions.show(view.state, seenNow(view));
      histogram.mark(feature);
    },
  };
}

function pressKey(event: KeyboardEvent, view: GeometryView): boolean {
  const { cosines, neurons, focus } = view.state;
  const key = event.key.toLowerCase();
  const [toRight, up] = turns.get(key) ?? [];
  if (toRight !== undefined) turn(view, toRight, up);
  else if (key === "r") lookElsewhere(view);
  else if (key === "p") lookAlongAxes(view);
  else return featureKey(event, focus.set, { features: Math.sqrt(cosines.length), neurons });
  return true;
}

function viewButtons(view: () => GeometryView) {
  return {
    element: controls(
      "How the directions are seen",
      button("Principal axes", () => lookAlongAxes(view())),
      button("Another view", () => lookElsewhere(view())),
    ),
  };
}

function meanCosine(): Part<GeometryState, Seen> {
  const readout = namedReadout("mean-cosine", "mean |cosine| of two features");
  return {
    element: readoutRow(readout),
    depends: ({ cosines, neurons }) => [cosines, neurons],
    update({ state: { cosines, neurons } }) {
      const shown = meanSize(pairs(cosines));
      readout.show(shown, finiteText(shown));
      readout.name(
        `mean |cosine| of two features; of random directions ${fixed(expectedAbsoluteCosine(neurons), 3)}`,
      );
    },
  };
}

/** The nearest and the most opposite of each feature. */
function neighbourNumbers(cosines: Float64Array): Numbers {
  const rows = rowsInOrder(Math.sqrt(cosines.length)).map((feature) => {
    const row = rowOf(cosines, feature);
    const { near, far } = extremes(row, feature);
    const cosine = (other: number | undefined): string =>
      other === undefined ? "none" : fixed(row[other], 3);
    return { feature, near, far, cosine };
  });
  return numbers(rows, [
    tableColumn("Feature", ({ feature }) => feature),
    tableColumn("Nearest", ({ near }) => near ?? "none"),
    tableColumn("Cosine", ({ near, cosine }) => cosine(near)),
    tableColumn("Most opposite", ({ far }) => far ?? "none"),
    tableColumn("Cosine", ({ far, cosine }) => cosine(far)),
  ]);
}

/** The cosines of all pairs, beside those `[n (n − 1) / 2]` of another network. */
function pairNumbers(cosines: Float64Array, others: Float64Array | undefined): Numbers {
  const features = rowsInOrder(Math.sqrt(cosines.length));
  const rows = features.flatMap((a) => features.slice(a + 1).map((b) => [a, b]));
  return numbers(rows, [
    fileColumn("feature", ([a]) => a),
    fileColumn("other_feature", ([, b]) => b),
    fileColumn("cosine", ([a, b]) => rowOf(cosines, a)[b]),
    ...(others === undefined
      ? []
      : [fileColumn("compared_cosine", (_: number[], pair: number) => others[pair])]),
  ]);
}
