import katex from "katex";
import MarkdownIt from "markdown-it";
import { type DefaultTreeAdapterMap, parseFragment, serialize } from "parse5";
import type { Heading } from "../definition.ts";
import { escapeHtml } from "../escape-html.ts";
import { interpolations } from "./analyse.ts";
import { formulaRows } from "./formula-rows.ts";
import { dedent, type SourceCell, unescaped } from "./parse.ts";
import type { Problem } from "./problem.ts";

/** A cell of prose, rendered. */
export interface Prose {
  /** Each slot stands as an empty `<span data-slot="i"></span>`. */
  readonly html: string;
  /** Extents of the slots' expressions in the notebook. */
  readonly slots: readonly (readonly [start: number, end: number])[];
}

const markdown = new MarkdownIt({ html: true, typographer: false });

/** Renders a cell of markdown, HTML or TeX, and adds its headings to those of the notebook. */
export function renderProse(
  source: string,
  cell: SourceCell,
  headings: Heading[],
  problems: Problem[],
): Prose {
  const text = source.slice(cell.start, cell.end);
  if (cell.mode === "tex")
    return { html: renderTex(text, true, cell.start + text.search(/\S|$/), problems), slots: [] };

  const slots: (readonly [number, number])[] = [];
  const rendered: string[] = [];
  let marked = "";
  let end = 0;
  for (const { outer, inner, literal } of readInterpolations(text, cell.start, problems)) {
    const offset = cell.start + inner[0];
    marked += unescaped(text.slice(end, outer[0])) + mark(rendered.length);
    end = outer[1];
    if (literal?.tag === "tex" || literal?.tag === "tex.block")
      rendered.push(renderTex(literal.raw, literal.tag === "tex.block", offset, problems));
    else if (/^tex\b/.test(text.slice(...inner))) {
      const message =
        "A formula is rendered when the page is built and takes no values: put the value beside it.";
      problems.push({ message, offset });
    } else {
      rendered.push(`<span data-slot="${slots.length}"></span>`);
      slots.push([cell.start + inner[0], cell.start + inner[1]]);
    }
  }
  marked = dedent(marked + unescaped(text.slice(end)));
  const html = cell.mode === "md" ? markdown.render(marked) : marked;
  return {
    html: withAnchors(html, headings).replace(marks, (_, i: string) => rendered[Number(i)] ?? ""),
    slots,
  };
}

// A slot goes through markdown as a letter would: characters of Unicode's private use area.
const mark = (index: number): string => `\uE000${index}\uE001`;
const marks = /\uE000(\d+)\uE001/g;

function readInterpolations(text: string, start: number, problems: Problem[]) {
  try {
    return interpolations(text);
  } catch (error) {
    const pos = (error as { pos?: number }).pos ?? 0;
    const message = (error as Error).message.replace(/ \(\d+:\d+\)$/, "");
    problems.push({ message: `${message} in the \${…} of this text.`, offset: start + pos });
    return [];
  }
}

/**
 * TeX as HTML for the eye and MathML for all others. What stands between `\\qquad` in a displayed formula is a part of
 * it: parts stand beside one another where there is room, and else below. `\\` begins a row of them.
 */
function renderTex(tex: string, displayMode: boolean, offset: number, problems: Problem[]): string {
  const render = (part: string): string =>
    katex.renderToString(part, { displayMode, output: "htmlAndMathml" });
  try {
    if (!displayMode) return render(tex.trim());
    const rows = formulaRows(tex).map((parts) =>
      parts.map((part) =>
        render(part).replace(/^<span class="katex-display">(.*)<\/span>$/s, "$1"),
      ),
    );
    const row = '<span class="formula-row"></span>';
    return `<span class="katex-display">${rows.map((parts) => parts.join("")).join(row)}</span>`;
  } catch (error) {
    problems.push({ message: (error as Error).message, offset });
    return `<code>${escapeHtml(tex)}</code>`;
  }
}

/** The HTML with an id for each heading, which links to itself, and the headings noted. */
function withAnchors(html: string, headings: Heading[]): string {
  if (!/<h[1-6]/i.test(html)) return html;
  const fragment = parseFragment(html);
  const taken = new Set(headings.map(({ id }) => id));
  visit(fragment);
  return serialize(fragment);

  function visit(node: DefaultTreeAdapterMap["parentNode"]): void {
    for (const child of node.childNodes) {
      if (!("tagName" in child)) continue;
      const level = Number(/^h([1-6])$/.exec(child.tagName)?.[1] ?? 0);
      if (level) anchor(child, level);
      else visit(child);
    }
  }

  function anchor(heading: DefaultTreeAdapterMap["element"], level: number): void {
    const text = textOf(heading).replace(marks, "").trim();
    let id = heading.attrs.find(({ name }) => name === "id")?.value;
    if (id === undefined) {
      const slug = slugify(text);
      id = slug;
      for (let i = 2; taken.has(id); ++i) id = `${slug}-${i}`;
      heading.attrs.push({ name: "id", value: id });
    }
    taken.add(id);
    headings.push({ id, level, text });
    if (level === 1 || heading.childNodes.some((child) => child.nodeName === "a")) return;
    // To the keyboard, the list of contents leads there.
    const link = parseFragment(`<a href="#${id}" tabindex="-1"></a>`).childNodes[0];
    if (link === undefined || !("childNodes" in link)) return;
    link.childNodes = heading.childNodes;
    for (const child of link.childNodes) child.parentNode = link;
    link.parentNode = heading;
    heading.childNodes = [link];
  }
}

function textOf(node: DefaultTreeAdapterMap["node"]): string {
  if ("value" in node) return node.value;
  return "childNodes" in node ? node.childNodes.map(textOf).join("") : "";
}

/** "Target function" → "target-function". */
function slugify(text: string): string {
  const slug = text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  return slug || "section";
}
