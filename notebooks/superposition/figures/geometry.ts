import { finiteText } from "../../../src/drawing/finite-text";
import { fixed, signed } from "../../../src/drawing/format";
import { matrixPanel } from "../../../src/drawing/matrix-panel";
import { namedReadout, readoutRow } from "../../../src/drawing/named-readout";
import { rowsInOrder } from "../../../src/drawing/neuron-axis";
import { overPanels, type Panel } from "../../../src/drawing/pointer-panels";
import { signedBar } from "../../../src/drawing/signed-bar";
import { setAttributes, svg, svgRoot } from "../../../src/drawing/svg";
import { type FigureElement, figure } from "../../../src/figure/frame";
import { pictureKind } from "../../../src/figure/picture";
import { button, controls } from "../../../src/inputs/button";
import { seeded } from "../../../src/network/random";
import { expectedAbsoluteCosine, pairs } from "../mathematics/geometry";
import { principalFrame, randomFrame, turnedFrame } from "../mathematics/projection";
import { cosineHistogram } from "./cosine-histogram";
import { directionView, extremes } from "./direction-view";
import { featureAxis, featureRowAxis } from "./feature-axis";
import { featureKey, featureKeysHelp, type SetFeatureFocus } from "./feature-focus";
import {
  type GeometryState,
  geometryCaption,
  meanSize,
  neighbours,
  viewTitle,
} from "./geometry-texts";

/** How the directions are looked at. */
interface View {
  /** `[3, m]` */
  readonly frame: Float64Array;
  /** The directions whose principal axes it shows, turned or not; none where it is a random view. */
  readonly principalOf: Float64Array | undefined;
}

const top = 64;
const left = 40;
const marginRight = 14;
const axisHeight = 48;
/** Radians of one press of a key. */
const keyTurn = 0.12;

interface Scene {
  readonly panels: readonly Panel[];
  move(state: GeometryState, view: View): void;
}

/** The cosines between the features' directions, their distribution, and the directions themselves, to be turned. */
export const geometryFigure = pictureKind<GeometryState>(({ focus }, invalidation) =>
  geometryElement(focus.set, invalidation),
);

function geometryElement(
  set: SetFeatureFocus,
  invalidation: Promise<void>,
): FigureElement<GeometryState> {
  const canvas = document.createElement("canvas");
  canvas.className = "fig-heatmap";
  const root = svgRoot();
  root.classList.add("fig-clickable");
  // The random views are the same for every reader, one after the other.
  const random = seeded(1);
  let latest: GeometryState;
  let scene: Scene | undefined;
  let view: View | undefined;

  const look = (next: View): void => {
    view = next;
    element.update(latest);
  };
  const turn = (right: number, up: number): void => {
    if (view !== undefined) look({ ...view, frame: turnedFrame(view.frame, right, up) });
  };
  const principal = ({ directions, neurons }: GeometryState): View => ({
    frame: principalFrame(directions, neurons),
    principalOf: directions,
  });
  const another = (): void =>
    look({ frame: randomFrame(latest.neurons, random), principalOf: undefined });
  overPanels(root, () => scene?.panels ?? []);

  const element = figure<GeometryState>(
    {
      title: "The geometry of the features",
      keysHelp: `${featureKeysHelp} A and D turn the directions, W and S tilt them, R shows them from elsewhere, P along their principal axes.`,
      height: (width) => layoutFor(width).height,
      draw(plot, state, { width, height, resized }) {
        if (root.parentNode !== plot) plot.append(canvas, root);
        // What is looked at stays while the network trains, lest it jump about.
        if (view === undefined || state.neurons !== latest.neurons) view = principal(state);
        if (
          scene === undefined ||
          resized ||
          state.cosines !== latest.cosines ||
          state.other !== latest.other
        ) {
          setAttributes(root, { width, height });
          scene = buildScene(root, canvas, state, width, { set, turn });
          const shown = meanSize(pairs(state.cosines));
          meanCosine.show(shown, finiteText(shown));
          meanCosine.name(
            `mean |cosine| of two features; of random directions ${fixed(expectedAbsoluteCosine(state.neurons), 3)}`,
          );
        }
        latest = state;
        scene.move(state, view);
      },
      caption: geometryCaption,
      describe({ cosines, focus: { feature } }) {
        const features = Math.sqrt(cosines.length);
        const row = cosines.subarray(feature * features, (feature + 1) * features);
        return `Feature ${feature}${neighbours(row, feature)}.`;
      },
      table({ cosines }) {
        const features = Math.sqrt(cosines.length);
        return {
          columns: ["Feature", "Nearest", "Cosine", "Most opposite", "Cosine"],
          rows: rowsInOrder(features).map((feature) => {
            const row = cosines.subarray(feature * features, (feature + 1) * features);
            const { near, far } = extremes(row, feature);
            const cells = (other: number | undefined): (string | number)[] =>
              other === undefined ? ["none", "none"] : [other, fixed(row[other], 3)];
            return [feature, ...cells(near), ...cells(far)];
          }),
        };
      },
      data({ cosines, other }) {
        const features = Math.sqrt(cosines.length);
        const all = rowsInOrder(features).flatMap((a) =>
          rowsInOrder(features)
            .slice(a + 1)
            .map((b) => [a, b, cosines[a * features + b]]),
        );
        return {
          columns: [
            "feature",
            "other_feature",
            "cosine",
            ...(other === undefined ? [] : ["compared_cosine"]),
          ],
          rows: other === undefined ? all : all.map((row, pair) => [...row, other.pairs[pair]]),
        };
      },
      key(event, state) {
        switch (event.key.toLowerCase()) {
          case "a":
            turn(-keyTurn, 0);
            return true;
          case "d":
            turn(keyTurn, 0);
            return true;
          case "w":
            turn(0, keyTurn);
            return true;
          case "s":
            turn(0, -keyTurn);
            return true;
          case "r":
            another();
            return true;
          case "p":
            look(principal(state));
            return true;
          default:
            return featureKey(event, set, {
              features: Math.sqrt(state.cosines.length),
              neurons: state.neurons,
            });
        }
      },
    },
    invalidation,
  );
  const meanCosine = namedReadout("mean-cosine", "mean |cosine| of two features");
  const views = controls(
    "How the directions are seen",
    button("Principal axes", () => look(principal(latest))),
    button("Another view", another),
  );
  element.querySelector(".figure-plot")!.after(views, readoutRow(meanCosine));
  return element;
}

/** The matrix beside the directions from 700 px, with the histogram beneath; else the directions last, above their buttons. */
function layoutFor(width: number) {
  const wide = width - left - marginRight;
  if (width >= 700) {
    const side = Math.min(400, Math.floor((wide - 40) / 2));
    const histogramTop = top + side + axisHeight;
    return {
      matrix: { left, top, width: side, height: side },
      view: { left: width - marginRight - side, top, width: side, height: side },
      histogram: { left, top: histogramTop, width: wide, height: 210 },
      height: histogramTop + 210 + 42,
    };
  }
  const histogramTop = top + wide + axisHeight;
  const viewTop = histogramTop + 200 + axisHeight + 32;
  return {
    matrix: { left, top, width: wide, height: wide },
    view: { left, top: viewTop, width: wide, height: wide },
    histogram: { left, top: histogramTop, width: wide, height: 200 },
    height: viewTop + wide,
  };
}

function buildScene(
  root: SVGSVGElement,
  canvas: HTMLCanvasElement,
  { cosines, neurons, other }: GeometryState,
  width: number,
  { set, turn }: { set: SetFeatureFocus; turn(right: number, up: number): void },
): Scene {
  const features = Math.sqrt(cosines.length);
  const layout = layoutFor(width);
  const choose = (feature: number): void => set.feature(feature);
  const { matrix: box } = layout;
  const matrix = matrixPanel(canvas, {
    rows: features,
    columns: features,
    value: (a, b) => cosines[a * features + b],
    most: 1,
    box,
    title: "feature ↓, feature →",
    words: (a, b) => `features ${a} and ${b}: ${signed(cosines[a * features + b], 3)}`,
    choose: (_, feature) => choose(feature),
  });
  const columns = featureAxis(
    features,
    { left: box.left, width: box.width, at: box.top + box.height },
    "feature",
  );
  const rows = featureRowAxis(features, { top: box.top, height: box.height, at: box.left });
  const view = directionView({ box: layout.view, choose, turn });
  const histogram = cosineHistogram({
    pairs: pairs(cosines),
    neurons,
    other,
    box: layout.histogram,
  });
  root.replaceChildren(
    svg("rect", { class: "fig-hit", width, height: layout.height }),
    signedBar(1, box.left + box.width, "cosine"),
    matrix.element,
    columns.element,
    rows.element,
    view.element,
    histogram.element,
  );
  return {
    panels: [matrix, view, histogram],
    move({ focus, directions }, { frame, principalOf }) {
      const { feature } = focus;
      matrix.cross(feature, feature);
      columns.pin(feature);
      rows.pin(feature);
      view.show({
        directions,
        neurons,
        cosines,
        frame,
        focus,
        title: viewTitle(directions, neurons, frame, principalOf === directions),
      });
      histogram.mark(cosines.subarray(feature * features, (feature + 1) * features), feature);
    },
  };
}
