import { scaleLinear } from "d3-scale";
import { ascending } from "../../../src/drawing/ascending";
import { yAxis } from "../../../src/drawing/axis";
import { disc } from "../../../src/drawing/disc";
import { dodge } from "../../../src/drawing/dodge";
import { finiteRange } from "../../../src/drawing/finite-range";
import { count, fixed } from "../../../src/drawing/format";
import { heading } from "../../../src/drawing/heading";
import { svg } from "../../../src/drawing/svg";
import { column, fileColumn, numbers, tableColumn } from "../../../src/figure/columns";
import type { Scene, Size, View } from "../../../src/figure/drawing";
import { figure } from "../../../src/figure/figure";
import { type FeatureFocus, featureKey, featureKeysHelp } from "./feature-focus";
import { atPolytope, nearestPolytope, polytopeCover, polytopes, tolerance } from "./polytopes";
import { sortedFeatures } from "./sorted-features";

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

/** The dimensions of all features, sorted, among the fractions at which polytopes would show as level steps. */
export const dimensionsFigure = figure<DimensionsState>({
  title: "Are there polytopes?",
  height: (width) => (width < 500 ? 360 : 420),
  depends: ({ dimensions, neurons, other }) => [dimensions, neurons, other],
  still: dimensionsScene,
  caption,
  sentence({ dimensions, focus: { feature } }) {
    const { name, fraction } = nearestPolytope(dimensions[feature]);
    return `Feature ${feature} has ${fixed(dimensions[feature], 3)} dimensions to itself; the nearest fraction is ${fraction}, ${name}.`;
  },
  columns: ({ dimensions, other }) =>
    numbers(Array.from(dimensions), [
      column("Feature", "feature", (_, feature) => feature),
      column("Dimensions", "dimensions", (each) => each, 4),
      tableColumn(
        "Nearest fraction",
        (each) => `${nearestPolytope(each).fraction}, ${nearestPolytope(each).name}`,
      ),
      tableColumn("Within 0.02", (each) => (atPolytope(each) ? "yes" : "no")),
      ...(other === undefined
        ? []
        : [
            fileColumn(
              "compared_dimensions",
              (_: number, feature: number) => other.dimensions[feature],
            ),
          ]),
    ]),
  keys: {
    help: `${featureKeysHelp} The features are in the order of their dimensions.`,
    press: (event, { state: { dimensions, neurons, focus } }) =>
      featureKey(event, focus.set, { features: dimensions.length, neurons }, ascending(dimensions)),
  },
});

function dimensionsScene(
  { state: { dimensions, neurons, other } }: View<DimensionsState, unknown>,
  { width, height }: Size,
): Scene<DimensionsState, unknown> {
  const { top, left } = margin;
  const right = width - margin.right;
  const bottom = height - margin.bottom;
  const wide = right - left;
  const y = scaleLinear([0, 1], [bottom, top]);
  const head = heading(0, 14, "dimensions of each feature");
  const sorted = sortedFeatures({
    values: dimensions,
    y,
    box: { left, top, width: wide, height: bottom - top },
    radius: 5.5,
    head,
    words: (feature) => `feature ${feature}: ${fixed(dimensions[feature], 3)} dimensions`,
  });
  const radius = Math.min(3.5, Math.max(1.6, wide / dimensions.length / 2));
  const discs = (name: string, values: Float64Array): SVGPathElement => {
    const places = sorted.points(values).filter(({ y }) => Number.isFinite(y));
    return svg("path", { class: name, d: places.map(({ x, y }) => disc(x, y, radius)).join("") });
  };
  const share = evenShare(dimensions.length, neurons);
  const lines = [
    ...polytopes.map(({ dimensions, fraction, name }) => ({
      at: y(dimensions),
      text: `${fraction} ${name}`,
    })),
    { at: y(share), text: neurons <= dimensions.length ? `m/n = ${fixed(share, 3)}` : "1, all" },
  ];
  const heights = dodge(
    lines.map(({ at }) => at),
    14,
    [top, bottom],
  );
  const rule = (at: number): SVGLineElement =>
    svg("line", { class: "fig-rule", x1: left, x2: right, y1: at, y2: at });
  return {
    marks: [
      ...polytopes.map(({ dimensions }) =>
        svg("rect", {
          class: "fig-neuron-hover",
          x: left,
          y: y(dimensions + tolerance),
          width: wide,
          height: y(0) - y(2 * tolerance),
        }),
      ),
      yAxis({ scale: y, at: left, ticks: y.ticks(5) }),
      ...lines.map(({ at }) => rule(at)),
      rule(bottom),
      ...lines.map(({ text }, i) =>
        svg("text", { class: "fig-note", x: right + 7, y: heights[i], dy: "0.35em" }, text),
      ),
      ...(other === undefined ? [] : [discs("fig-other-dots", other.dimensions)]),
      discs("fig-live-dot", dimensions),
      sorted.element,
      ...(other === undefined ? [] : key(width, other.name)),
      head.element,
    ],
    areas: [sorted.area],
    moves: ({ state: { focus } }) => sorted.mark(focus.feature),
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
