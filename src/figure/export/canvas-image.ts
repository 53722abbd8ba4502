import { drawnPixels } from "../../drawing/heatmap";
import { pixelsOf } from "./canvas-reads";
import { type Pixels, pngBytes } from "./png";

/** The address of an image of a canvas that the page shows at a size in CSS pixels. */
export type CanvasEncoder = (
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
) => Promise<string>;

/**
 * Encodes canvases as PNG, with square-edged pixels as the page shows them. What `drawHeatmap` has drawn is known and
 * need not be read; another canvas is read.
 * @param density pixels for each CSS pixel
 */
export function canvasEncoder(density: number): CanvasEncoder {
  return (canvas, width, height) => encoded(shownPixels(canvas), density * width, density * height);
}

/** Encodes a canvas anew only where its pixels have changed: that costs far more than to compare them. */
export function rememberingEncoder(density: number): CanvasEncoder {
  const before = new WeakMap<HTMLCanvasElement, { pixels: Pixels; url: Promise<string> }>();
  return (canvas, width, height) => {
    const pixels = shownPixels(canvas);
    const known = before.get(canvas);
    if (known !== undefined && areAlike(known.pixels, pixels)) return known.url;
    const url = encoded(pixels, density * width, density * height);
    before.set(canvas, { pixels, url });
    return url;
  };
}

function shownPixels(canvas: HTMLCanvasElement): Pixels {
  return drawnPixels(canvas) ?? pixelsOf(canvas);
}

function areAlike(a: Pixels, b: Pixels): boolean {
  return a.width === b.width && a.height === b.height && a.data.every((v, i) => v === b.data[i]);
}

async function encoded(pixels: Pixels, width: number, height: number): Promise<string> {
  const size = { width: Math.round(width), height: Math.round(height) };
  const bytes = await pngBytes(pixels, size);
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte));
  return `data:image/png;base64,${btoa(letters.join(""))}`;
}
