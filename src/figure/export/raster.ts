import { svg } from "../../drawing/svg";
import { contextOf } from "./canvas-reads";
import { embeddedFaces } from "./font-faces";

/** Draws a picture onto a canvas, in the fonts of the page. @param scale pixels for each CSS pixel */
export async function rasterOf(picture: SVGSVGElement, scale: number): Promise<HTMLCanvasElement> {
  const copy = picture.cloneNode(true) as SVGSVGElement;
  const families = [...copy.querySelectorAll("[font-family]")].map(
    (element) => element.getAttribute("font-family")!,
  );
  // An image of SVG cannot load what is beside it.
  copy.prepend(svg("style", {}, await embeddedFaces(new Set(families))));
  const image = await imageOf(copy);
  const canvas = document.createElement("canvas");
  canvas.width = Number(picture.getAttribute("width")) * scale;
  canvas.height = Number(picture.getAttribute("height")) * scale;
  const context = contextOf(canvas, { willReadFrequently: true });
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

async function imageOf(picture: SVGSVGElement): Promise<HTMLImageElement> {
  const text = new XMLSerializer().serializeToString(picture);
  const url = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  const image = new Image();
  image.src = url;
  try {
    await image.decode();
  } finally {
    URL.revokeObjectURL(url);
  }
  return image;
}
