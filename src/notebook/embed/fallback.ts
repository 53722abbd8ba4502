import { escapeHtml } from "../compile/highlight.ts";
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

/**
 * What stands in a tag until its cell lives, or for good where it cannot: a picture, and a link to the notebook.
 * @param root address of the site's root
 */
export function fallbackOf(sources: Sources, notebook: string, slug: string, root: string): string {
  const picture = pictureOf(sources, notebook, slug);
  const { title } = sources.read(sources.fileOf(notebook));
  const content = picture
    ? `<img src="${root}${picture.src}" width="${picture.width}" height="${picture.height}" alt="${picture.alt}">`
    : escapeHtml(`${title}: ${slug}`);
  return `<a href="${root}${sources.pageOf(notebook).slice(2)}#cell-${slug}">${content}</a>`;
}
