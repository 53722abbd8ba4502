import text from "/@embed/styles.css?inline";

const made = new Map<string, CSSStyleSheet>();

/**
 * The sheets of living cells, which all elements share.
 * @param own the text of a notebook's own
 */
export function sheets(own = ""): readonly CSSStyleSheet[] {
  return [text, own].filter((each) => each !== "").map(sheetOf);
}

function sheetOf(text: string): CSSStyleSheet {
  const before = made.get(text);
  if (before !== undefined) return before;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  made.set(text, sheet);
  return sheet;
}
