import type { Table } from "../columns";
import { canvasEncoder } from "./canvas-image";
import { pngOf } from "./canvas-reads";
import { csvText } from "./csv";
import { pageFamilies, withoutFamilies } from "./font-faces";
import { type PictureWords, pictureOf, svgText } from "./picture";
import { rasterOf } from "./raster";

/** What a figure shows now, for the files that are made of it. */
export interface Shown extends PictureWords {
  /** The elements that make the picture, from the top down. */
  readonly parts: readonly Element[];
  /** The numbers that are drawn, as they are. */
  readonly data: Table;
}

/** Pixels of a PNG, and of the canvases in an SVG, for each CSS pixel. */
const density = 2;
const encode = canvasEncoder(density);

/** The figure as an SVG that stands alone; where its fonts are missing, others take their place. */
export async function svgFile({ parts, ...words }: Shown): Promise<Blob> {
  const picture = await pictureOf(parts, words, encode);
  const own = pageFamilies();
  for (const element of picture.querySelectorAll("[font-family]")) {
    const list = element.getAttribute("font-family")!;
    element.setAttribute("font-family", withoutFamilies(list, own));
  }
  return new Blob([svgText(picture)], { type: "image/svg+xml" });
}

/** The figure as a PNG of two pixels for each of the page's, in its own fonts. */
export async function pngFile({ parts, ...words }: Shown): Promise<Blob> {
  return pngOf(await rasterOf(await pictureOf(parts, words, encode), density));
}

/** The numbers of the figure. */
export async function csvFile({ data }: Shown): Promise<Blob> {
  return new Blob([csvText(data)], { type: "text/csv" });
}
