import text from "/@embed/styles.css?inline";

let made: readonly CSSStyleSheet[] | undefined;

/** The sheets of living cells, which all elements share. */
export function sheets(): readonly CSSStyleSheet[] {
  if (made === undefined) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    made = [sheet];
  }
  return made;
}
