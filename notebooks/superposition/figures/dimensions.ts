import type { DotOptions, Markish } from "@observablehq/plot";
import { ascending } from "../../../src/drawing/ascending";
import { chart, type PlotLibrary, plotFrame } from "../../../src/drawing/chart";
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
  readonly Plot: PlotLibrary;
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
  { state: { Plot, dimensions, neurons, other } }: View<DimensionsState, unknown>,
  { width, height }: Size,
): Scene<DimensionsState, unknown> {
  const { top, left } = margin;
  const right = width - margin.right;
  const bottom = height - margin.bottom;
  const wide = right - left;
  const radius = Math.min(3.5, Math.max(1.6, wide / dimensions.length / 2));
  const dots = (values: Float64Array, options: DotOptions): Markish =>
    Plot.dot(ascending(values), {
      x: (_, rank) => rank + 0.5,
      y: (feature) => values[feature],
      r: radius,
      ...options,
    });
  const share = evenShare(dimensions.length, neurons);
  const lines = [
    ...polytopes.map(({ dimensions, fraction, name }) => ({
      at: dimensions,
      text: `${fraction} ${name}`,
    })),
    { at: share, text: neurons <= dimensions.length ? `m/n = ${fixed(share, 3)}` : "1, all" },
  ];
  const { element: plot, y } = chart(
    Plot.plot({
      ...plotFrame({ width, height }, margin),
      x: { domain: [0, dimensions.length], axis: null },
      y: { domain: [0, 1], ticks: 5, label: null },
      marks: [
        Plot.rect(polytopes, {
          y1: ({ dimensions }) => dimensions - tolerance,
          y2: ({ dimensions }) => dimensions + tolerance,
          fill: "var(--muted)",
          fillOpacity: 0.16,
        }),
        Plot.ruleY([0, ...lines.map(({ at }) => at)], { stroke: "var(--muted)" }),
        other &&
          dots(other.dimensions, {
            fill: "var(--paper)",
            stroke: "var(--muted)",
            strokeWidth: 1.25,
            className: "fig-other-dimensions",
          }),
        dots(dimensions, { fill: "var(--blue)", className: "fig-dimensions" }),
      ],
    }),
  );
  const heights = dodge(
    lines.map(({ at }) => y(at)),
    14,
    [top, bottom],
  );
  const head = heading(0, 14, "dimensions of each feature");
  const sorted = sortedFeatures({
    values: dimensions,
    y,
    box: { left, top, width: wide, height: bottom - top },
    radius: 5.5,
    head,
    words: (feature) => `feature ${feature}: ${fixed(dimensions[feature], 3)} dimensions`,
  });
  return {
    marks: [
      plot,
      ...lines.map(({ text }, i) =>
        svg("text", { class: "fig-note", x: right + 7, y: heights[i], dy: "0.35em" }, text),
      ),
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
