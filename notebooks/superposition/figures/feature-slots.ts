import type { ScaleLinear } from "d3-scale";
import { slotAt } from "../../../src/drawing/bars";
import { setAttributes, svg } from "../../../src/drawing/svg";
import { draggable } from "../../../src/inputs/drag";
import type { FeatureFocus, SetFeatureFocus } from "./feature-focus";

/** Slots for the features along x, each as wide as the others, any of which can be looked at and pressed. */
export interface FeatureSlots {
  /** The bands behind the marks: of the focus, and of the slot under the pointer. */
  readonly bands: SVGGElement;
  /** What takes the pointer, to lie over the marks. */
  readonly reach: SVGRectElement;
  /** The feature under the pointer, if there is one. */
  hovered(): number | undefined;
  /** Takes the features in the order of their slots, and the focus. */
  show(order: readonly number[], focus: FeatureFocus): void;
}

/** Where slots lie, in CSS pixels. */
export interface SlotArea {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A band is seen however narrow its slot. */
const leastBand = 3;

/** @param hover called when another feature, or none, is under the pointer */
export function featureSlots(
  { left, right, top, bottom }: SlotArea,
  set: SetFeatureFocus,
  hover: () => void,
): FeatureSlots {
  const height = bottom - top;
  const band = svg("rect", { class: "fig-neuron-band", y: top, height });
  const passing = svg("rect", { class: "fig-neuron-hover", y: top, height });
  const reach = svg("rect", {
    class: "fig-hit fig-draggable",
    x: left,
    y: top,
    width: right - left,
    height,
  });
  let order: readonly number[] = [];
  let focus: FeatureFocus | undefined;
  let hovered: number | undefined;

  const place = (rect: SVGRectElement, slot: number): void => {
    const size = (right - left) / order.length;
    const width = slot < 0 ? 0 : Math.max(leastBand, size);
    setAttributes(rect, { x: (left + (slot + 0.5) * size - width / 2).toFixed(2), width });
  };
  const placeBands = (): void => {
    place(band, focus === undefined ? -1 : order.indexOf(focus.feature));
    const other = hovered === undefined || hovered === focus?.feature;
    place(passing, other ? -1 : order.indexOf(hovered!));
  };
  const at = (x: number): number =>
    order[slotAt(x, 0, (right - left) / order.length, order.length)];
  const over = (feature: number | undefined): void => {
    if (feature === hovered) return;
    hovered = feature;
    placeBands();
    hover();
  };
  draggable(reach, ({ x }) => set.feature(at(x)));
  reach.addEventListener("pointermove", (event) => {
    if (event.pointerType !== "touch" && event.buttons === 0)
      over(at(event.clientX - reach.getBoundingClientRect().left));
  });
  reach.addEventListener("pointerleave", () => over(undefined));
  return {
    bands: svg("g", {}, passing, band),
    reach,
    hovered: () => hovered,
    show(nextOrder, nextFocus) {
      order = nextOrder;
      focus = nextFocus;
      if (hovered !== undefined && !order.includes(hovered)) hovered = undefined;
      placeBands();
    },
  };
}

/** Whole ranks to mark on a scale of slots that are counted from 1, as many as there is room for. */
export function rankTicks(x: ScaleLinear<number, number>, features: number): number[] {
  const [left, right] = x.range();
  return x.ticks(Math.min(features, Math.round((right - left) / 60))).filter(Number.isInteger);
}
