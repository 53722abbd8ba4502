import { slotAt } from "../../../src/drawing/bars";
import { setAttributes, svg } from "../../../src/drawing/svg";
import type { Box } from "../../../src/figure/drawing";
import { type HoveringArea, type HoveringView, hoveringArea } from "./hovered-feature";

/** Slots for the features along x, each as wide as the others, any of which can be looked at and pressed. */
export interface FeatureSlots {
  /** The bands behind the marks: of the slot under the pointer, and of the focus. */
  readonly bands: SVGGElement;
  readonly area: HoveringArea;
  /** The feature to speak of: the one under the pointer if it has a slot, else the focus. */
  named(view: HoveringView): number;
  move(view: HoveringView): void;
}

/** A band is seen however narrow its slot. */
const leastBand = 3;

/** @param order the features in the order of their slots */
export function featureSlots(box: Box, order: readonly number[]): FeatureSlots {
  const { left, top, height } = box;
  const slot = box.width / order.length;
  const width = Math.max(leastBand, slot);
  const band = svg("rect", { class: "fig-neuron-band", y: top, height });
  const passing = svg("rect", { class: "fig-neuron-hover", y: top, height });
  const place = (rect: SVGRectElement, feature: number | undefined): void => {
    const at = feature === undefined ? -1 : order.indexOf(feature);
    const x = left + (at + 0.5) * slot - width / 2;
    setAttributes(rect, at === -1 ? { width: 0 } : { x: x.toFixed(2), width });
  };
  const named = ({ state: { focus }, own: { hovered } }: HoveringView): number =>
    hovered !== undefined && order.includes(hovered) ? hovered : focus.feature;
  return {
    bands: svg("g", {}, passing, band),
    area: hoveringArea(box, ({ x }) => order[slotAt(x, left, slot, order.length)], "drag"),
    named,
    move(view) {
      const { feature } = view.state.focus;
      const other = named(view);
      place(band, feature);
      place(passing, other === feature ? undefined : other);
    },
  };
}
