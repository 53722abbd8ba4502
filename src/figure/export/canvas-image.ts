/** A canvas that the page shows at a size in CSS pixels, as the address of an image. */
export type CanvasEncoder = (canvas: HTMLCanvasElement, width: number, height: number) => string;

/** Encodes canvases as PNG, with square-edged pixels as the page shows them. @param density pixels for each CSS pixel */
export function canvasEncoder(density: number): CanvasEncoder {
  return (canvas, width, height) => {
    const copy = document.createElement("canvas");
    copy.width = Math.round(width * density);
    copy.height = Math.round(height * density);
    const context = contextOf(copy);
    context.imageSmoothingEnabled = false;
    context.drawImage(canvas, 0, 0, copy.width, copy.height);
    return copy.toDataURL("image/png");
  };
}

/** Encodes a canvas anew only where its pixels have changed: that costs far more than to look at them. */
export function rememberingEncoder(encode: CanvasEncoder): CanvasEncoder {
  const before = new WeakMap<HTMLCanvasElement, { pixels: Uint32Array; url: string }>();
  // A canvas of its own to read from: to read from one that is shown would slow down the showing.
  const reading = contextOf(document.createElement("canvas"), { willReadFrequently: true });
  return (canvas, width, height) => {
    Object.assign(reading.canvas, { width: canvas.width, height: canvas.height });
    reading.drawImage(canvas, 0, 0);
    const image = reading.getImageData(0, 0, canvas.width, canvas.height);
    const pixels = new Uint32Array(image.data.buffer);
    const known = before.get(canvas);
    if (
      known?.pixels.length === pixels.length &&
      pixels.every((each, i) => each === known.pixels[i])
    )
      return known.url;
    const url = encode(canvas, width, height);
    before.set(canvas, { pixels, url });
    return url;
  };
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
