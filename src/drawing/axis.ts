import { precisionFixed } from "d3-format";
import { count, fixed } from "./format";
import { svg } from "./svg";

/** What an axis needs of a d3 scale, linear or logarithmic. */
export interface AxisScale {
  (value: number): number;
  domain(): number[];
  range(): number[];
  ticks(count?: number): number[];
}

export interface AxisOptions {
  readonly scale: AxisScale;
  /** Where the axis lies, in CSS pixels: y of an x axis, x of a y axis. */
  readonly at: number;
  /** The values to mark; by default as many round ones as there is room for. */
  readonly ticks?: readonly number[];
  readonly format?: (value: number) => string;
  /** Stands at the right end under an x axis, above the upper end of a y axis. */
  readonly label?: string;
  /** Length in pixels of the grid lines across the plot; none by default. */
  readonly grid?: number;
}

/** A quiet horizontal axis with its numbers beneath: 22 px high, 40 px with a label. */
export function xAxis({ scale, at, label, grid, ...options }: AxisOptions): SVGGElement {
  const [left, right] = extentOf(scale.range());
  const ticks = options.ticks ?? scale.ticks(roomForTicks(right - left));
  const format = options.format ?? tickFormat(ticks);
  const axis = svg("g", { class: "fig-axis", transform: `translate(0,${at})` });
  for (const tick of ticks) {
    const x = crisp(scale(tick));
    if (grid !== undefined)
      axis.append(svg("line", { class: "fig-grid", x1: x, x2: x, y1: 0, y2: -grid }));
    axis.append(
      svg("line", { class: "fig-tick", x1: x, x2: x, y1: 0, y2: 4 }),
      svg("text", { x, y: 10, dy: "0.71em", "text-anchor": "middle" }, format(tick)),
    );
  }
  if (label !== undefined)
    axis.append(
      svg(
        "text",
        { class: "fig-axis-label", x: right, y: 28, dy: "0.71em", "text-anchor": "end" },
        label,
      ),
    );
  return axis;
}

/** A quiet vertical axis with its numbers on the left; its label takes 20 px above it. */
export function yAxis({ scale, at, label, grid, ...options }: AxisOptions): SVGGElement {
  const [top, bottom] = extentOf(scale.range());
  const ticks = options.ticks ?? scale.ticks(Math.max(2, Math.round((bottom - top) / 48)));
  const format = options.format ?? tickFormat(ticks);
  const axis = svg("g", { class: "fig-axis", transform: `translate(${at},0)` });
  let longest = 0;
  for (const tick of ticks) {
    const y = crisp(scale(tick));
    const text = format(tick);
    longest = Math.max(longest, text.length);
    if (grid !== undefined)
      axis.append(svg("line", { class: "fig-grid", x1: 0, x2: grid, y1: y, y2: y }));
    axis.append(
      svg("line", { class: "fig-tick", x1: -4, x2: 0, y1: y, y2: y }),
      svg("text", { x: -8, y, dy: "0.35em", "text-anchor": "end" }, text),
    );
  }
  if (label !== undefined)
    axis.append(
      // Starts where the numbers start, so that it reads as their heading.
      svg("text", { class: "fig-axis-label", x: -8 - longest * 6.7, y: top - 12 }, label),
    );
  return axis;
}

/** Writes all ticks with the decimals that their step needs: "0.0", "0.5", "1.0"; "−10", "0"; "1,000". */
export function tickFormat(ticks: readonly number[]): (value: number) => string {
  const step = ticks.length > 1 ? Math.abs(ticks[1] - ticks[0]) : Math.abs(ticks[0] ?? 1) || 1;
  const decimals = precisionFixed(step);
  return (value) =>
    decimals === 0 && Math.abs(value) >= 1000 ? count(value) : fixed(value, decimals);
}

/** The powers of ten within a domain, every second or third if there are more than `most`. */
export function powersOfTen(domain: readonly number[], most: number): number[] {
  const [low, high] = extentOf(domain);
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  const every = Math.max(1, Math.ceil((last - first + 1) / most));
  const powers: number[] = [];
  for (let exponent = first; exponent <= last; ++exponent)
    if (exponent % every === 0) powers.push(10 ** exponent);
  return powers;
}

/** Ticks stand closer where there is little room: the ends and the middle should still be named. */
function roomForTicks(length: number): number {
  return Math.max(2, Math.round(length / (length < 400 ? 60 : 90)));
}

function extentOf(values: readonly number[]): [number, number] {
  const first = values[0];
  const last = values[values.length - 1];
  return first < last ? [first, last] : [last, first];
}

/** The nearest half pixel, where a line of one pixel is sharp. */
function crisp(position: number): number {
  return Math.round(position - 0.5) + 0.5;
}
