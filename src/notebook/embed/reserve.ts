/** Heights of a cell by the width of its box, increasing in width. */
export type Heights = readonly (readonly [width: number, height: number])[];

/** Keeps the room that a cell will take, so that the page around it does not jump. Returns how to give it up. */
export function reserveHeight(
  box: HTMLElement,
  heights: Heights | undefined,
  ending: AbortSignal,
): () => void {
  if (heights === undefined) return () => {};
  const sizes = new ResizeObserver((entries) => {
    const width = entries[entries.length - 1].contentRect.width;
    box.style.minHeight = `${heightAt(heights, width)}px`;
  });
  sizes.observe(box);
  let released = false;
  const release = (): void => {
    if (released) return;
    released = true;
    sizes.disconnect();
    box.style.minHeight = "";
  };
  ending.addEventListener("abort", release);
  return release;
}

/** The height at a width: between two that are known, the larger. */
export function heightAt(heights: Heights, width: number): number {
  const next = heights.findIndex((each) => each[0] > width);
  const [before, after] = [heights[next === -1 ? heights.length - 1 : next - 1], heights[next]];
  return Math.max(before?.[1] ?? 0, after?.[1] ?? 0);
}
