import { fallbackHtml } from "../fallback";
import { frameTag } from "../frame-tag";
import { type Attributes, cellTag, queryOf, scriptTag } from "../tag";
import type { Choices, EmbeddableCell } from "./cells";

/** Height of the line under which the source is folded. */
const codeHeight = 32;

/**
 * What is pasted into a post.
 * @param root absolute address of the site's root, which ends in a slash
 */
export function snippetOf(cell: EmbeddableCell, choices: Choices, root: string): string {
  if (choices.form === "frame") return frameOf(cell, choices, root);
  const fallback = fallbackHtml(cell, root, queryOf(carriedBy(choices)));
  // On lines of their own, so that Markdown takes them for HTML.
  const tag = cellTag(attributesOf(cell, choices), `\n  ${fallback}\n`);
  return `${scriptTag(root)}\n${tag}`;
}

/** The frame that shows a cell as chosen. */
export function frameOf(cell: EmbeddableCell, choices: Choices, root: string): string {
  // A frame shares its state with nothing.
  const attributes = attributesOf(cell, { ...choices, scope: "" });
  const title = `${cell.title}: ${cell.cell}`;
  const height = cell.frameHeight + (choices.code ? codeHeight : 0);
  return frameTag(attributes, { root, title, width: "100%", height });
}

export function attributesOf({ notebook, cell }: EmbeddableCell, choices: Choices): Attributes {
  const { code, controls, menu, scope } = choices;
  return {
    notebook,
    cell,
    ...carriedBy(choices),
    ...(scope !== "" && { scope }),
    ...(code && { code: "" }),
    ...(!controls && { controls: "none" }),
    ...(!menu && { menu: "none" }),
  };
}

function carriedBy({ carried }: Choices): Attributes {
  return Object.fromEntries(carried.map(({ name, text }) => [name, text]));
}
