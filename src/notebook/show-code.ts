/**
 * Lets a checkbox show and hide the code of all cells. What the reader looks at stays where it is in the window.
 * @returns how to stop
 */
export function showCode(box: HTMLInputElement, cells: ParentNode): () => void {
  const root = document.documentElement;
  const change = (): void => {
    const seen = [...cells.querySelectorAll(".cell")].find(
      (cell) => cell.getBoundingClientRect().bottom > 0,
    );
    const before = seen?.getBoundingClientRect().top ?? 0;
    root.classList.toggle("shows-code", box.checked);
    if (seen) scrollBy({ top: seen.getBoundingClientRect().top - before, behavior: "instant" });
  };
  // A browser may have kept it over a reload.
  change();
  box.addEventListener("change", change);
  return () => box.removeEventListener("change", change);
}
