import { setAttributes, svg } from "../../drawing/svg";
import { type Point, pointIn } from "../../inputs/pointer";
import type { CanvasEncoder } from "./canvas-image";
import { svgColour } from "./colour";
import { textLines } from "./html-text";
import {
  initialPresentation,
  isUnseen,
  type Layer,
  layersOf,
  type Presentation,
  paintOf,
  presentationOf,
} from "./presentation";

/** What a picture says of itself to those who cannot see it. */
export interface PictureWords {
  readonly title: string;
  readonly description: string;
}

/** Paper around the drawing, in CSS pixels: some letters reach a little beyond the plot. */
const margin = 12;

/**
 * What elements of the page show, as one SVG that needs nothing of the page: the styles that they have now as attributes,
 * text as text, canvases as images, on a ground of paper.
 * @param parts in the page, from the top down; the first one gives the place of the left upper corner
 * @param encode makes an image of a canvas among them
 */
export async function pictureOf(
  parts: readonly Element[],
  words: PictureWords,
  encode: CanvasEncoder,
): Promise<SVGSVGElement> {
  const images: Promise<void>[] = [];
  const place = { first: parts[0] as HTMLElement, encode, images };
  const boxes = parts.map((part) => boxIn(place, part));
  // What a scale leaves behind the thousandths is no pixel.
  const whole = (ends: readonly number[]): number =>
    Math.ceil(Number(Math.max(...ends).toFixed(3))) + 2 * margin;
  const width = whole(boxes.map((box) => box.x + box.width));
  const height = whole(boxes.map((box) => box.y + box.height));
  const base = getComputedStyle(parts[0]);
  const root = svg(
    "svg",
    { width, height, viewBox: `${-margin} ${-margin} ${width} ${height}` },
    svg("title", {}, words.title),
    svg("desc", {}, words.description),
    svg("rect", { x: -margin, y: -margin, width, height, fill: paperOf(parts[0]) }),
  );
  // There is no such attribute, but browsers heed the style.
  root.style.fontVariantNumeric = base.fontVariantNumeric;
  for (const part of parts) root.append(...drawnIn(part, place, initialPresentation));
  await Promise.all(images);
  return root;
}

/** A picture as a file. */
export function svgText(picture: SVGSVGElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(picture)}\n`;
}

/** Whose corner is the picture's, and how canvases are embedded. */
interface Place {
  readonly first: HTMLElement;
  readonly encode: CanvasEncoder;
  /** Those that are being embedded. */
  readonly images: Promise<void>[];
}

/** Where an element stands in the picture, whose pixels are the page's own, however it is scaled or zoomed. */
function boxIn(
  { first }: Place,
  element: Element,
): { readonly x: number; readonly y: number; readonly width: number; readonly height: number } {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  const { x, y } = pointIn(first, { clientX: left, clientY: top });
  const end = pointIn(first, { clientX: right, clientY: bottom });
  return { x, y, width: end.x - x, height: end.y - y };
}

/** What an element of HTML shows: its drawings, canvases and words, in the order of the page. */
function drawnIn(element: Element, place: Place, inherited: Presentation): SVGElement[] {
  const style = getComputedStyle(element);
  if (style.display === "none" || style.visibility === "hidden") return [];
  if (element instanceof SVGSVGElement) return [drawing(element, place, inherited)];
  if (element instanceof HTMLCanvasElement) return [image(element, place)];
  const within = [...element.childNodes].flatMap((node) => {
    if (node instanceof Element) return drawnIn(node, place, inherited);
    if (!(node instanceof Text)) return [];
    const words = { ...presentationOf("text", style, inherited), ...paintOf("fill", style.color) };
    const placeOf = (clientX: number, clientY: number): Point =>
      pointIn(place.first, { clientX, clientY });
    return textLines(node, placeOf).map(({ text, x, baseline }) =>
      svg("text", { x, y: baseline, ...words }, text),
    );
  });
  return [...within, ...lineUnder(element, style, place)];
}

/** The line under an element of HTML, such as a cell of a table. */
function lineUnder(element: Element, style: CSSStyleDeclaration, place: Place): SVGElement[] {
  const thickness = Number.parseFloat(style.borderBottomWidth);
  if (style.borderBottomStyle !== "solid" || !(thickness > 0)) return [];
  const box = boxIn(place, element);
  const y = box.y + box.height - thickness / 2;
  return [
    svg("line", {
      x1: box.x,
      x2: box.x + box.width,
      y1: y,
      y2: y,
      ...paintOf("stroke", style.borderBottomColor),
      "stroke-width": thickness,
    }),
  ];
}

/** A whole drawing of the page, moved to where it stands. */
function drawing(root: SVGSVGElement, place: Place, inherited: Presentation): SVGElement {
  const box = boxIn(place, root);
  const own = presentationOf("g", getComputedStyle(root), inherited);
  const group = svg("g", { ...own });
  const [x, y] = [box.x, box.y].map((each) => Number(each.toFixed(3)));
  if (x !== 0 || y !== 0) setAttributes(group, { transform: `translate(${x},${y})` });
  group.append(...copies(root, { ...inherited, ...own }));
  return group;
}

function copies(parent: Element, inherited: Presentation, layer: Layer = "whole"): Node[] {
  return [...parent.childNodes].flatMap((node): Node[] => {
    if (node instanceof Text) return [node.cloneNode()];
    if (!(node instanceof SVGElement)) return [];
    const layers = layer === "whole" ? layersOf(node.localName, getComputedStyle(node)) : [layer];
    return layers.flatMap((each) => copied(node, inherited, each) ?? []);
  });
}

/** An element with the style that it has now as attributes; nothing where it shows nothing. */
function copied(
  element: SVGElement,
  inherited: Presentation,
  layer: Layer,
): SVGElement | undefined {
  const name = element.localName;
  const style = getComputedStyle(element);
  if (isUnseen(name, style)) return undefined;
  if (name === "path" && !element.getAttribute("d")) return undefined;
  const own = presentationOf(name, style, inherited, layer);
  const copy = document.createElementNS("http://www.w3.org/2000/svg", name) as SVGElement;
  for (const { name: attribute, value } of element.attributes)
    if (isGeometry(attribute)) copy.setAttribute(attribute, geometry(value, style));
  setAttributes(copy, own);
  copy.append(...copies(element, { ...inherited, ...own }, layer));
  const empty = copy.childNodes.length === 0;
  return empty && ["g", "svg", "text", "tspan"].includes(name) ? undefined : copy;
}

/** What is neither said by the style nor meant for the page alone. */
function isGeometry(attribute: string): boolean {
  return (
    !(attribute in initialPresentation) &&
    !/^(class|style|id|role|tabindex|visibility|opacity|paint-order)$|^(aria|data)-/.test(attribute)
  );
}

/** Ems in pixels, which not every program knows, and no more decimals than can be seen. */
function geometry(value: string, style: CSSStyleDeclaration): string {
  const em = /^(-?[\d.]+)em$/.exec(value);
  const number = em === null ? Number(value) : Number(em[1]) * Number.parseFloat(style.fontSize);
  return value === "" || Number.isNaN(number) ? value : String(Number(number.toFixed(3)));
}

/** A canvas as an image, of the pixels that the page shows. */
function image(canvas: HTMLCanvasElement, place: Place): SVGElement {
  const { x, y, width, height } = boxIn(place, canvas);
  const picture = svg("image", {
    x,
    y,
    width,
    height,
    preserveAspectRatio: "none",
  });
  const embedded = place.encode(canvas, width, height);
  place.images.push(embedded.then((href) => setAttributes(picture, { href })));
  return picture;
}

function colourOf(computed: string): string {
  return svgColour(computed).colour;
}

/** The colour of the page, wherever the figure is. */
function paperOf(element: Element): string {
  const probe = document.createElement("span");
  probe.style.color = "var(--paper)";
  element.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return colourOf(color);
}
