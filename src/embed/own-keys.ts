/** Keys that press what has the focus. */
const pressing = new Set(["Enter", " "]);

/**
 * Whether a key means something in a cell: what it types, presses or has moved there is not the page's, which may have
 * keys of its own, as slides do.
 */
export function isOwnKey(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  if (event.defaultPrevented) return true;
  if (!(target instanceof HTMLElement)) return false;
  if (target.matches("input, textarea, select")) return !event.ctrlKey && !event.metaKey;
  return pressing.has(event.key) && target.matches("button, summary, a[href]");
}
