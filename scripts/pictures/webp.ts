import type { Page } from "playwright-core";

/** The pictures' quality as WebP; less where it would have more than so many bytes: matrices of noise hardly compress. */
const qualities = [0.62, 0.5, 0.4, 0.3, 0.2];
const most = 28_000;

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
  const encoding = { png: png.toString("base64"), part, scale, qualities, most };
  return Buffer.from(await page.evaluate(encode, encoding), "base64");
}

interface Encoding {
  readonly png: string;
  readonly part: Rectangle;
  readonly scale: number;
  readonly qualities: readonly number[];
  readonly most: number;
}

/** In a page: a PNG as WebP, both in base64. */
async function encode({ png, part, scale, qualities, most }: Encoding): Promise<string> {
  const source = await fetch(`data:image/png;base64,${png}`);
  const image = await createImageBitmap(await source.blob());
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(part.width * scale);
  canvas.height = Math.round(part.height * scale);
  const context = canvas.getContext("2d")!;
  context.imageSmoothingQuality = "high";
  const { x, y, width, height } = part;
  context.drawImage(image, x, y, width, height, 0, 0, canvas.width, canvas.height);
  const encoded = (quality: number): string =>
    canvas.toDataURL("image/webp", quality).split(",")[1];
  // Four letters of base64 are three bytes.
  const quality = qualities.find((each) => encoded(each).length * 0.75 <= most);
  return encoded(quality ?? qualities[qualities.length - 1]);
}
