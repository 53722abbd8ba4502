/*
 * Some browsers alter what a page reads of a canvas, so that nobody can tell it by how it draws: they give stripes
 * or noise in place of the picture. This is the only file that reads canvases, and it looks at known pixels first.
 */

const side = 16;
/** A level more or less, as some browsers give, is not to be seen. */
const tolerance = 1;

/** @throws Error where this browser gives other pixels than were drawn */
export function expectTrueReads(): void {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: side, height: side });
  const context = contextOf(canvas, { willReadFrequently: true });
  const drawn = context.createImageData(side, side);
  // No two pixels are alike: where all are, some browsers leave them as they are.
  for (let i = 0; i < side * side; ++i) drawn.data.set([i, 255 - i, (i * 7) % 256, 255], 4 * i);
  context.putImageData(drawn, 0, 0);
  const { data } = context.getImageData(0, 0, side, side);
  if (drawn.data.some((level, i) => !(Math.abs(level - data[i]) <= tolerance)))
    throw new Error(
      "This browser alters pictures that a page reads; SVG needs no such reading, and the rest works once the browser’s settings let this page read canvases.",
    );
}

/** The pixels of a canvas. @throws as `expectTrueReads` */
export function pixelsOf(canvas: HTMLCanvasElement): ImageData {
  expectTrueReads();
  return contextOf(canvas).getImageData(0, 0, canvas.width, canvas.height);
}

/** A canvas as a PNG file. @throws as `expectTrueReads`, or Error if the canvas is too large */
export async function pngOf(canvas: HTMLCanvasElement): Promise<Blob> {
  expectTrueReads();
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
  if (blob === null) throw new Error("This browser makes no picture of this size.");
  return blob;
}

/** @throws Error where the browser gives no more canvases to draw on */
export function contextOf(
  canvas: HTMLCanvasElement,
  settings?: CanvasRenderingContext2DSettings,
): CanvasRenderingContext2D {
  const context = canvas.getContext("2d", settings);
  if (context === null) throw new Error("This browser draws on no more canvases.");
  return context;
}
