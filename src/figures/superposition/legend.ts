import { svg } from "../svg";

/** What a mark stands for. */
export interface LegendEntry {
  /** The mark, drawn within 18 px to the right of its origin and around it in height. */
  readonly mark: SVGElement;
  readonly text: string;
}

const lineHeight = 20;
const markRoom = 24;
const gap = 18;
/** Of a letter, on average. */
const letterWidth = 6.4;

/** Marks with their names in as many lines as they need, from `left` to `right`; the first line is 20 px high from `top`. */
export function legend(
  entries: readonly LegendEntry[],
  { left, right, top }: { readonly left: number; readonly right: number; readonly top: number },
): SVGGElement {
  const element = svg("g", { class: "fig-legend" });
  let x = left;
  let y = top + lineHeight / 2;
  for (const { mark, text } of entries) {
    const room = markRoom + text.length * letterWidth;
    if (x > left && x + room > right) {
      x = left;
      y += lineHeight;
    }
    element.append(
      svg(
        "g",
        { transform: `translate(${x.toFixed(1)},${y})` },
        mark,
        svg("text", { x: markRoom, dy: "0.35em" }, text),
      ),
    );
    x += room + gap;
  }
  return element;
}

/** A piece of a curve. Without a class of its own it is a reference, muted. */
export function lineMark(className = "fig-rule", dashes?: string): SVGPathElement {
  return svg("path", { class: className, d: "M0 0h18", fill: "none", "stroke-dasharray": dashes });
}

/** A dot; without a class of its own a hollow, muted one. */
export function dotMark(className = "fig-rule"): SVGCircleElement {
  return svg("circle", { class: className, cx: 9, r: 4, fill: "none" });
}

/** The dashes of what is drawn of the network that was trained with another loss. */
export const otherDashes = "5 4";
