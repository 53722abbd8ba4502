import { chart, type PlotLibrary, plotFrame } from "../../../src/drawing/chart";
import { type Bar, ofEachKind } from "./bar-kinds";

/** A name with bars under it on the scale of all rows, and a number at their end. */
export interface NamedBars {
  readonly name: string;
  readonly number: string;
  /** What is not finite is not drawn. */
  readonly bars: readonly Bar[];
}

const nameMiddle = 7;
const barTop = 18;
const barHeight = 13;
const numberGap = 6;
/** Of a letter, on average. */
const letterWidth = 6.6;

/** Rows one under the other, all from 0 on, with room for the longest number. Lengths are in CSS pixels. */
export function namedBars(
  Plot: PlotLibrary,
  rows: readonly NamedBars[],
  { width, rowHeight }: { readonly width: number; readonly rowHeight: number },
): SVGSVGElement {
  const bars = rows.flatMap(({ bars }, row) =>
    bars
      .filter(({ from, to }) => Number.isFinite(from) && Number.isFinite(to))
      .map((bar) => ({ ...bar, row })),
  );
  const numbers = rows.map(({ number }, row) => ({
    row,
    number,
    end: Math.max(0, ...bars.flatMap((bar) => (bar.row === row ? [bar.from, bar.to] : []))),
  }));
  const longest = Math.max(...rows.map(({ number }) => number.length));
  const right = 2 * numberGap + longest * letterWidth;
  const height = rows.length * rowHeight;
  const most = Math.max(...numbers.map(({ end }) => end));
  return chart(
    Plot.plot({
      ...plotFrame({ width, height }, { top: 0, right, bottom: 0, left: 0 }),
      x: { domain: [0, most || 1], axis: null },
      // In rows from the top.
      y: { domain: [rows.length, 0], axis: null },
      marks: [
        ...ofEachKind(bars, (those, look) =>
          Plot.rect(those, {
            x1: "from",
            x2: "to",
            y1: "row",
            y2: ({ row }) => row + 1,
            insetTop: barTop,
            insetBottom: rowHeight - barTop - barHeight,
            ...look,
          }),
        ),
        Plot.text(rows, {
          x: () => 0,
          y: (_, row) => row,
          dy: nameMiddle,
          text: "name",
          textAnchor: "start",
          fill: "var(--muted)",
        }),
        Plot.text(numbers, {
          x: "end",
          y: "row",
          dx: numberGap,
          dy: barTop + barHeight / 2,
          text: "number",
          textAnchor: "start",
        }),
      ],
    }),
  ).element;
}
