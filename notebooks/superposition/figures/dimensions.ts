import { scaleLinear } from "d3-scale";
import { ascending } from "../../../src/drawing/ascending";
import { yAxis } from "../../../src/drawing/axis";
import { slotAt } from "../../../src/drawing/bars";
import { disc } from "../../../src/drawing/disc";
import { dodge } from "../../../src/drawing/dodge";
import { finiteRange } from "../../../src/drawing/finite-range";
import { count, fixed } from "../../../src/drawing/format";
import { heading, overPanels, type Panel } from "../../../src/drawing/pointer-panels";
import { setAttributes, svg, svgRoot } from "../../../src/drawing/svg";
import { type FigureElement, figure } from "../../../src/figure/frame";
import { pictureKind } from "../../../src/figure/picture";
import {
  type FeatureFocus,
  featureKey,
  featureKeysHelp,
  type SetFeatureFocus,
} from "./feature-focus";
import { atPolytope, nearestPolytope, polytopeCover, polytopes, tolerance } from "./polytopes";

export interface DimensionsState {
  /** `[n]` The dimensions that each feature has to itself, from 0 to 1. */
  readonly dimensions: Float64Array;
  /** m */
  readonly neurons: number;
  /** Another network of as many features, for comparison. */
  readonly other?: { readonly name: string; readonly dimensions: Float64Array } | undefined;
  readonly focus: FeatureFocus;
}

/** The names of the fractions stand at the right. */
const margin = { top: 40, right: 132, bottom: 30, left: 40 };

interface Scene extends Panel {
  mark(feature: number): void;
}

/** The dimensions of all features, sorted, among the fractions at which polytopes would show as level steps. */
export const dimensionsFigure = pictureKind<DimensionsState>(({ focus }, invalidation) =>
  dimensionsElement(focus.set, invalidation),
);

function dimensionsElement(
  set: SetFeatureFocus,
  invalidation: Promise<void>,
): FigureElement<DimensionsState> {
  const root = svgRoot();
  root.classList.add("fig-clickable");
  let latest: DimensionsState;
  let scene: Scene | undefined;
  overPanels(root, () => (scene === undefined ? [] : [scene]));

  return figure<DimensionsState>(
    {
      title: "Are there polytopes?",
      keysHelp: `${featureKeysHelp} The features are in the order of their dimensions.`,
      height: (width) => (width < 500 ? 360 : 420),
      draw(plot, state, { width, height, resized }) {
        if (root.parentNode !== plot) plot.append(root);
        if (
          scene === undefined ||
          resized ||
          state.dimensions !== latest.dimensions ||
          state.neurons !== latest.neurons ||
          state.other !== latest.other
        ) {
          setAttributes(root, { width, height });
          scene = buildScene(root, state, width, height, set);
        }
        latest = state;
        scene.mark(state.focus.feature);
      },
      caption,
      describe({ dimensions, focus: { feature } }) {
        const { name, fraction } = nearestPolytope(dimensions[feature]);
        return `Feature ${feature} has ${fixed(dimensions[feature], 3)} dimensions to itself; the nearest fraction is ${fraction}, ${name}.`;
      },
      table: ({ dimensions }) => ({
        columns: ["Feature", "Dimensions", "Nearest fraction", "Within 0.02"],
        rows: Array.from(dimensions, (each, feature) => [
          feature,
          fixed(each, 4),
          `${nearestPolytope(each).fraction}, ${nearestPolytope(each).name}`,
          atPolytope(each) ? "yes" : "no",
        ]),
      }),
      data: ({ dimensions, other }) => ({
        columns: ["feature", "dimensions", ...(other === undefined ? [] : ["compared_dimensions"])],
        rows: Array.from(dimensions, (each, feature) => [
          feature,
          each,
          ...(other === undefined ? [] : [other.dimensions[feature]]),
        ]),
      }),
      key: (event, { dimensions, neurons }) =>
        featureKey(event, set, { features: dimensions.length, neurons }, ascending(dimensions)),
    },
    invalidation,
  );
}

function buildScene(
  root: SVGSVGElement,
  { dimensions, neurons, other }: DimensionsState,
  width: number,
  height: number,
  set: SetFeatureFocus,
): Scene {
  const right = width - margin.right;
  const bottom = height - margin.bottom;
  const wide = right - margin.left;
  const order = ascending(dimensions);
  const y = scaleLinear([0, 1], [bottom, margin.top]);
  const slot = wide / order.length;
  const radius = Math.min(3.5, Math.max(1.6, slot / 2));
  const discs = (values: ArrayLike<number>): string => {
    const ranked = ascending(values);
    return ranked
      .map((feature, rank) =>
        Number.isFinite(values[feature])
          ? disc(margin.left + ((rank + 0.5) * wide) / ranked.length, y(values[feature]), radius)
          : "",
      )
      .join("");
  };
  const share = evenShare(dimensions.length, neurons);
  const lines = [
    ...polytopes.map(({ dimensions, fraction, name }) => ({
      at: dimensions,
      text: `${fraction} ${name}`,
    })),
    { at: share, text: neurons <= dimensions.length ? `m/n = ${fixed(share, 3)}` : "1, all" },
  ];
  const heights = dodge(
    lines.map(({ at }) => y(at)),
    14,
    [margin.top, bottom],
  );
  const title = "dimensions of each feature";
  const head = heading(0, 14, title);
  const guide = svg("line", { class: "fig-probe-line", y2: bottom });
  const dot = svg("circle", { class: "fig-pinned-dot", r: 5.5 });

  root.replaceChildren(
    svg("rect", { class: "fig-hit", width, height }),
    ...polytopes.map(({ dimensions }) =>
      svg("rect", {
        class: "fig-neuron-hover",
        x: margin.left,
        y: y(dimensions + tolerance),
        width: wide,
        height: y(0) - y(2 * tolerance),
      }),
    ),
    yAxis({ scale: y, at: margin.left, ticks: y.ticks(5) }),
    ...lines.map(({ at }) =>
      svg("line", {
        class: "fig-rule",
        x1: margin.left,
        x2: right,
        y1: y(at),
        y2: y(at),
      }),
    ),
    svg("line", { class: "fig-rule", x1: margin.left, x2: right, y1: bottom, y2: bottom }),
    ...lines.map(({ text }, i) =>
      svg("text", { class: "fig-note", x: right + 7, y: heights[i], dy: "0.35em" }, text),
    ),
    ...(other === undefined
      ? []
      : [svg("path", { class: "fig-other-dots", d: discs(other.dimensions) })]),
    svg("path", { class: "fig-live-dot", d: discs(dimensions) }),
    guide,
    dot,
    svg(
      "text",
      { class: "fig-note", x: right, y: bottom + 10, dy: "0.71em", "text-anchor": "end" },
      "features, sorted",
    ),
    ...(other === undefined ? [] : key(width, other.name)),
    head.element,
  );
  const at = ({ x }: { x: number }): number => order[slotAt(x, margin.left, slot, order.length)];
  return {
    box: { left: margin.left, top: margin.top, width: wide, height: bottom - margin.top },
    click: (point) => set.feature(at(point)),
    drag: (point) => set.feature(at(point)),
    hover: (point) =>
      head.say(
        point === undefined
          ? undefined
          : `feature ${at(point)}: ${fixed(dimensions[at(point)], 3)} dimensions`,
      ),
    mark(feature) {
      const known = Number.isFinite(dimensions[feature]);
      const px = (margin.left + (order.indexOf(feature) + 0.5) * slot).toFixed(1);
      const py = known ? y(dimensions[feature]).toFixed(1) : undefined;
      setAttributes(guide, { x1: px, x2: px, y1: py });
      setAttributes(dot, { cx: px, cy: py });
      for (const mark of [guide, dot])
        setAttributes(mark, { visibility: known ? undefined : "hidden" });
    },
  };
}

/** What the hollow dots are, against the right end. */
function key(width: number, name: string): SVGElement[] {
  return [
    svg("text", { x: width, y: 14, "text-anchor": "end" }, name),
    svg("path", { class: "fig-other-dots", d: disc(width - 6.6 * name.length - 12, 10, 3.5) }),
  ];
}

/** The dimensions of each of n features that share m neurons evenly. */
function evenShare(features: number, neurons: number): number {
  return Math.min(1, neurons / features);
}

function caption({ dimensions, neurons, other, focus: { feature } }: DimensionsState): string {
  if (!dimensions.every(Number.isFinite))
    return "Some weights are not finite: this run has diverged.";
  const features = dimensions.length;
  const near = nearCount(dimensions);
  const sum = dimensions.reduce((all, each) => all + each, 0);
  const [low, high] = [Math.min(...dimensions), Math.max(...dimensions)];
  const share = evenShare(features, neurons);
  const compared =
    other === undefined
      ? ""
      : ` Hollow: ${other.name}, with ${count(nearCount(other.dimensions))} at a fraction and none above ${fixed(finiteRange([other.dimensions])[1], 3)}.`;
  const most = Math.min(features, neurons);
  return `${verdict(near, features, share)} They have from ${fixed(low, 3)} to ${fixed(high, 3)} dimensions to themselves, where an even share is ${fixed(share, 3)}, and together ${fixed(sum, 2)} of at most ${count(most)}.${compared} Feature ${feature} (amber) has ${fixed(dimensions[feature], 3)}.`;
}

function nearCount(dimensions: Float64Array): number {
  return dimensions.reduce((near, each) => near + Number(atPolytope(each)), 0);
}

/** The question of the title, answered as far as the numbers go. */
function verdict(near: number, features: number, share: number): string {
  const where = `within ${fixed(tolerance, 2)} of a fraction at which features in polytopes would stand in level steps (shaded, ${fixed(100 * polytopeCover(), 0)}\u00a0% of the scale)`;
  if (near === 0) return `No: none of ${count(features)} features is ${where}.`;
  const some = `${count(near)} of ${count(features)} features are ${where}`;
  if (atPolytope(share))
    return `That cannot be told here: ${some}, but an even share is itself near ${nearestPolytope(share).fraction}.`;
  return near / features <= polytopeCover()
    ? `Hardly: ${some}, no more than of numbers spread evenly.`
    : `Perhaps: ${some}, more than of numbers spread evenly.`;
}
