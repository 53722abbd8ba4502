type View = Window & typeof globalThis;

/** By the windows of the documents: none takes a sheet that was made in another. */
const made = new WeakMap<View, Map<string, CSSStyleSheet>>();

/**
 * A style sheet of a text, which all elements of a document share.
 * @throws TypeError in browsers that construct none
 */
export function sheetOf(text: string, view: View): CSSStyleSheet {
  const known = made.get(view) ?? new Map<string, CSSStyleSheet>();
  made.set(view, known);
  const before = known.get(text);
  if (before !== undefined) return before;
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(text);
  known.set(text, sheet);
  return sheet;
}
