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

/** Pixels of values and of shares. */
export interface HistogramScales {
  x(value: number): number;
  y(share: number): number;
}

/** The bars of the bins below zero and of those above it, each as one path. */
export function signedBars(
  shares: Float64Array,
  bins: Bins,
  { x, y }: HistogramScales,
): { readonly negative: string; readonly positive: string } {
  const foot = y(0).toFixed(1);
  const paths = { negative: "", positive: "" };
  shares.forEach((share, bin) => {
    if (share === 0) return;
    const from = edge(bins, bin);
    // A gap of half a pixel tells the bars apart.
    const [left, right] = [x(from) + 0.25, x(from + bins.width) - 0.25];
    paths[from + bins.width / 2 < 0 ? "negative" : "positive"] +=
      `M${left.toFixed(1)},${foot}V${y(share).toFixed(1)}H${right.toFixed(1)}V${foot}z`;
  });
  return paths;
}

/** The outline of the bars, from the foot of the first to the foot of the last. */
export function stepOutline(shares: Float64Array, bins: Bins, { x, y }: HistogramScales): string {
  const foot = y(0).toFixed(1);
  let path = `M${x(bins.low).toFixed(1)},${foot}`;
  shares.forEach((share, bin) => {
    path += `V${y(share).toFixed(1)}H${x(edge(bins, bin + 1)).toFixed(1)}`;
  });
  return `${path}V${foot}`;
}
