/** Attribute values; an undefined one is left out (or removed). */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** Makes an SVG element: `svg("circle", { r: 3 })`, `svg("text", { x: 5 }, "label")`. */
export function svg<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): SVGElementTagNameMap[Name] {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  setAttributes(element, attributes);
  element.append(...children);
  return element;
}

/** Sets the given attributes and leaves the others. */
export function setAttributes(element: Element, attributes: Attributes): void {
  for (const name in attributes) {
    const value = attributes[name];
    if (value === undefined) element.removeAttribute(name);
    else element.setAttribute(name, String(value));
  }
}

/** The root of a figure's drawing: an `<svg>` over the whole plot, hidden from screen readers, which have the sentence and the table. */
export function svgRoot(width = 0, height = 0): SVGSVGElement {
  return svg("svg", { class: "fig-svg", width, height, "aria-hidden": "true" });
}
