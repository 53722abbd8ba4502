import { escapeHtml } from "../escape-html.ts";
import type { Sources } from "../sources.ts";

/** What the build has drawn of a cell. */
export interface StillPicture {
  /** Path from the site's root. */
  readonly src: string;
  readonly width: number;
  readonly height: number;
  /** As HTML. */
  readonly alt: string;
}

/** What there is to show of a cell that does not live. */
export interface Fallback {
  readonly cell: string;
  /** Title of the notebook. */
  readonly title: string;
  /** Address of the notebook's page, from the site's root: "./" or "./NAME/". */
  readonly page: string;
  readonly picture?: StillPicture;
}

export function pictureOf(
  sources: Sources,
  notebook: string,
  slug: string,
): StillPicture | undefined {
  const html = sources.prerendered(notebook)?.figures?.[slug] ?? "";
  const [, src, width, height, alt] =
    /<img src="\/([^"]+)" width="(\d+)" height="(\d+)".*? alt="([^"]*)"/.exec(html) ?? [];
  if (src === undefined || alt === undefined) return undefined;
  return { src, width: Number(width), height: Number(height), alt };
}

export function fallbackOf(sources: Sources, notebook: string, slug: string): Fallback {
  const { title } = sources.read(sources.fileOf(notebook));
  const picture = pictureOf(sources, notebook, slug);
  return { cell: slug, title, page: sources.pageOf(notebook), ...(picture && { picture }) };
}

/**
 * What stands in a tag until its cell lives, or for good where it cannot: a picture, and a link to the cell.
 * @param root address of the site's root, which ends in a slash
 * @param query parameters that the link carries: "x=7&code", or nothing
 */
export function fallbackHtml(
  { cell, title, page, picture }: Fallback,
  root: string,
  query = "",
): string {
  const address = `${root}${page.slice(2)}${query && `?${query}`}#cell-${cell}`;
  const content = picture
    ? `<img src="${root}${picture.src}" width="${picture.width}" height="${picture.height}" alt="${picture.alt}">`
    : escapeHtml(`${title}: ${cell}`);
  return `<a href="${escapeHtml(address)}">${content}</a>`;
}
