import { type Bins, binOf, edge } from "../../../src/drawing/histogram";

/** A bin of a histogram, and what falls in it. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly number: number;
  /** Of all finite values. */
  readonly share: number;
}

/** A histogram as it is to be drawn. */
export interface Histogram {
  readonly bins: readonly Bin[];
  /** The outline of a uniform distribution to compare with, as one wide bin; or none. */
  readonly uniform: readonly Omit<Bin, "number">[];
  /** The share up to which the axis goes. */
  readonly most: number;
  /** Names of the axes: what the bins are of, and what is counted. */
  readonly value: string;
  readonly counted: string;
}

/** Counts the finite values in bins; those beyond the ends are in the bins there. */
export function countBins(values: ArrayLike<number>, bins: Bins): Bin[] {
  const numbers = new Array<number>(bins.count).fill(0);
  let finite = 0;
  for (let i = 0; i < values.length; ++i) {
    if (!Number.isFinite(values[i])) continue;
    ++numbers[binOf(bins, values[i])];
    ++finite;
  }
  return numbers.map((number, bin) => ({
    from: edge(bins, bin),
    to: edge(bins, bin + 1),
    number,
    share: finite === 0 ? 0 : number / finite,
  }));
}

/** The bar of all bins that a uniform distribution over ±bound would give, were they infinitely many values. */
export function uniformBox(bound: number, { width }: Bins): Omit<Bin, "number"> {
  return { from: -bound, to: bound, share: width / (2 * bound) };
}
