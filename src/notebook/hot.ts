/**
 * Brings the page's static HTML up to date after an edit: the prose and the code of the cells that
 * have changed. What cells show, and all other cells, stay as they are.
 */
export async function patchPage(root: ParentNode): Promise<void> {
  const response = await fetch(location.href);
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const next of fresh.querySelectorAll<HTMLElement>("[data-cell]")) {
    const cell = root.querySelector(`[data-cell="${next.dataset.cell}"]`);
    if (cell === null) continue;
    const [code, nextCode] = [cell, next].map((each) =>
      each.querySelector(":scope > .cell-code > pre"),
    );
    if (code && nextCode) {
      if (code.innerHTML !== nextCode.innerHTML) code.replaceWith(nextCode);
    } else if (proseOf(cell) !== proseOf(next)) cell.replaceChildren(...next.childNodes);
  }
}

/** A cell's HTML without what stands in its slots. */
function proseOf(cell: Element): string {
  const copy = cell.cloneNode(true) as Element;
  for (const slot of copy.querySelectorAll("[data-slot]")) slot.replaceChildren();
  for (const message of copy.querySelectorAll(".cell-error, .cell-waiting")) message.remove();
  return copy.innerHTML;
}
