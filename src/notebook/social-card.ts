import { escapeHtml } from "./escape-html.ts";
import type { Sources } from "./sources.ts";

/** Size of the picture that goes with a link, in pixels: what most of those who show links ask for. */
export const cardSize = { width: 1200, height: 630 } as const;

/** A page as those see it who are given a link to it. */
export interface LinkedPage {
  /** With the site that it will be on. */
  readonly address: string;
  readonly title: string;
  readonly notebook: string;
  /** Of the cell that the page is about; without, it is the notebook's own. */
  readonly slug?: string;
}

/**
 * What those who show links look for in a page's head, as HTML: its own address and, with a picture, a social card.
 * https://ogp.me
 * @param site where the site will be; ends in a slash
 */
export function linkHead(sources: Sources, site: string, page: LinkedPage): string {
  const { address, notebook } = page;
  const title = escapeHtml(page.title);
  const { picture } = sources.read(sources.fileOf(notebook));
  const pictured = [page.slug, picture].find((slug) => slug && sources.card(notebook, slug));
  const lines = [
    `<link rel="canonical" href="${address}">`,
    `<meta property="og:type" content="article">`,
    `<meta property="og:site_name" content="Lookup">`,
    `<meta property="og:title" content="${title}">`,
    `<meta property="og:url" content="${address}">`,
    `<meta name="twitter:card" content="${pictured ? "summary_large_image" : "summary"}">`,
  ];
  if (pictured)
    lines.push(
      `<meta property="og:image" content="${site}${sources.card(notebook, pictured)}">`,
      `<meta property="og:image:width" content="${cardSize.width}">`,
      `<meta property="og:image:height" content="${cardSize.height}">`,
      `<meta property="og:image:alt" content="${sources.altOf(notebook, pictured) ?? title}">`,
    );
  return lines.join("\n");
}
