import { scaleLinear } from "d3-scale";
import { xAxis, yAxis } from "../../../src/drawing/axis";
import { curvePath } from "../../../src/drawing/curve";
import { fixed } from "../../../src/drawing/format";
import {
  type Bins,
  binOf,
  binShares,
  edge,
  signedBars,
  stepOutline,
} from "../../../src/drawing/histogram";
import { lineEntry, markLegend } from "../../../src/drawing/mark-legend";
import { type Box, heading, type Panel } from "../../../src/drawing/pointer-panels";
import { setAttributes, svg } from "../../../src/drawing/svg";
import { cosineShare } from "../mathematics/geometry";

/** The cosines of all pairs of directions as a histogram, beside what random directions would have. */
export interface CosineHistogram extends Panel {
  readonly element: SVGGElement;
  /** Marks the cosines `[n]` of one feature with all. */
  mark(cosines: Float64Array, feature: number): void;
}

export interface CosineHistogramOptions {
  /** All pairs of different features. */
  readonly pairs: Float64Array;
  /** m */
  readonly neurons: number;
  readonly other?: { readonly name: string; readonly pairs: Float64Array } | undefined;
  /** From the title's top to the axis; what is written under it takes 40 px more. */
  readonly box: Box;
}

const bins: Bins = { low: -1, width: 0.05, count: 40 };
const titleHeight = 56;
const rugHeight = 8;

export function cosineHistogram({
  pairs,
  neurons,
  other,
  box,
}: CosineHistogramOptions): CosineHistogram {
  const { left, top, width, height } = box;
  const foot = top + height;
  const shares = binShares(pairs, bins);
  const compared = other && binShares(other.pairs, bins);
  const random = shares.map((_, bin) => cosineShare(edge(bins, bin), edge(bins, bin + 1), neurons));
  const most = Math.max(...shares, ...random, ...(compared ?? []));
  const x = scaleLinear([-1, 1], [left, left + width]);
  const y = scaleLinear([0, most], [foot - rugHeight, top + titleHeight]);
  const bars = signedBars(shares, bins, { x, y });
  const expected = curvePath(
    bins.count,
    (bin) => x(edge(bins, bin + 0.5)),
    (bin) => y(random[bin]),
  );
  const head = heading(left, top + 20, "cosines of all pairs of features");
  const rug = svg("path", { class: "fig-probe-line" });
  return {
    box,
    element: svg(
      "g",
      {},
      yAxis({
        scale: y,
        at: left,
        ticks: [0, ...y.ticks(3).slice(-1)],
        format: (share) => `${fixed(100 * share, 0)} %`,
        grid: width,
      }),
      svg("path", { class: "fig-bar-positive", d: bars.positive }),
      svg("path", { class: "fig-bar-negative", d: bars.negative }),
      svg("path", { class: "fig-cross-casing", d: expected }),
      svg("path", { class: "fig-reference-curve", d: expected }),
      ...(compared === undefined
        ? []
        : [svg("path", { class: "fig-other-curve", d: stepOutline(compared, bins, { x, y }) })]),
      xAxis({ scale: x, at: foot, label: "cosine" }),
      rug,
      head.element,
      svg(
        "g",
        { transform: `translate(0,${top + 28})` },
        markLegend(
          [
            lineEntry("random directions", "fig-reference-curve"),
            ...(other === undefined ? [] : [lineEntry(other.name, "fig-other-curve")]),
          ],
          left,
          left + width,
        ),
      ),
    ),
    hover(at) {
      if (at === undefined) return head.say(undefined);
      const bin = binOf(bins, x.invert(at.x));
      const [from, to] = [edge(bins, bin), edge(bins, bin + 1)].map((each) => fixed(each, 2));
      head.say(
        `${from} to ${to}: ${fixed(100 * shares[bin], 1)} %, of random directions ${fixed(100 * random[bin], 1)} %`,
      );
    },
    mark(cosines, feature) {
      let d = "";
      cosines.forEach((cosine, i) => {
        if (i !== feature && Number.isFinite(cosine))
          d += `M${x(cosine).toFixed(1)},${foot}v${1.5 - rugHeight}`;
      });
      setAttributes(rug, { d });
    },
  };
}
