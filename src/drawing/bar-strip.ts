import type { Box } from "../figure/drawing";
import type { Point } from "../inputs/pointer";
import { type BarLayout, barPaths, slotAt } from "./bars";
import { rowsInOrder } from "./neuron-axis";
import { setAttributes, svg } from "./svg";

/** A row of signed bars, one a slot. */
export interface BarStrip {
  readonly element: SVGGElement;
  /** The slot that a place is in; the nearest one outside. */
  slotAt(at: Point): number;
  /** @param marked the slot with a band behind its bar, if there is one */
  show(values: ArrayLike<number>, marked: number | null): void;
}

export interface BarStripOptions {
  readonly box: Box;
  readonly slots: number;
  /** The size that fills half of the height. */
  readonly most: number;
  /** Width of the band, in CSS pixels. */
  readonly band: number;
}

export function barStrip({ box, slots, most, band: width }: BarStripOptions): BarStrip {
  const { left, top, height } = box;
  const slot = box.width / slots;
  const layout: BarLayout = {
    direction: "up",
    order: rowsInOrder(slots),
    start: left,
    slot,
    zero: Math.round(top + height / 2) + 0.5,
    unit: height / 2 / most,
    most: height / 2,
  };
  const band = svg("rect", { class: "fig-neuron-band", y: top, height });
  const positive = svg("path", { class: "fig-bar-positive" });
  const negative = svg("path", { class: "fig-bar-negative" });
  return {
    element: svg(
      "g",
      {},
      band,
      svg("line", {
        class: "fig-rule",
        x1: left,
        x2: left + box.width,
        y1: layout.zero,
        y2: layout.zero,
      }),
      positive,
      negative,
    ),
    slotAt: ({ x }) => slotAt(x, left, slot, slots),
    show(values, marked) {
      const paths = barPaths(values, [], layout);
      setAttributes(positive, { d: paths.positive });
      setAttributes(negative, { d: paths.negative });
      setAttributes(band, {
        x: marked === null ? undefined : (left + (marked + 0.5) * slot - width / 2).toFixed(1),
        width: marked === null ? 0 : width.toFixed(1),
      });
    },
  };
}
