import { svgColour } from "./colour";

/** Presentation attributes as an element inherits them. */
export type Presentation = Readonly<Record<string, string>>;

/** What SVG has where nothing is said. */
export const initialPresentation: Presentation = {
  fill: "#000000",
  "fill-opacity": "1",
  "fill-rule": "nonzero",
  stroke: "none",
  "stroke-opacity": "1",
  "stroke-width": "1",
  "stroke-linecap": "butt",
  "stroke-linejoin": "miter",
  "stroke-miterlimit": "4",
  "stroke-dasharray": "none",
  "stroke-dashoffset": "0",
  "shape-rendering": "auto",
  "font-family": "",
  "font-size": "",
  "font-weight": "400",
  "font-style": "normal",
  "letter-spacing": "normal",
  "text-anchor": "start",
};

/** What a layer leaves to the other one. */
const unseen: Readonly<Record<Layer, string | undefined>> = {
  whole: undefined,
  halo: "fill",
  letters: "stroke",
};

/** What only elements with a stroke, and only those with letters, need. */
const ofStrokes = /^stroke-/;
const ofTexts = /^font-|^letter-spacing$|^text-anchor$/;
const shapes = new Set(["rect", "circle", "ellipse", "line", "path", "polygon", "polyline"]);

/**
 * What of an element is drawn. A stroke that lies under its letters, so that they stand out from what is behind them,
 * is drawn as a halo of its own: not every program knows the order in which the page paints.
 */
export type Layer = "whole" | "halo" | "letters";

/** The layers of an element, from the lowest. */
export function layersOf(name: string, style: CSSStyleDeclaration): readonly Layer[] {
  const isHaloed =
    name === "text" &&
    svgColour(style.stroke).colour !== "none" &&
    style.getPropertyValue("paint-order").startsWith("stroke");
  return isHaloed ? ["halo", "letters"] : ["whole"];
}

/**
 * What an element's computed style says and its parent's does not, as presentation attributes: those that it needs alone.
 * @param inherited what the element would have without them
 */
export function presentationOf(
  name: string,
  style: CSSStyleDeclaration,
  inherited: Presentation,
  layer: Layer = "whole",
): Record<string, string> {
  const own: Record<string, string> = {};
  const stroked = style.stroke !== "none" && layer !== "letters";
  const shape = shapes.has(name);
  for (const property in initialPresentation) {
    if (ofTexts.test(property) && shape) continue;
    if (ofStrokes.test(property) && !stroked) continue;
    const value = property === unseen[layer] ? "none" : presentation(property, style);
    if (value !== inherited[property]) own[property] = value;
  }
  if (style.opacity !== "1") own.opacity = style.opacity;
  const line = style.textDecorationLine;
  if (name === "text" && line !== "none") own["text-decoration"] = line;
  return own;
}

/** A paint as attributes. @param property "fill" or "stroke" */
export function paintOf(property: string, computed: string): Record<string, string> {
  const { colour, opacity } = svgColour(computed);
  return { [property]: colour, ...(opacity < 1 && { [`${property}-opacity`]: String(opacity) }) };
}

/** Whether nothing of a shape is to be seen. */
export function isUnseen(name: string, style: CSSStyleDeclaration): boolean {
  if (style.display === "none" || style.visibility === "hidden") return true;
  const { fill, stroke } = style;
  return shapes.has(name) && [fill, stroke].every((paint) => svgColour(paint).colour === "none");
}

function presentation(property: string, style: CSSStyleDeclaration): string {
  const computed = style.getPropertyValue(property);
  switch (property) {
    case "fill":
    case "stroke":
      return svgColour(computed).colour;
    case "fill-opacity":
    case "stroke-opacity": {
      const { opacity } = svgColour(style.getPropertyValue(property.split("-")[0]));
      return String(Number((Number(computed) * opacity).toFixed(4)));
    }
    case "font-family":
      return computed.replaceAll('"', "'");
    default:
      // Lengths are in pixels, which are SVG's own unit.
      return computed.replace(/([\d.])px/g, "$1").replaceAll(", ", " ");
  }
}
