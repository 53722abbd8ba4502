/** Where a text stands beside a mark, to the side on which there is more room. */
export function beside(at: number, middle: number, gap: number) {
  return at > middle
    ? { x: at - gap, "text-anchor": "end" }
    : { x: at + gap, "text-anchor": "start" };
}
