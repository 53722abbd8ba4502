/** What a heatmap draws. */
export interface HeatmapData {
  /** `[rows, columns]`, row-major. */
  readonly values: Float32Array;
  readonly columns: number;
  /** The rows in the order in which they are drawn, top first. */
  readonly order: readonly number[];
  /** Values of the first and the last colour; values beyond have those colours. */
  readonly domain: readonly [number, number];
  /** 256 canvas pixels, from `plasmaRamp` or `colourRamp`. */
  readonly ramp: Uint32Array;
}

/** What stands on canvases, for pictures that are made of them: to read one back is not possible everywhere. */
const drawn = new WeakMap<HTMLCanvasElement, ImageData>();

/** The pixels that `drawHeatmap` has last drawn on a canvas. */
export function drawnPixels(canvas: HTMLCanvasElement): ImageData | undefined {
  return drawn.get(canvas);
}

/**
 * Draws one canvas pixel per value. The canvas is stretched by CSS (`fig-heatmap`, `image-rendering: pixelated`),
 * so it is sharp at any size and device pixel ratio, and a new colouring costs one pass over the values.
 */
export function drawHeatmap(canvas: HTMLCanvasElement, data: HeatmapData): void {
  const rows = data.order.length;
  if (canvas.width !== data.columns) canvas.width = data.columns;
  if (canvas.height !== rows) canvas.height = rows;
  const context = canvas.getContext("2d");
  if (context === null || rows === 0 || data.columns === 0) return;
  const image = context.createImageData(data.columns, rows);
  colourHeatmap(new Uint32Array(image.data.buffer), data);
  context.putImageData(image, 0, 0);
  drawn.set(canvas, image);
}

/** Puts a canvas where its heatmap is to be seen, in CSS pixels of the drawing. */
export function placeHeatmap(
  canvas: HTMLCanvasElement,
  { left, top, width, height }: Record<"left" | "top" | "width" | "height", number>,
): void {
  Object.assign(canvas.style, {
    left: `${left}px`,
    top: `${top}px`,
    width: `${width}px`,
    height: `${height}px`,
  });
}

/** Writes the colour of each value into `[rows, columns]` pixels. A value that is not a number has the first colour. */
export function colourHeatmap(
  pixels: Uint32Array,
  { values, columns, order, domain: [low, high], ramp }: HeatmapData,
): void {
  const steps = 255 / (high - low || 1);
  let pixel = 0;
  for (const row of order) {
    const start = row * columns;
    for (let column = 0; column < columns; ++column) {
      const step = (values[start + column] - low) * steps + 0.5;
      // Not `step < 0`: it must also catch NaN.
      pixels[pixel++] = ramp[step >= 0 ? (step < 255 ? step | 0 : 255) : 0];
    }
  }
}

/** Which of `rows` equal bands of `height` pixels a y falls in; the nearest one outside. */
export function bandAt(y: number, height: number, rows: number): number {
  return Math.min(rows - 1, Math.max(0, Math.floor((y / height) * rows)));
}
