/**
 * A text of Plot's beside a mark, to the side on which there is more room, with a rim of the ground around its letters.
 * @param gap in CSS pixels
 */
export function besideMark(inRightHalf: boolean, gap: number) {
  return {
    textAnchor: inRightHalf ? "end" : "start",
    dx: inRightHalf ? -gap : gap,
    stroke: "var(--paper)",
    fill: "currentColor",
    strokeWidth: 4,
  } as const;
}
