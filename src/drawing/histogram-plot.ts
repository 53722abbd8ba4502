import type { Markish } from "@observablehq/plot";
import { scaleLinear } from "d3-scale";
import { type Chart, chart, type PlotLibrary, plotFrame } from "./chart";
import { fixed } from "./format";
import { type Bins, binShares, edge } from "./histogram";

/** A histogram of signed values, as a plot. */
export interface HistogramPlot extends Chart {
  /** Says how much is in a bin: "0.10 to 0.15: 7.5 %". */
  words(bin: number): string;
}

export interface HistogramPlotOptions {
  readonly values: ArrayLike<number>;
  /** Those to compare with, outlined. */
  readonly other?: ArrayLike<number> | undefined;
  readonly bins: Bins;
  /** Its edges within the whole drawing, in CSS pixels: the highest bar ends at the top. */
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly foot: number;
  /** Room between the bars and the foot. */
  readonly under?: number;
  /** About how many ticks there would be, of which the highest is drawn. */
  readonly ticks: number;
  /** A share that must have room. */
  readonly least?: number;
  /** Whether the x axis is drawn, and what it is called. */
  readonly axis?: string | boolean;
  /** Marks over the bars, and under the outline. */
  readonly marks?: readonly Markish[];
}

/** A histogram of the shares of values in bins, those below zero in red. */
export function histogramPlot(
  Plot: PlotLibrary,
  {
    values,
    other,
    bins,
    left,
    right,
    top,
    foot,
    under = 0,
    ticks,
    least = 1e-9,
    axis = false,
    marks = [],
  }: HistogramPlotOptions,
): HistogramPlot {
  const shares = binShares(values, bins);
  const compared = other && binShares(other, bins);
  const most = Math.max(...shares, ...(compared ?? []), least);
  const bars = Array.from(shares, (share, bin) => ({
    from: edge(bins, bin),
    to: edge(bins, bin + 1),
    share,
  })).filter(({ share }) => share > 0);
  const bar = (negative: boolean): Markish =>
    Plot.rectY(
      bars.filter(({ from, to }) => (from + to) / 2 < 0 === negative),
      {
        x1: "from",
        x2: "to",
        y: "share",
        fill: negative ? "var(--red)" : "var(--blue)",
        // A gap of half a pixel tells the bars apart.
        insetLeft: 0.25,
        insetRight: 0.25,
        className: negative ? "fig-bars-negative" : "fig-bars-positive",
      },
    );
  const digits = Math.max(0, Math.ceil(-Math.log10(bins.width) - 1e-9));
  const drawn = chart(
    Plot.plot({
      ...plotFrame({ width: right, height: foot }, { left, top, right: 0, bottom: 0 }),
      x: {
        domain: [bins.low, edge(bins, bins.count)],
        axis: axis === false ? null : "bottom",
        label: typeof axis === "string" ? axis : null,
        labelOffset: 40,
      },
      y: {
        domain: [0, most],
        insetBottom: under,
        ticks: [0, ...scaleLinear([0, most], [0, 1]).ticks(ticks).slice(-1)],
        tickFormat: (share: number) => `${fixed(100 * share, share < 0.01 && share > 0 ? 1 : 0)} %`,
        grid: true,
        label: null,
      },
      marks: [
        Plot.ruleY([0], { stroke: "var(--muted)" }),
        bar(false),
        bar(true),
        ...marks,
        compared && Plot.line(outline(compared, bins), { className: "fig-other-curve" }),
      ],
    }),
  );
  return {
    ...drawn,
    words: (bin) =>
      `${[bin, bin + 1].map((each) => fixed(edge(bins, each), digits)).join(" to ")}: ${fixed(100 * shares[bin], 1)} %`,
  };
}

/** The outline of the bars, from the foot of the first to the foot of the last. */
function outline(shares: Float64Array, bins: Bins): [value: number, share: number][] {
  return [
    [bins.low, 0],
    ...Array.from(shares).flatMap((share, bin): [number, number][] => [
      [edge(bins, bin), share],
      [edge(bins, bin + 1), share],
    ]),
    [edge(bins, bins.count), 0],
  ];
}
