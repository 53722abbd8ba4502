import { svg } from "./svg";

/** A mark and what it stands for. */
export interface LegendEntry {
  readonly name: string;
  /** The mark, 18 px wide, in the middle of a height of 0. */
  readonly mark: SVGElement;
}

/** An entry for a line of a class of the style sheet. */
export function lineEntry(name: string, className: string): LegendEntry {
  return { name, mark: svg("path", { class: className, d: "M0 0h18" }) };
}

/** An entry for dots of a class of the style sheet. */
export function dotEntry(name: string, className: string): LegendEntry {
  return { name, mark: svg("circle", { class: className, cx: 9, r: 4 }) };
}

/** Of a letter, on average, in CSS pixels. */
const letterWidth = 6.4;
const markRoom = 24;
const gap = 16;

/** Height of a line of a legend. */
export const legendLine = 18;

/** Marks with their names from left to right, in as many lines as they need, the first one 10 px down. */
export function markLegend(
  entries: readonly LegendEntry[],
  left: number,
  right: number,
): SVGGElement {
  const element = svg("g");
  let x = left;
  let y = 10;
  for (const { name, mark } of entries) {
    const length = markRoom + name.length * letterWidth;
    if (x > left && x + length > right) {
      x = left;
      y += legendLine;
    }
    element.append(
      svg(
        "g",
        { transform: `translate(${x.toFixed(1)},${y})` },
        mark,
        svg("text", { x: markRoom, dy: "0.35em" }, name),
      ),
    );
    x += length + gap;
  }
  return element;
}
