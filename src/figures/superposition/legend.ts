import { svg } from "../svg";

/** Lines and what they mean, in a row. @param y of the middle @param entries class of the line, and its name */
export function legend(
  left: number,
  y: number,
  entries: readonly (readonly [mark: string, name: string])[],
): SVGGElement {
  const element = svg("g", { class: "fig-legend" });
  let x = left;
  for (const [mark, name] of entries) {
    element.append(
      svg("path", { class: mark, d: `M${x} ${y}h18` }),
      svg("text", { x: x + 24, y, dy: "0.35em" }, name),
    );
    x += 42 + 6.4 * name.length;
  }
  return element;
}
