import { isShown } from "../notebook/compile/closure.ts";
import { escapeHtml } from "../notebook/escape-html.ts";
import { cardSize, linkHead } from "../notebook/social-card.ts";
import type { Sources } from "../notebook/sources.ts";
import { fallbackHtml, fallbackOf } from "./fallback.ts";
import { frameHeight, frameTag, frameWidth } from "./frame-tag.ts";
import { cellTag } from "./tag.ts";

/** A file of the built site. */
export interface PublishedFile {
  readonly fileName: string;
  readonly source: string;
}

/**
 * A page for each cell that can be embedded, with what those who link to it look for (a canonical address, a social
 * card, oEmbed), and the oEmbed response that it names. https://oembed.com
 * @param site where the site will be; ends in a slash
 */
export function cellPages(sources: Sources, site: string): PublishedFile[] {
  return sources.names().flatMap((notebook) =>
    sources
      .read(sources.fileOf(notebook))
      .cells.filter(isShown)
      .flatMap(({ slug }) => [
        { fileName: `embed/${notebook}/${slug}.html`, source: page(sources, site, notebook, slug) },
        {
          fileName: `embed/${notebook}/${slug}.json`,
          source: oembed(sources, site, notebook, slug),
        },
      ]),
  );
}

function titleOf(sources: Sources, notebook: string, slug: string): string {
  return `${sources.read(sources.fileOf(notebook)).title}: ${slug}`;
}

function page(sources: Sources, site: string, notebook: string, slug: string): string {
  const title = titleOf(sources, notebook, slug);
  const path = `${site}embed/${notebook}/${slug}`;
  const link = linkHead(sources, site, { address: `${path}.html`, title, notebook, slug });
  const fallback = fallbackHtml(fallbackOf(sources, notebook, slug), "../../");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
${/<link rel="icon"[^>]*>/.exec(sources.template())?.[0] ?? ""}
${link}
<link rel="alternate" type="application/json+oembed" href="${path}.json" title="${escapeHtml(title)}">
<style>body { max-width: 62rem; margin: 0 auto; padding: 1.5rem; } img { max-width: 100%; height: auto; }</style>
<script type="module" src="../../embed.js"></script>
</head>
<body>
${cellTag({ notebook, cell: slug, code: "" }, fallback)}
</body>
</html>
`;
}

function oembed(sources: Sources, site: string, notebook: string, slug: string): string {
  const title = titleOf(sources, notebook, slug);
  const height = frameHeight(sources.heights(notebook)[slug]);
  const card = sources.card(notebook, slug);
  return JSON.stringify({
    version: "1.0",
    type: "rich",
    title,
    provider_name: "Lookup",
    provider_url: site,
    width: frameWidth,
    height,
    html: frameTag(
      { notebook, cell: slug },
      {
        root: site,
        title,
        width: "100%",
        height,
        widest: frameWidth,
      },
    ),
    ...(card && {
      thumbnail_url: `${site}${card}`,
      thumbnail_width: cardSize.width,
      thumbnail_height: cardSize.height,
    }),
  });
}
