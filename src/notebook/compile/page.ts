import { escapeHtml } from "../escape-html.ts";
import type { CompiledCell, CompiledCode } from "./cells.ts";
import { isShown } from "./closure.ts";
import type { CompiledNotebook } from "./compile.ts";
import { highlight } from "./highlight.ts";
import { type Listed, notebookList, readNext } from "./listing.ts";

/** What a script has drawn ahead of time, for readers without JavaScript and for the first paint. */
export interface Prerendered {
  /** By slug, the text of each slot. */
  readonly slots?: Readonly<Record<string, readonly string[]>>;
  /** By slug, the HTML of the cell's output. */
  readonly figures?: Readonly<Record<string, string>>;
}

/**
 * The cells of a notebook as HTML, in the order of the page.
 * @param next HTML that ends the argument: it comes before what stands behind that, or last
 */
export function renderCells(
  { cells, backMatter }: CompiledNotebook,
  prerendered: Prerendered = {},
  next = "",
): string {
  const parts = cells.map((cell) => renderCell(cell, prerendered));
  const end = cells.findIndex(({ slug }) => slug === backMatter);
  if (next !== "") parts.splice(end < 0 ? parts.length : end, 0, next);
  return parts.join("\n");
}

function renderCell(cell: CompiledCell, { slots, figures }: Prerendered): string {
  const { slug } = cell;
  const open = `<div class="cell" id="cell-${slug}" data-cell="${slug}">`;
  if (cell.mode !== "ts") {
    const texts = slots?.[slug] ?? [];
    const html = cell.html.replace(
      /<span data-slot="(\d+)"><\/span>/g,
      (_, i: string) => `<span data-slot="${i}">${escapeHtml(texts[Number(i)] ?? "…")}</span>`,
    );
    return `${open}${html}</div>`;
  }
  const figure = figures?.[slug];
  const output =
    figure === undefined
      ? `<div class="cell-output"></div>`
      : `<div class="cell-output" data-prerendered>${figure}</div>`;
  return `${open}${output}${renderCode(cell)}</div>`;
}

/** A cell's source, folded. Where something else is to be seen, the page's reader may do without. */
export function renderCode(cell: CompiledCode): string {
  const { slug, hidden, text, shows } = cell;
  const beside = isShown(cell) && shows === undefined ? " cell-code-beside" : "";
  return hidden
    ? ""
    : `<details class="cell-code${beside}"><summary>Code <span class="cell-slug">${slug}</span></summary><pre tabindex="0"><code>${highlight(text)}</code></pre></details>`;
}

/** What goes into a page beside the notebook. */
export interface PageParts {
  /** All notebooks, in the order of reading. */
  readonly listed: readonly Listed[];
  readonly prerendered?: Prerendered | undefined;
  /** More for its head. */
  readonly head?: string | undefined;
}

/** Name of the notebook that a page's template asks for: `<!-- notebook:NAME -->`. */
export function notebookOf(template: string): string | undefined {
  return /<!-- notebook:([\w-]+) -->/.exec(template)?.[1];
}

/** The template for another notebook. */
export function withNotebook(template: string, name: string): string {
  return template.replace(/<!-- notebook:[\w-]+ -->/, `<!-- notebook:${name} -->`);
}

/**
 * Fills a page's template: `<title>` and `<head>` get the notebook's title and description, `<!-- notebook:NAME -->` its cells,
 * and what to read next, `<!-- contents -->` the list of its headings of level 2 and 3, `<!-- notebooks -->` the list of all.
 */
export function fillTemplate(
  template: string,
  notebook: CompiledNotebook,
  { listed, prerendered, head = "" }: PageParts,
): string {
  const contents = notebook.headings
    .filter(({ level }) => level === 2 || level === 3)
    .map(
      ({ id, level, text }) =>
        `<li data-level="${level}"><a href="#${id}">${escapeHtml(text)}</a></li>`,
    );
  const description =
    notebook.description === undefined
      ? ""
      : `<meta name="description" content="${escapeHtml(notebook.description)}">`;
  return template
    .replace(/<title>[^<]*<\/title>/, () => `<title>${escapeHtml(notebook.title)}</title>`)
    .replace("</head>", () => `${description}${head}</head>`)
    .replace("<!-- contents -->", () => `<ol>${contents.join("")}</ol>`)
    .replace("<!-- notebooks -->", () => notebookList(listed))
    .replace(/<!-- notebook:[\w-]+ -->/, () =>
      renderCells(notebook, prerendered, readNext(listed)),
    );
}
