/** Runs something once a cell shows all that it has: its figures drawn, or why not. */
export function whenDrawn(cell: HTMLElement, ending: AbortSignal, run: () => void): void {
  if (isDrawn(cell)) {
    run();
    return;
  }
  const changes = new MutationObserver(() => {
    if (!isDrawn(cell)) return;
    changes.disconnect();
    run();
  });
  changes.observe(cell, { childList: true, subtree: true });
  ending.addEventListener("abort", () => changes.disconnect());
}

function isDrawn(cell: HTMLElement): boolean {
  if (cell.querySelector(":scope > :is(.cell-error, .cell-waiting)") !== null) return true;
  if (cell.querySelector(":scope > .cell-output:empty") !== null) return false;
  const plots = [...cell.querySelectorAll(".figure-plot")];
  const slots = [...cell.querySelectorAll("[data-slot]")];
  return [...plots, ...slots].every((each) => each.firstChild !== null);
}
