import { type Column, columns, narrowWindow } from "../notebook/columns.ts";
import { escapeHtml } from "../notebook/escape-html.ts";
import type { Sources } from "../notebook/sources.ts";
import { heightAt } from "./reserve.ts";

/** What there is to show of a cell that does not live. */
export interface Fallback {
  readonly cell: string;
  /** Title of the notebook. */
  readonly title: string;
  /** Address of the notebook's page, from the site's root: "./" or "./NAME/". */
  readonly page: string;
  /** Of the cell in columns of two widths. */
  readonly pictures?: {
    readonly narrow: EmbeddedPicture;
    readonly wide: EmbeddedPicture;
    /** As HTML. */
    readonly alt: string;
  };
}

/** A picture of a whole cell in a post. */
export interface EmbeddedPicture {
  /** Path from the site's root. */
  readonly src: string;
  readonly width: number;
  readonly height: number;
}

export function fallbackOf(sources: Sources, notebook: string, slug: string): Fallback {
  const { title } = sources.read(sources.fileOf(notebook));
  const [narrow, wide] = (["narrow", "wide"] as const).map((column) =>
    embeddedPicture(sources, notebook, slug, column),
  );
  const alt = sources.altOf(notebook, slug) ?? escapeHtml(`${title}: ${slug}`);
  const page = sources.pageOf(notebook);
  return { cell: slug, title, page, ...(narrow && wide && { pictures: { narrow, wide, alt } }) };
}

/**
 * What stands in a tag until its cell lives, or for good where it cannot: a picture of the cell in a post, and a link to
 * it. The picture's sizes keep the cell's room before it is there, and until the cell is.
 * @param root address of the site's root, which ends in a slash
 * @param query parameters that the link carries: "x=7&code", or nothing
 */
export function fallbackHtml(
  { cell, title, page, pictures }: Fallback,
  root: string,
  query = "",
): string {
  const address = `${root}${page.slice(2)}${query && `?${query}`}#cell-${cell}`;
  const size = ({ width, height }: EmbeddedPicture): string =>
    `width="${width}" height="${height}"`;
  const content = pictures
    ? `<picture><source media="(max-width: ${narrowWindow}px)" srcset="${root}${pictures.narrow.src}" ${size(pictures.narrow)} /><img src="${root}${pictures.wide.src}" ${size(pictures.wide)} alt="${pictures.alt}" /></picture>`
    : escapeHtml(`${title}: ${cell}`);
  return `<a href="${escapeHtml(address)}">${content}</a>`;
}

function embeddedPicture(
  sources: Sources,
  notebook: string,
  slug: string,
  column: Column,
): EmbeddedPicture | undefined {
  const src = sources.embedded(notebook, slug, column);
  const heights = sources.heights(notebook)[slug];
  if (src === undefined || heights === undefined) return undefined;
  return { src, width: columns[column], height: heightAt(heights, columns[column]) };
}
