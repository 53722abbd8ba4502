import { escapeHtml } from "../../src/notebook/escape-html";
import type { ShownCells, ShownFigure } from "./cells";
import { type HeightKnot, heightRule } from "./plot-heights";
import type { Still } from "./stills";

/** Narrow pictures are for windows up to this width. */
const narrowMedia = "(max-width: 600px)";
const darkMedia = "(prefers-color-scheme: dark)";

/** What the build puts where a notebook's figures and words will live, by the slugs of the cells. */
export interface DrawnAhead {
  readonly slots: ShownCells["slots"];
  readonly figures: Readonly<Record<string, string>>;
}

/** @param folder of the stills, from the site's root */
export function drawnAhead(
  { slots, outputs }: ShownCells,
  heights: ReadonlyMap<string, readonly HeightKnot[]>,
  stills: readonly Still[],
  folder: string,
): DrawnAhead {
  const withPictures = (html: string, figure: ShownFigure): string => {
    const steps = heights.get(figure.name)!;
    return html.replace(`<!--${figure.name}-->`, () => pictureHtml(figure, steps, stills, folder));
  };
  const figures = outputs.map(({ slug, html, figures }) => [
    slug,
    figures.reduce(withPictures, html),
  ]);
  return { slots, figures: Object.fromEntries(figures) };
}

/** A figure's picture in a box that has the plot's height at every width. */
function pictureHtml(
  { name, alt }: ShownFigure,
  steps: readonly HeightKnot[],
  stills: readonly Still[],
  folder: string,
): string {
  const still = (window: Still["window"], scheme: Still["scheme"]): Still =>
    stills.find(
      (each) => each.figure === name && each.window === window && each.scheme === scheme,
    )!;
  // From the site's root: Vite makes it relative to the page.
  const source = (media: string, { file, width, height }: Still): string =>
    `<source media="${media}" srcset="/${folder}/${file}" width="${width}" height="${height}">`;
  const { file, width, height } = still("wide", "light");
  return [
    `<div class="figure-still"><picture>`,
    source(`${narrowMedia} and ${darkMedia}`, still("narrow", "dark")),
    source(narrowMedia, still("narrow", "light")),
    source(darkMedia, still("wide", "dark")),
    `<img src="/${folder}/${file}" width="${width}" height="${height}" style="--plot-height:${heightRule(steps)}" alt="${escapeHtml(alt)}" loading="lazy">`,
    `</picture></div>`,
  ].join("");
}
