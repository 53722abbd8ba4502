/** A rectangle in CSS pixels. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where the panels of the lookup trace lie. The heatmap and the bars always share their rows. */
export interface TraceLayout {
  /** The curve stands under the heatmap, on the same query axis, and its numbers beside it. */
  readonly stacked: boolean;
  readonly heat: Box;
  readonly bars: Box;
  readonly curve: Box;
}

/** From this width on the three panels stand side by side. */
const wide = 780;
const left = 40;
const marginRight = 12;
/** Two lines of text over each panel. */
const head = 48;
/** An axis with its label under each panel. */
const foot = 44;

/** Height of the figure at a width, in CSS pixels. */
export function traceHeight(width: number): number {
  return width < wide ? 590 : 440;
}

export function traceLayout(width: number): TraceLayout {
  const height = traceHeight(width);
  const right = width - marginRight;
  if (width < wide) {
    const gap = 22;
    const split = Math.round(left + 0.62 * (right - left - gap));
    const bottom = 326;
    return {
      stacked: true,
      heat: { left, right: split, top: head, bottom },
      bars: { left: split + gap, right, top: head, bottom },
      curve: { left, right: split, top: bottom + 34, bottom: height - foot },
    };
  }
  const gap = 28;
  // The curve has an axis of its own on its left.
  const axisGap = 56;
  const room = right - left - gap - axisGap;
  const heatRight = Math.round(left + 0.4 * room);
  const barsRight = Math.round(heatRight + gap + 0.26 * room);
  const rows = { top: head, bottom: height - foot };
  return {
    stacked: false,
    heat: { left, right: heatRight, ...rows },
    bars: { left: heatRight + gap, right: barsRight, ...rows },
    curve: { left: barsRight + axisGap, right, ...rows },
  };
}

/** A rectangle by its corner and size. */
export function boxOf({ left, right, top, bottom }: Box) {
  return { left, top, width: right - left, height: bottom - top };
}
