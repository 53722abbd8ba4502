import type { Point } from "../../inputs/pointer";

/** A line of text, where it stands in a picture. */
export interface TextLine {
  readonly text: string;
  readonly x: number;
  readonly baseline: number;
}

/**
 * The lines into which the page has broken a text.
 * @param placeOf a place of the window in the picture
 */
export function textLines(node: Text, placeOf: (x: number, y: number) => Point): TextLine[] {
  const lines: { text: string; x: number; top: number }[] = [];
  const range = document.createRange();
  for (const { 0: word, index } of node.data.matchAll(/\S+/g)) {
    range.setStart(node, index);
    range.setEnd(node, index + word.length);
    const { left: x, top, width } = range.getBoundingClientRect();
    if (width === 0) continue;
    const line = lines.at(-1);
    if (line !== undefined && Math.abs(line.top - top) < 2) line.text += ` ${word}`;
    else lines.push({ text: word, x, top });
  }
  const ascent = lines.length === 0 ? 0 : ascentOf(node.parentElement!);
  return lines.map(({ text, ...corner }) => {
    const { x, y } = placeOf(corner.x, corner.top);
    return { text, x, baseline: y + ascent };
  });
}

/** From the top of a line's letters to its baseline. */
function ascentOf(element: Element): number {
  const { fontStyle, fontWeight, fontSize, fontFamily } = getComputedStyle(element);
  const context = document.createElement("canvas").getContext("2d");
  if (context === null) return Number.parseFloat(fontSize);
  context.font = `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`;
  return context.measureText("x").fontBoundingBoxAscent;
}
