import { type DefaultTreeAdapterMap, parseFragment, serialize } from "parse5";
import type { CompiledCell } from "./cells.ts";
import { renderCode } from "./page.ts";

/**
 * A cell's HTML for another page: formulas as MathML (of which browsers have the core, and KaTeX's paddings not), and no style attributes, since a policy of that page may
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
    if (child.tagName === "mpadded") child.attrs = [];
    if (child.tagName === "mi") setInUnicode(child);
    clean(child);
  }
}

/** Where the capital A of a variant stands among the mathematical letters, and the letters that Unicode had before. */
const variants: Readonly<Record<string, readonly [capital: number, exceptions: string]>> = {
  bold: [0x1d400, ""],
  script: [0x1d49c, "BℬEℰFℱHℋIℐLℒMℳRℛeℯgℊoℴ"],
  fraktur: [0x1d504, "CℭHℌIℑRℜZℨ"],
  "double-struck": [0x1d538, "CℂHℍNℕPℙQℚRℝZℤ"],
};

/** A letter in a variant as a character of its own: browsers no longer heed `mathvariant`, as of MathML Core. */
function setInUnicode(element: DefaultTreeAdapterMap["element"]): void {
  const [text] = element.childNodes;
  const variant = element.attrs.find(({ name }) => name === "mathvariant")?.value ?? "";
  if (!Object.hasOwn(variants, variant) || text === undefined || !("value" in text)) return;
  const [capital, exceptions] = variants[variant];
  text.value = text.value.replace(/[A-Za-z]/g, (letter) => {
    const index = [...exceptions].indexOf(letter);
    if (index !== -1) return [...exceptions][index + 1];
    const lower = letter >= "a";
    return String.fromCodePoint(
      capital + (lower ? 26 : 0) + letter.charCodeAt(0) - (lower ? 97 : 65),
    );
  });
  element.attrs = [];
}

function hasClass({ attrs }: DefaultTreeAdapterMap["element"], name: string): boolean {
  return (
    attrs
      .find((each) => each.name === "class")
      ?.value.split(" ")
      .includes(name) === true
  );
}
