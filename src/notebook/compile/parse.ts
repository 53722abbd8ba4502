import { type DefaultTreeAdapterMap, parse as parseHtml } from "parse5";
import type { Problem } from "./problem.ts";

type Node = DefaultTreeAdapterMap["node"];
type Element = DefaultTreeAdapterMap["element"];

/** The kinds of cells, by the type of their `<script>`. */
const modes = {
  "text/x-typescript": "ts",
  "text/markdown": "md",
  "text/html": "html",
  "application/x-tex": "tex",
} as const;

export type Mode = (typeof modes)[keyof typeof modes];

/** Types of others' cells that are TypeScript here. */
const scripts = new Set(["module", "text/javascript", "application/javascript"]);

/** What the format's attributes without "data-" are for where they do nothing here. */
const elsewhere: ReadonlyMap<string, string> = new Map([
  ["pinned", "every cell has its code under it, unless it is “hidden”"],
  ["output", "a cell declares its values itself, by “const”"],
  ["database", "no cell asks a database"],
  ["format", "a cell’s value is what it is"],
  ["theme", "all pages have one look"],
  ["readonly", "no page can be edited"],
]);
const known = new Set(["id", "type", "hidden"]);

/** A cell as it stands in the notebook file. */
export interface SourceCell {
  readonly slug: string;
  readonly mode: Mode;
  /** Whether neither its source nor an expression's value is shown. */
  readonly hidden: boolean;
  /** Path, from the notebook, of a module whose source is shown before the cell's own. */
  readonly shows?: string;
  /** Its text is `source.slice(start, end)` of the notebook, less what `escapes` finds. */
  readonly start: number;
  readonly end: number;
}

export interface SourceNotebook {
  readonly title: string;
  /** What it is about, in a sentence for those who search. */
  readonly description?: string;
  /** Slug of the cell whose figure stands for the notebook where others link to it. */
  readonly picture?: string;
  /** Its place among the notebooks as they are to be read: the smallest is first. */
  readonly order?: number;
  /** Slug of the first cell that stands behind the argument: references, machinery. */
  readonly backMatter?: string;
  /** Those that can be read as what they are meant to be, if only to find what else is wrong. */
  readonly cells: readonly SourceCell[];
  /** Names that cells declare which are not among those. */
  readonly declared: ReadonlySet<string>;
}

/** Reads a notebook in the Notebook 2.0 HTML format, whose cells are named by `data-cell`. */
export function parse(source: string, problems: Problem[]): SourceNotebook {
  const document = parseHtml(source, { sourceCodeLocationInfo: true });
  const notebook = find(document, "notebook")[0];
  if (notebook === undefined) {
    problems.push({ message: "There is no <notebook> element.", offset: 0 });
    return { title: "", cells: [], declared: new Set() };
  }
  const title = find(notebook, "title")[0];
  const cells: SourceCell[] = [];
  const declared = new Set<string>();
  const slugs = new Map<string, number>();
  noteAttributes(notebook, problems);
  for (const [i, script] of find(notebook, "script").entries()) {
    const offset = script.sourceCodeLocation?.startOffset ?? 0;
    const type = attribute(script, "type") ?? "";
    const slug = attribute(script, "data-cell");
    noteAttributes(script, problems);
    const mode = scripts.has(type) ? "ts" : modes[type as keyof typeof modes];
    if (!(type in modes)) {
      const message = scripts.has(type)
        ? `A cell of code has the type text/x-typescript, not “${type}”.`
        : `A cell's type is one of ${Object.keys(modes).join(", ")}, not “${type}”: compute what it shows in a cell of text/x-typescript, or beforehand.`;
      problems.push({ message, offset });
    }
    if (mode === undefined) {
      const output = attribute(script, "output");
      if (output !== undefined) declared.add(output);
    }
    const named = slug !== undefined && /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(slug);
    if (!named) {
      const message =
        slug === undefined
          ? "This cell has no name: give it a data-cell attribute."
          : `“${slug}” cannot name a cell: data-cell is lower-case words with hyphens, like “lookup-trace”.`;
      problems.push({ message, offset });
    }
    const name = named ? slug : `cell ${i + 1}`;
    const first = slugs.get(name);
    if (first !== undefined) {
      const line = source.slice(0, first).split("\n").length;
      problems.push({
        message: `Two cells are named “${name}”; the first is at line ${line}.`,
        offset,
      });
    } else slugs.set(name, offset);
    if (mode === undefined) continue;
    const text = script.childNodes[0]?.sourceCodeLocation;
    const empty = script.sourceCodeLocation?.startTag?.endOffset ?? offset;
    const shows = attribute(script, "data-shows");
    cells.push({
      slug: name,
      mode,
      ...(shows !== undefined && { shows }),
      hidden: attribute(script, "hidden") !== undefined,
      start: text?.startOffset ?? empty,
      end: text?.endOffset ?? empty,
    });
  }
  const offset = notebook.sourceCodeLocation?.startOffset ?? 0;
  const description = attribute(notebook, "data-description");
  const order = attribute(notebook, "data-order");
  if (order !== undefined && !/^\d+$/.test(order))
    problems.push({ message: `data-order is a whole number, not “${order}”.`, offset });
  /** The slug of the cell that an attribute of the notebook names. */
  const named = (name: string): string | undefined => {
    const slug = attribute(notebook, name);
    if (slug !== undefined && !slugs.has(slug))
      problems.push({ message: `${name} names no cell: “${slug}”.`, offset });
    return slug;
  };
  const picture = named("data-picture");
  const backMatter = named("data-back-matter");
  return {
    title: title === undefined ? "" : text(title).trim(),
    ...(description !== undefined && { description }),
    ...(picture !== undefined && { picture }),
    ...(order !== undefined && { order: Number(order) }),
    ...(backMatter !== undefined && { backMatter }),
    cells,
    declared,
  };
}

/** Notes the attributes of the format that do nothing here. */
function noteAttributes({ attrs, sourceCodeLocation }: Element, problems: Problem[]): void {
  for (const { name } of attrs) {
    if (known.has(name) || name.startsWith("data-")) continue;
    const offset =
      sourceCodeLocation?.attrs?.[name]?.startOffset ?? sourceCodeLocation?.startOffset ?? 0;
    const why = elsewhere.get(name);
    const message = `The attribute “${name}” does nothing here${why ? `: ${why}` : ""}. Take it away.`;
    problems.push({ message, offset });
  }
}

/** The elements of a name under a node, in document order. */
function find(node: Node, name: string): Element[] {
  const found: Element[] = [];
  if ("tagName" in node && node.tagName === name) found.push(node);
  if ("childNodes" in node) for (const child of node.childNodes) found.push(...find(child, name));
  return found;
}

function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((each) => each.name === name)?.value;
}

function text(node: Node): string {
  if ("value" in node) return node.value;
  return "childNodes" in node ? node.childNodes.map(text).join("") : "";
}

/**
 * The backslashes that stand in a cell for the format's sake alone: `</script>` would end the cell, so it is written
 * `<\/script>`, and `<\/script>` with one more.
 */
export const escapes = /(?<=<)\\(?=\\*\/script)/gi;

/** A piece of a cell as its author means it. */
export function unescaped(text: string): string {
  return text.replace(escapes, "");
}

/** Text without the blank lines around it and without the indentation that its lines share. */
export function dedent(text: string): string {
  const lines = text
    .replace(/\r\n?/g, "\n")
    .replace(/^([ \t]*\n)+/, "")
    .trimEnd()
    .split("\n");
  const indents = lines
    .filter((line) => line.trim())
    .map((line) => /^[ \t]*/.exec(line)![0].length);
  const shared = Math.min(...indents);
  return lines.map((line) => line.slice(shared)).join("\n");
}
