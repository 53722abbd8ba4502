import { type AxisScale, tickFormat } from "./axis";
import { svg } from "./svg";

export interface ColourBarOptions {
  /** Maps values to pixels along the bar, from 0 to its width. */
  readonly scale: AxisScale & { invert(pixels: number): number };
  readonly width: number;
  /** The colour of a value. */
  readonly colour: (value: number) => string;
  readonly ticks: readonly number[];
  readonly format?: (value: number) => string;
  readonly label: string;
}

const barTop = 16;
const barHeight = 8;

/** A horizontal colour bar: label above, numbers beneath. Place it with `transform`. */
export function colourBar(options: ColourBarOptions): SVGGElement {
  const { scale, width, colour, ticks, label } = options;
  const format = options.format ?? tickFormat(ticks);
  const bar = svg("g", { class: "fig-axis fig-colour-bar" });
  // A label longer than its bar ends where the bar ends: bars stand at the right edge of figures.
  const long = label.length * 6.3 > width;
  const anchor = long ? { x: width, "text-anchor": "end" } : { x: 0 };
  bar.append(svg("text", { class: "fig-axis-label", y: 10, ...anchor }, label));
  const steps = 96;
  for (let i = 0; i < steps; ++i) {
    const x = Math.round((i / steps) * width);
    const value = scale.invert(((i + 0.5) / steps) * width);
    // From one whole pixel to another, so that no seams show between them and none covers another, which it would show.
    const next = Math.round(((i + 1) / steps) * width);
    bar.append(
      svg("rect", { x, y: barTop, width: next - x, height: barHeight, fill: colour(value) }),
    );
  }
  for (const tick of ticks) {
    const x = scale(tick);
    bar.append(
      svg("line", {
        class: "fig-tick",
        x1: x,
        x2: x,
        y1: barTop + barHeight,
        y2: barTop + barHeight + 4,
      }),
      svg(
        "text",
        { x, y: barTop + barHeight + 7, dy: "0.71em", "text-anchor": "middle" },
        format(tick),
      ),
    );
  }
  return bar;
}
