import { type DefaultTreeAdapterMap, parseFragment, serialize } from "parse5";
import type { CompiledCell } from "./compile.ts";
import { renderCode } from "./page.ts";

/**
 * A cell's HTML for another page: formulas as MathML, and no style attributes, since a policy of that page may
 * forbid both of what KaTeX's HTML needs, its sheet and its inline styles.
 */
export function embeddableHtml(cell: CompiledCell): string {
  if (cell.mode === "ts") return renderCode(cell);
  const fragment = parseFragment(cell.html);
  clean(fragment);
  return serialize(fragment);
}

function clean(node: DefaultTreeAdapterMap["parentNode"]): void {
  node.childNodes = node.childNodes.filter(
    (child) =>
      !("attrs" in child && (hasClass(child, "katex-html") || child.tagName === "annotation")),
  );
  for (const child of node.childNodes) {
    if (!("attrs" in child)) continue;
    child.attrs = child.attrs.filter(({ name }) => name !== "style");
    clean(child);
  }
}

function hasClass({ attrs }: DefaultTreeAdapterMap["element"], name: string): boolean {
  return (
    attrs
      .find((each) => each.name === "class")
      ?.value.split(" ")
      .includes(name) === true
  );
}
