import { escapeHtml } from "../compile/highlight.ts";
import type { Sources } from "../sources.ts";
import { type Column, columns, narrowWindow } from "./columns.ts";
import { heightAt } from "./reserve.ts";

/** What a cell's figure shows, in words, as HTML; undefined where the build has drawn none. */
export function altOf(sources: Sources, notebook: string, slug: string): string | undefined {
  const html = sources.prerendered(notebook)?.figures?.[slug] ?? "";
  return /<img [^>]* alt="([^"]*)"/.exec(html)?.[1];
}

/**
 * What stands in a tag until its cell lives, or for good where it cannot: a picture of the cell in a post, and a link to
 * the notebook. Its sizes keep the cell's room before the picture is there, and until the cell is.
 * @param root address of the site's root
 */
export function fallbackOf(sources: Sources, notebook: string, slug: string, root: string): string {
  const { title } = sources.read(sources.fileOf(notebook));
  const name = escapeHtml(`${title}: ${slug}`);
  const [narrow, wide] = (["narrow", "wide"] as const).map((column) =>
    embeddedPicture(sources, notebook, slug, column),
  );
  const alt = altOf(sources, notebook, slug) ?? name;
  const content =
    narrow && wide
      ? `<picture><source media="(max-width: ${narrowWindow}px)" srcset="${root}${narrow.src}" ${narrow.size}><img src="${root}${wide.src}" ${wide.size} alt="${alt}"></picture>`
      : name;
  return `<a href="${root}${sources.pageOf(notebook).slice(2)}#cell-${slug}">${content}</a>`;
}

function embeddedPicture(
  sources: Sources,
  notebook: string,
  slug: string,
  column: Column,
): { src: string; size: string } | undefined {
  const src = sources.embedded(notebook, slug, column);
  const heights = sources.heights(notebook)[slug];
  if (src === undefined || heights === undefined) return undefined;
  const width = columns[column];
  return { src, size: `width="${width}" height="${heightAt(heights, width)}"` };
}
