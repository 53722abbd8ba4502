/** Where a plot is within its figure, in CSS pixels: the ends of its axes. */
export interface Panel {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A plot as a rectangle, for what answers the pointer there. */
export function boxOf({ left, right, top, bottom }: Panel) {
  return { left, top, width: right - left, height: bottom - top };
}

export interface PanelOptions {
  /** Above all panels. */
  readonly top: number;
  /** Of each plot, and of what stands above and beneath it. */
  readonly plot: number;
  readonly head: number;
  readonly foot: number;
  /** To the left of each plot. */
  readonly axis: number;
}

/** Width from which two plots stand side by side. */
const wide = 640;
const gap = 28;
const rightMargin = 14;

/** Two plots side by side where there is room, else one above the other, and the height of both. */
export function twoPanels(
  width: number,
  { top, plot, head, foot, axis }: PanelOptions,
): { readonly panels: readonly [Panel, Panel]; readonly height: number } {
  const row = head + plot + foot;
  const columnWidth = width >= wide ? (width - gap) / 2 : width;
  const panel = (column: number, line: number): Panel => {
    const start = column * (columnWidth + gap);
    return {
      left: Math.round(start + axis),
      right: Math.round(start + columnWidth - rightMargin),
      top: top + line * row + head,
      bottom: top + line * row + head + plot,
    };
  };
  return width >= wide
    ? { panels: [panel(0, 0), panel(1, 0)], height: top + row }
    : { panels: [panel(0, 0), panel(0, 1)], height: top + 2 * row };
}
