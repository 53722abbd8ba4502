import { scaleLinear } from "d3-scale";
import { nearestIndex } from "../../../src/basics/nearest-index";
import { xAxis, yAxis } from "../../../src/drawing/axis";
import { finiteRange } from "../../../src/drawing/finite-range";
import { finiteText } from "../../../src/drawing/finite-text";
import { count, fixed } from "../../../src/drawing/format";
import {
  type Bins,
  binOf,
  binShares,
  edge,
  roundBins,
  signedBars,
  stepOutline,
} from "../../../src/drawing/histogram";
import { type Box, heading, type Panel } from "../../../src/drawing/pointer-panels";
import { setAttributes, svg } from "../../../src/drawing/svg";
import { mean } from "../mathematics/errors";
import { offDiagonal, rootMeanSquare } from "../mathematics/off-diagonal";
import { diagonal } from "../mathematics/weights";

/** What stands on the diagonal of a square matrix and what beside it, as two histograms on one axis. */
export interface EntryHistograms extends Panel {
  readonly element: SVGGElement;
  /** Marks the entries of a feature: its own, and those of the other features in its row. */
  mark(feature: number): void;
}

export interface EntryHistogramsOptions {
  /** `[n, n]` */
  readonly matrix: Float64Array;
  /** Another matrix, for comparison. */
  readonly other?: Float64Array | undefined;
  /** From the first title's top to the axis; what is written under it takes 22 px more. */
  readonly box: Box;
  /** What the entries on the diagonal are called, and those off it. */
  readonly names: readonly [string, string];
  choose(feature: number): void;
}

const titleHeight = 36;
/** Room for the marks of a row's entries under the lower bars. */
const rugHeight = 8;

/** The diagonal of the identity is 1, and what is beside it 0: that is drawn in ink. */
export function entryHistograms({
  matrix,
  other,
  box,
  names,
  choose,
}: EntryHistogramsOptions): EntryHistograms {
  const features = Math.round(Math.sqrt(matrix.length));
  const { left, top, width, height } = box;
  const [low, high] = finiteRange(other === undefined ? [matrix, [0, 1]] : [matrix, other, [0, 1]]);
  const bins = roundBins([low, high], 40);
  const x = scaleLinear([bins.low, edge(bins, bins.count)], [left, left + width]);
  const own = diagonal(matrix);
  const beside = offDiagonal(matrix);
  const row = (height - rugHeight) / 2;

  const above = histogram(own, other && diagonal(other), {
    bins,
    x,
    ideal: 1,
    box: { left, width, top, height: row },
    title: `${names[0]}: ${count(own.length)}, mean ${finiteText(mean(own))}`,
  });
  const below = histogram(beside, other && offDiagonal(other), {
    bins,
    x,
    ideal: 0,
    box: { left, width, top: top + row, height: row },
    title: `${names[1]}: ${count(beside.length)}, root mean square ${finiteText(rootMeanSquare(beside))}`,
  });
  const mine = svg("line", { class: "fig-probe-line", y1: top + titleHeight - 6, y2: top + row });
  const theirs = svg("path", { class: "fig-probe-line" });
  const foot = top + height;

  const at = ({ x: px }: { x: number }): number =>
    nearestIndex(
      Array.from(own, (entry) => (Number.isFinite(entry) ? x(entry) : Infinity)),
      px,
    );
  return {
    box,
    element: svg(
      "g",
      {},
      above.element,
      below.element,
      xAxis({ scale: x, at: foot }),
      theirs,
      mine,
    ),
    click: (point) => choose(at(point)),
    drag: (point) => choose(at(point)),
    hover(point) {
      const bin = point === undefined ? undefined : binOf(bins, x.invert(point.x));
      const upper = point !== undefined && point.y < top + row;
      above.say(upper ? bin : undefined);
      below.say(upper ? undefined : bin);
    },
    mark(feature) {
      const entry = own[feature];
      const px = Number.isFinite(entry) ? x(entry).toFixed(1) : undefined;
      setAttributes(mine, { x1: px, x2: px, visibility: px === undefined ? "hidden" : undefined });
      let rug = "";
      for (let i = 0; i < features; ++i) {
        const value = matrix[feature * features + i];
        if (i !== feature && Number.isFinite(value))
          rug += `M${x(value).toFixed(1)},${foot}v${1.5 - rugHeight}`;
      }
      setAttributes(theirs, { d: rug });
    },
  };
}

interface Drawn {
  readonly element: SVGGElement;
  /** Says how much is in a bin, or the title. */
  say(bin: number | undefined): void;
}

function histogram(
  values: Float64Array,
  others: Float64Array | undefined,
  {
    bins,
    x,
    ideal,
    box: { left, width, top, height },
    title,
  }: {
    readonly bins: Bins;
    readonly x: (value: number) => number;
    readonly ideal: number;
    readonly box: Box;
    readonly title: string;
  },
): Drawn {
  const foot = top + height;
  const shares = binShares(values, bins);
  const compared = others && binShares(others, bins);
  const most = Math.max(...shares, ...(compared ?? []), 1e-9);
  const y = scaleLinear([0, most], [foot, top + titleHeight]);
  const bars = signedBars(shares, bins, { x, y });
  const head = heading(left, top + 20, title);
  const ticks = [0, ...y.ticks(2).slice(-1)].filter((tick, i) => i === 0 || tick > 0);
  return {
    element: svg(
      "g",
      {},
      yAxis({
        scale: y,
        at: left,
        ticks,
        format: (share) => `${fixed(100 * share, share < 0.01 && share > 0 ? 1 : 0)} %`,
        grid: width,
      }),
      svg("line", { class: "fig-rule", x1: left, x2: left + width, y1: foot, y2: foot }),
      svg("path", { class: "fig-bar-positive", d: bars.positive }),
      svg("path", { class: "fig-bar-negative", d: bars.negative }),
      ...(compared === undefined
        ? []
        : [svg("path", { class: "fig-other-curve", d: stepOutline(compared, bins, { x, y }) })]),
      svg("line", {
        class: "fig-target-curve",
        x1: x(ideal),
        x2: x(ideal),
        y1: top + titleHeight - 6,
        y2: foot,
      }),
      svg(
        "text",
        {
          class: "fig-halo",
          x: x(ideal) - 5,
          y: top + titleHeight + 6,
          "text-anchor": "end",
        },
        ideal === 0 ? "" : "identity",
      ),
      head.element,
    ),
    say(bin) {
      if (bin === undefined) return head.say(undefined);
      const from = edge(bins, bin);
      const digits = Math.max(0, Math.ceil(-Math.log10(bins.width) - 1e-9));
      head.say(
        `${fixed(from, digits)} to ${fixed(from + bins.width, digits)}: ${fixed(100 * shares[bin], 1)} %`,
      );
    },
  };
}
