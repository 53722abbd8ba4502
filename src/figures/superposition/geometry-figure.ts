import { button, controls } from "../../inputs/button";
import { seeded } from "../../network/random";
import { mean } from "../../network/superposition/errors";
import { expectedAbsoluteCosine, pairs, welchBound } from "../../network/superposition/geometry";
import { rootMeanSquare } from "../../network/superposition/off-diagonal";
import {
  principalFrame,
  randomFrame,
  shownShare,
  turnedFrame,
} from "../../network/superposition/projection";
import { count, fixed, signed } from "../format";
import { type FigureElement, figure } from "../frame";
import { rowsInOrder } from "../neuron-axis";
import { setAttributes, svg, svgRoot } from "../svg";
import { cosineHistogram } from "./cosine-histogram";
import { directionView, extremes } from "./direction-view";
import { featureAxis, featureRowAxis } from "./feature-axis";
import {
  type FeatureFocus,
  featureKey,
  featureKeysHelp,
  type SetFeatureFocus,
} from "./feature-focus";
import { matrixPanel } from "./matrix-panel";
import { namedReadout } from "./named-readout";
import { overPanels, type Panel } from "./panel";
import { signedBar } from "./signed-bar";

export interface GeometryState {
  /** `[n, m]` Each feature's direction among the neurons, of length 1 or 0. */
  readonly directions: Float64Array;
  /** m */
  readonly neurons: number;
  /** `[n, n]` */
  readonly cosines: Float64Array;
  /** The cosines of all pairs of as many features of another network. */
  readonly other?: { readonly name: string; readonly pairs: Float64Array } | undefined;
  readonly focus: FeatureFocus;
}

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
export function geometryFigure(
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
          meanCosine.show(meanSize(pairs(state.cosines)));
          meanCosine.name(
            `mean |cosine| of two features; of random directions ${fixed(expectedAbsoluteCosine(state.neurons), 3)}`,
          );
        }
        latest = state;
        scene.move(state, view);
      },
      caption,
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
  const meanCosine = namedReadout("mean-cosine");
  const views = controls(
    "How the directions are seen",
    button("Principal axes", () => look(principal(latest))),
    button("Another view", another),
  );
  element.querySelector(".figure-plot")!.after(views, meanCosine.element);
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

/** What of the directions is seen. */
function viewTitle(
  directions: Float64Array,
  neurons: number,
  frame: Float64Array,
  principal: boolean,
): string {
  if (neurons <= 3) return "directions among the neurons";
  const share = `${fixed(100 * shownShare(directions, frame), 0)} % of the squared length`;
  return principal ? `3 principal axes: ${share}` : `3 of ${count(neurons)} dimensions: ${share}`;
}

/** " lies nearest to feature 3 (+0.50) and most opposite to feature 8 (−0.31)" */
function neighbours(row: Float64Array, feature: number): string {
  const { near, far } = extremes(row, feature);
  if (near === undefined) return " has no direction";
  const nearest = ` lies nearest to feature ${near} (cosine ${signed(row[near], 2)})`;
  return far === undefined
    ? nearest
    : `${nearest} and most opposite to feature ${far} (${signed(row[far], 2)})`;
}

function meanSize(values: Float64Array): number {
  return mean(values.map(Math.abs));
}

function caption({ cosines, neurons, other, focus: { feature } }: GeometryState): string {
  if (!cosines.every(Number.isFinite)) return "Some weights are not finite: this run has diverged.";
  const features = Math.sqrt(cosines.length);
  const all = pairs(cosines);
  const positive = all.reduce((sum, cosine) => sum + Number(cosine > 0), 0) / all.length;
  const room =
    features > neurons
      ? `${count(features)} directions cannot all be orthogonal among ${count(neurons)} ${neurons === 1 ? "neuron" : "neurons"}: the root mean square of their cosines is at least ${fixed(welchBound(features, neurons), 3)}, and here ${fixed(rootMeanSquare(all), 3)}.`
      : `${count(features)} directions could all be orthogonal among ${count(neurons)} neurons; here the root mean square of their cosines is ${fixed(rootMeanSquare(all), 3)}.`;
  const compared =
    other === undefined ? "" : ` (dashed, ${other.name}: ${fixed(meanSize(other.pairs), 3)})`;
  const row = cosines.subarray(feature * features, (feature + 1) * features);
  return `A feature's direction is its column of W_in. ${room} The mean |cosine| is ${fixed(meanSize(all), 3)}, that of random directions ${fixed(expectedAbsoluteCosine(neurons), 3)}${compared}. The cosines run from ${fixed(Math.min(...all), 2)} to ${fixed(Math.max(...all), 2)}, and ${fixed(100 * positive, 0)}\u00a0% are positive, where of random directions half would be. Feature ${feature} (amber)${neighbours(row, feature)}. Drag the directions to turn them.`;
}
