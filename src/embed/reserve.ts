import type { Heights } from "../notebook/columns.ts";

/** The most that a cell may be lower than the room that was kept for it, in CSS pixels, without giving the rest up. */
const slack = 48;

/**
 * Keeps the room that a cell will take, so that the page around it does not jump. What it returns is to be called when
 * the cell is there: a little room that is left over then stays as long as the width does, since a gap at the end of
 * the cell is seen less than a jump of all that follows it.
 */
export function reserveHeight(
  box: HTMLElement,
  heights: Heights | undefined,
  ending: AbortSignal,
): () => void {
  let kept = { width: 0, height: 0 };
  let there = false;
  const sizes = new ResizeObserver((entries) => {
    const { width, height } = entries[entries.length - 1].contentRect;
    if (!there) {
      if (heights !== undefined) box.style.minHeight = `${heightAt(heights, width)}px`;
      kept = { width, height };
    } else if (width !== kept.width) end();
  });
  const end = (): void => {
    sizes.disconnect();
    box.style.minHeight = "";
  };
  sizes.observe(box);
  ending.addEventListener("abort", end);
  return () => {
    if (ending.aborted) return;
    there = true;
    box.style.minHeight = "";
    if (kept.height - box.offsetHeight <= slack) box.style.minHeight = `${kept.height}px`;
  };
}

/** The height at a width: the one that is known there, or the larger of the two around it. */
export function heightAt(heights: Heights, width: number): number {
  const next = heights.findIndex((each) => each[0] > width);
  const [before, after] = [heights[next === -1 ? heights.length - 1 : next - 1], heights[next]];
  if (before?.[0] === width) return before[1];
  return Math.max(before?.[1] ?? 0, after?.[1] ?? 0);
}
