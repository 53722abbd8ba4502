import type { PlotLibrary } from "../../../src/drawing/chart";
import { count, fixed, signed } from "../../../src/drawing/format";
import { mean } from "../../../src/network/sum";
import { expectedAbsoluteCosine, extremes, pairs } from "../mathematics/geometry";
import { leastOffDiagonal, rootMeanSquare } from "../mathematics/off-diagonal";
import { diagonal, rowOf } from "../mathematics/weights";
import type { FeatureFocus } from "./feature-focus";

export interface GeometryState {
  readonly Plot: PlotLibrary;
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

/** " lies nearest to feature 3 (+0.50) and most opposite to feature 8 (−0.31)" */
export function neighbours(cosines: Float64Array, feature: number): string {
  const row = rowOf(cosines, feature);
  const { near, far } = extremes(row, feature);
  if (near === undefined || row[feature] === 0) return " has no direction";
  const nearest = ` lies nearest to feature ${near} (cosine ${signed(row[near], 2)})`;
  return far === undefined
    ? nearest
    : `${nearest} and most opposite to feature ${far} (${signed(row[far], 2)})`;
}

/** The mean |value|. */
export function meanSize(values: Float64Array): number {
  return mean(values.map(Math.abs));
}

/** What to see, in numbers. */
export function geometryCaption({
  cosines,
  neurons,
  other,
  focus: { feature },
}: GeometryState): string {
  if (!cosines.every(Number.isFinite)) return "Some weights are not finite: this run has diverged.";
  const all = pairs(cosines);
  // A feature without weights has no direction, and takes none from the others.
  const own = diagonal(cosines);
  const directed = own.filter((cosine) => cosine > 0).length;
  const positive = all.reduce((sum, cosine) => sum + Number(cosine > 0), 0) / all.length;
  const room =
    directed > neurons
      ? `${count(directed)} directions cannot all be orthogonal among ${count(neurons)} ${neurons === 1 ? "neuron" : "neurons"}: the root mean square of their cosines is at least ${fixed(leastOffDiagonal(own, neurons), 3)}, and here ${fixed(rootMeanSquare(all), 3)}.`
      : `${count(directed)} directions could all be orthogonal among ${count(neurons)} neurons; here the root mean square of their cosines is ${fixed(rootMeanSquare(all), 3)}.`;
  const compared =
    other === undefined ? "" : ` (dashed, ${other.name}: ${fixed(meanSize(other.pairs), 3)})`;
  return `A feature's direction is its column of W_in. ${room} The mean |cosine| is ${fixed(meanSize(all), 3)}, that of random directions ${fixed(expectedAbsoluteCosine(neurons), 3)}${compared}. The cosines run from ${fixed(Math.min(...all), 2)} to ${fixed(Math.max(...all), 2)}, and ${fixed(100 * positive, 0)}\u00a0% are positive, where of random directions half would be. Feature ${feature} (amber)${neighbours(cosines, feature)}. Drag the directions to turn them.`;
}
