import type { Page } from "playwright-core";

/** The pictures' quality as WebP. */
const quality = 0.62;

/** A rectangle in pixels. */
interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * A part of a PNG as WebP.
 * @param page any
 * @param scale pixels of the new picture for each of the old one
 */
export async function toWebp(
  page: Page,
  png: Buffer,
  part: Rectangle,
  scale: number,
): Promise<Buffer> {
  const base64 = await page.evaluate(encode, { png: png.toString("base64"), part, scale, quality });
  return Buffer.from(base64, "base64");
}

interface Encoding {
  readonly png: string;
  readonly part: Rectangle;
  readonly scale: number;
  readonly quality: number;
}

/** In a page: a PNG as WebP, both in base64. */
async function encode({ png, part, scale, quality }: Encoding): Promise<string> {
  const source = await fetch(`data:image/png;base64,${png}`);
  const image = await createImageBitmap(await source.blob());
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(part.width * scale);
  canvas.height = Math.round(part.height * scale);
  const context = canvas.getContext("2d")!;
  context.imageSmoothingQuality = "high";
  const { x, y, width, height } = part;
  context.drawImage(image, x, y, width, height, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/webp", quality).split(",")[1];
}
