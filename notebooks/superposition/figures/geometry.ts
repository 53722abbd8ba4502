import { finiteText } from "../../../src/drawing/finite-text";
import { fixed, signed } from "../../../src/drawing/format";
import { namedReadout, readoutRow } from "../../../src/drawing/named-readout";
import { rowsInOrder } from "../../../src/drawing/neuron-axis";
import { type Numbers, numbers, summedUp } from "../../../src/figure/columns";
import type { Ground, Scene, View } from "../../../src/figure/drawing";
import { figure, type Part } from "../../../src/figure/figure";
import { button, controls } from "../../../src/inputs/button";
import { seeded } from "../../../src/network/random";
import { expectedAbsoluteCosine, extremes, pairs } from "../mathematics/geometry";
import { rowOf } from "../mathematics/weights";
import { cosineHistogram } from "./cosine-histogram";
import { directionView } from "./direction-view";
import { elsewhere, principal, type Seen, seenNow, turn, unseen } from "./directions-seen";
import { featureKey, featureKeysHelp } from "./feature-focus";
import { featureMatrix } from "./feature-matrix";
import { type GeometryState, geometryCaption, meanSize, neighbours } from "./geometry-texts";

interface Own extends Seen {
  /** The random views are the same for every reader, one after the other. */
  readonly random: () => number;
}

const top = 64;
const left = 40;
const marginRight = 14;
const axisHeight = 48;
/** Radians of one press of a key. */
const keyTurn = 0.12;

/** The cosines between the features' directions, their distribution, and the directions themselves, to be turned. */
export const geometryFigure = figure<GeometryState, Own>({
  title: "The geometry of the features",
  height: (width) => layoutFor(width).height,
  own: () => ({ ...unseen, random: seeded(1) }),
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
  const wide = width - left - marginRight;
  if (width >= 700) {
    const side = Math.min(400, Math.floor((wide - 40) / 2));
    const histogramTop = top + side + axisHeight;
    return {
      side,
      view: { left: width - marginRight - side, top, width: side, height: side },
      histogram: { left, top: histogramTop, width: wide, height: 210 },
      height: histogramTop + 210 + 42,
    };
  }
  const histogramTop = top + wide + axisHeight;
  const viewTop = histogramTop + 200 + axisHeight + 32;
  return {
    side: wide,
    view: { left, top: viewTop, width: wide, height: wide },
    histogram: { left, top: histogramTop, width: wide, height: 200 },
    height: viewTop + wide,
  };
}

function geometryScene(
  { state }: View<GeometryState, Own>,
  { width, canvases: [canvas] }: Ground,
): Scene<GeometryState, Own> {
  const layout = layoutFor(width);
  const matrix = featureMatrix(canvas, {
    matrix: state.cosines,
    most: 1,
    left,
    top,
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

/** Shows the directions from elsewhere. */
function goElsewhere({ state, own, look }: View<GeometryState, Own>): void {
  look(elsewhere(state, own.random));
}

function pressKey(event: KeyboardEvent, view: View<GeometryState, Own>): boolean {
  const { state, look } = view;
  const { cosines, neurons, focus } = state;
  switch (event.key.toLowerCase()) {
    case "a":
      turn(view, -keyTurn, 0);
      return true;
    case "d":
      turn(view, keyTurn, 0);
      return true;
    case "w":
      turn(view, 0, keyTurn);
      return true;
    case "s":
      turn(view, 0, -keyTurn);
      return true;
    case "r":
      goElsewhere(view);
      return true;
    case "p":
      look(principal(state));
      return true;
    default:
      return featureKey(event, focus.set, { features: Math.sqrt(cosines.length), neurons });
  }
}

function viewButtons(view: () => View<GeometryState, Own>) {
  return {
    element: controls(
      "How the directions are seen",
      button("Principal axes", () => view().look(principal(view().state))),
      button("Another view", () => goElsewhere(view())),
    ),
  };
}

function meanCosine(): Part<GeometryState, Own> {
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
    { heading: "Feature", value: ({ feature }) => feature },
    { heading: "Nearest", value: ({ near }) => near ?? "none" },
    { heading: "Cosine", value: ({ near, cosine }) => cosine(near) },
    { heading: "Most opposite", value: ({ far }) => far ?? "none" },
    { heading: "Cosine", value: ({ far, cosine }) => cosine(far) },
  ]);
}

/** The cosines of all pairs, beside those `[n (n − 1) / 2]` of another network. */
function pairNumbers(cosines: Float64Array, others: Float64Array | undefined): Numbers {
  const features = rowsInOrder(Math.sqrt(cosines.length));
  const rows = features.flatMap((a) => features.slice(a + 1).map((b) => [a, b]));
  return numbers(rows, [
    { field: "feature", value: ([a]) => a },
    { field: "other_feature", value: ([, b]) => b },
    { field: "cosine", value: ([a, b]) => rowOf(cosines, a)[b] },
    ...(others === undefined
      ? []
      : [{ field: "compared_cosine", value: (_: number[], pair: number) => others[pair] }]),
  ]);
}
