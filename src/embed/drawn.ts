/** Resolves once a cell shows all that it has, its figures drawn, or says why not; or once it is to end. */
export function whenDrawn(cell: HTMLElement, ending: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const changes = new MutationObserver(() => look());
    const end = (): void => {
      changes.disconnect();
      resolve();
    };
    const look = (): void => {
      if (isDrawn(cell)) end();
    };
    changes.observe(cell, { childList: true, subtree: true });
    ending.addEventListener("abort", end);
    look();
  });
}

function isDrawn(cell: HTMLElement): boolean {
  if (cell.querySelector(":scope > :is(.cell-error, .cell-waiting)") !== null) return true;
  if (cell.querySelector(":scope > .cell-output:empty") !== null) return false;
  const parts = [...cell.querySelectorAll(".figure-plot, [data-slot]")];
  return parts.every((part) => part.firstChild !== null);
}
