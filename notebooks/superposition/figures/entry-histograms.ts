import { nearestIndex } from "../../../src/basics/nearest-index";
import type { PlotLibrary } from "../../../src/drawing/chart";
import { finiteRange } from "../../../src/drawing/finite-range";
import { finiteText } from "../../../src/drawing/finite-text";
import { count } from "../../../src/drawing/format";
import { heading } from "../../../src/drawing/heading";
import { binOf, roundBins } from "../../../src/drawing/histogram";
import { histogramPlot } from "../../../src/drawing/histogram-plot";
import { rugHeight, rugPath } from "../../../src/drawing/rug";
import { setAttributes, svg } from "../../../src/drawing/svg";
import type { Box } from "../../../src/figure/drawing";
import { mean } from "../../../src/network/sum";
import { offDiagonal, rootMeanSquare } from "../mathematics/off-diagonal";
import { diagonal, rowOf } from "../mathematics/weights";
import { type FeaturePart, featureArea } from "./feature-area";

export interface EntryHistogramsOptions {
  readonly Plot: PlotLibrary;
  /** `[n, n]` */
  readonly matrix: Float64Array;
  /** Another matrix, for comparison. */
  readonly other?: Float64Array | undefined;
  /** From the first title's top to the axis; what is written under it takes 22 px more. */
  readonly box: Box;
  /** What the entries on the diagonal are called, and those off it. */
  readonly names: readonly [string, string];
}

const titleHeight = 36;

/**
 * What stands on the diagonal of a square matrix and what beside it, as two histograms on one axis. Marked are a
 * feature's own entry and those of the others in its row. In ink is the identity, with 1 on its diagonal and 0 beside it.
 */
export function entryHistograms({
  Plot,
  matrix,
  other,
  box,
  names,
}: EntryHistogramsOptions): FeaturePart {
  const { left, top, width, height } = box;
  const foot = top + height;
  const row = (height - rugHeight) / 2;
  const bins = roundBins(finiteRange([matrix, other ?? [], [0, 1]]), 40);
  const own = diagonal(matrix);
  const beside = offDiagonal(matrix);
  const histogram = (
    values: Float64Array,
    others: Float64Array | undefined,
    start: number,
    title: string,
    ideal: 0 | 1,
  ) => {
    const lower = ideal === 0;
    const { element, x, words } = histogramPlot(Plot, {
      values,
      other: others,
      bins,
      left,
      right: left + width,
      top: start + titleHeight,
      foot: lower ? foot : start + row,
      under: lower ? rugHeight : 0,
      ticks: 2,
      axis: lower,
      marks: [
        Plot.ruleX([ideal], { stroke: "var(--ink)", strokeWidth: 1.25, insetTop: -6 }),
        Plot.text(lower ? [] : ["identity"], {
          x: [ideal],
          frameAnchor: "top",
          dx: -5,
          dy: 6,
          textAnchor: "end",
          lineAnchor: "bottom",
          fill: "var(--ink)",
          stroke: "var(--paper)",
          strokeWidth: 4,
        }),
      ],
    });
    const head = heading(left, start + 20, title);
    return {
      element: svg("g", {}, element, head.element),
      x,
      say: (bin: number | undefined) => head.say(bin === undefined ? undefined : words(bin)),
    };
  };
  const above = histogram(
    own,
    other && diagonal(other),
    top,
    `${names[0]}: ${count(own.length)}, mean ${finiteText(mean(own))}`,
    1,
  );
  const below = histogram(
    beside,
    other && offDiagonal(other),
    top + row,
    `${names[1]}: ${count(beside.length)}, root mean square ${finiteText(rootMeanSquare(beside))}`,
    0,
  );
  const { x } = below;
  const places = Array.from(own, (entry) => (Number.isFinite(entry) ? x(entry) : Infinity));
  const mine = svg("line", { class: "fig-probe-line", y1: top + titleHeight - 6, y2: top + row });
  const theirs = svg("path", { class: "fig-probe-line" });
  return {
    element: svg("g", {}, above.element, below.element, theirs, mine),
    area: featureArea(
      box,
      (at) => nearestIndex(places, at.x),
      (at) => {
        const bin = at && binOf(bins, x.invert(at.x));
        const upper = at !== undefined && at.y < top + row;
        above.say(upper ? bin : undefined);
        below.say(upper ? undefined : bin);
      },
    ),
    mark(feature) {
      const px = Number.isFinite(own[feature]) ? places[feature].toFixed(1) : undefined;
      setAttributes(mine, { x1: px, x2: px, visibility: px === undefined ? "hidden" : undefined });
      setAttributes(theirs, { d: rugPath(rowOf(matrix, feature), x, foot, feature) });
    },
  };
}
