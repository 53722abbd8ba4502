import text from "./base.css?inline";

let sheet: CSSStyleSheet | undefined;

/** The sheet that every element needs before its cell lives. */
export function baseSheet(): CSSStyleSheet {
  if (sheet === undefined) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
  }
  return sheet;
}
