import { scaleLinear } from "d3-scale";

/** Equal bins along an axis. */
export interface Bins {
  /** Where the first one begins. */
  readonly low: number;
  readonly width: number;
  readonly count: number;
}

/** About so many bins over a range, between round values, 0 among them. */
export function roundBins([low, high]: readonly [number, number], about: number): Bins {
  const [first, second] = scaleLinear([low, high], [0, 1]).ticks(about);
  const width = second - first;
  const from = Math.floor(low / width + 1e-9);
  const to = Math.ceil(high / width - 1e-9);
  return { low: from * width, width, count: to - from };
}

/** Where a bin begins, and the bin before it ends. */
export function edge({ low, width }: Bins, bin: number): number {
  return low + bin * width;
}

/** The bin that a value falls in; the nearest one outside. */
export function binOf({ low, width, count }: Bins, value: number): number {
  // A value on an edge may miss it by its last digit.
  return Math.min(count - 1, Math.max(0, Math.floor((value - low) / width + 1e-9)));
}

/** The share of the finite values that fall in each bin. */
export function binShares(values: ArrayLike<number>, bins: Bins): Float64Array {
  const shares = new Float64Array(bins.count);
  let finite = 0;
  for (let i = 0; i < values.length; ++i) {
    if (!Number.isFinite(values[i])) continue;
    ++shares[binOf(bins, values[i])];
    ++finite;
  }
  return finite === 0 ? shares : shares.map((number) => number / finite);
}
