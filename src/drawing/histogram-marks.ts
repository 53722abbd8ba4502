import { type ScaleLinear, scaleLinear } from "d3-scale";
import { yAxis } from "./axis";
import { fixed } from "./format";
import { type Bins, binShares, edge, signedBars, stepOutline } from "./histogram";
import { svg } from "./svg";

/** A histogram of signed values, each layer to be drawn by itself. */
export interface HistogramMarks {
  /** The pixels of a share. */
  readonly y: ScaleLinear<number, number>;
  readonly axis: SVGGElement;
  readonly bars: readonly SVGElement[];
  /** The outline of the values to compare with, if there are any. */
  readonly outline: readonly SVGElement[];
  /** Says how much is in a bin: "0.10 to 0.15: 7.5 %". */
  words(bin: number): string;
}

export interface HistogramOptions {
  readonly values: ArrayLike<number>;
  /** Those to compare with. */
  readonly other?: ArrayLike<number> | undefined;
  readonly bins: Bins;
  readonly x: ScaleLinear<number, number>;
  /** Where the highest bar ends and where all of them stand. */
  readonly top: number;
  readonly foot: number;
  /** About how many ticks there would be, of which the highest is drawn. */
  readonly ticks: number;
  /** A share that must have room. */
  readonly least?: number;
}

export function histogramMarks({
  values,
  other,
  bins,
  x,
  top,
  foot,
  ticks,
  least = 1e-9,
}: HistogramOptions): HistogramMarks {
  const [left, right] = x.range();
  const shares = binShares(values, bins);
  const compared = other && binShares(other, bins);
  const y = scaleLinear([0, Math.max(...shares, ...(compared ?? []), least)], [foot, top]);
  const { positive, negative } = signedBars(shares, bins, { x, y });
  const digits = Math.max(0, Math.ceil(-Math.log10(bins.width) - 1e-9));
  return {
    y,
    axis: yAxis({
      scale: y,
      at: left,
      ticks: [0, ...y.ticks(ticks).slice(-1)],
      format: (share) => `${fixed(100 * share, share < 0.01 && share > 0 ? 1 : 0)} %`,
      grid: right - left,
    }),
    bars: [
      svg("path", { class: "fig-bar-positive", d: positive }),
      svg("path", { class: "fig-bar-negative", d: negative }),
    ],
    outline:
      compared === undefined
        ? []
        : [svg("path", { class: "fig-other-curve", d: stepOutline(compared, bins, { x, y }) })],
    words: (bin) =>
      `${[bin, bin + 1].map((each) => fixed(edge(bins, each), digits)).join(" to ")}: ${fixed(100 * shares[bin], 1)} %`,
  };
}
