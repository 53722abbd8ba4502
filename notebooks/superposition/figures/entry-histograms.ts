import { scaleLinear } from "d3-scale";
import { nearestIndex } from "../../../src/basics/nearest-index";
import { xAxis } from "../../../src/drawing/axis";
import { finiteRange } from "../../../src/drawing/finite-range";
import { finiteText } from "../../../src/drawing/finite-text";
import { count } from "../../../src/drawing/format";
import { heading } from "../../../src/drawing/heading";
import { binOf, edge, roundBins } from "../../../src/drawing/histogram";
import { histogramMarks } from "../../../src/drawing/histogram-marks";
import { rugHeight, rugPath } from "../../../src/drawing/rug";
import { setAttributes, svg } from "../../../src/drawing/svg";
import type { Box } from "../../../src/figure/drawing";
import { mean } from "../../../src/network/sum";
import { offDiagonal, rootMeanSquare } from "../mathematics/off-diagonal";
import { diagonal, rowOf } from "../mathematics/weights";
import { type FeaturePart, featureArea } from "./feature-area";

export interface EntryHistogramsOptions {
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
  matrix,
  other,
  box,
  names,
}: EntryHistogramsOptions): FeaturePart {
  const { left, top, width, height } = box;
  const foot = top + height;
  const row = (height - rugHeight) / 2;
  const bins = roundBins(finiteRange([matrix, other ?? [], [0, 1]]), 40);
  const x = scaleLinear([bins.low, edge(bins, bins.count)], [left, left + width]);
  const own = diagonal(matrix);
  const beside = offDiagonal(matrix);
  const places = Array.from(own, (entry) => (Number.isFinite(entry) ? x(entry) : Infinity));

  const histogram = (
    values: Float64Array,
    others: Float64Array | undefined,
    start: number,
    title: string,
    ideal: 0 | 1,
  ) => {
    const end = start + row;
    const { axis, bars, outline, words } = histogramMarks({
      values,
      other: others,
      bins,
      x,
      top: start + titleHeight,
      foot: end,
      ticks: 2,
    });
    const head = heading(left, start + 20, title);
    const at = x(ideal);
    const element = svg(
      "g",
      {},
      axis,
      svg("line", { class: "fig-rule", x1: left, x2: left + width, y1: end, y2: end }),
      ...bars,
      ...outline,
      svg("line", {
        class: "fig-target-curve",
        x1: at,
        x2: at,
        y1: start + titleHeight - 6,
        y2: end,
      }),
      svg(
        "text",
        { class: "fig-halo", x: at - 5, y: start + titleHeight + 6, "text-anchor": "end" },
        ideal === 0 ? "" : "identity",
      ),
      head.element,
    );
    return {
      element,
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
  const mine = svg("line", { class: "fig-probe-line", y1: top + titleHeight - 6, y2: top + row });
  const theirs = svg("path", { class: "fig-probe-line" });
  return {
    element: svg(
      "g",
      {},
      above.element,
      below.element,
      xAxis({ scale: x, at: foot }),
      theirs,
      mine,
    ),
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
