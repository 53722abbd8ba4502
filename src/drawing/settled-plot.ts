/**
 * Makes a plot of Observable Plot one of the page. Its own style sheet goes: with each, the browser would style the whole
 * page anew, and the policy of a strict host forbids it; ours have its rules. Axes are named without arrows, as on all
 * figures.
 */
export function settle(plot: Element): void {
  for (const style of plot.querySelectorAll("style")) style.remove();
  for (const label of plot.querySelectorAll('[aria-label$="-axis label"] text'))
    label.textContent = label.textContent!.replace(/^[↑↓←] | [→←]$/g, "");
}

/** Whether an element is what `Plot.plot` makes, or one of Plot's legends. */
export function isPlot(element: Element): boolean {
  return /^plot-/.test(element.getAttribute("class") ?? "");
}
