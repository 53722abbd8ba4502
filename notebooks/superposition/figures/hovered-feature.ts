import type { Area, Box, View } from "../../../src/figure/drawing";
import type { Point } from "../../../src/inputs/pointer";
import type { Focused } from "./feature-area";

/** What a figure alone knows: the feature under the pointer, if there is one. */
export interface Hovering {
  readonly hovered: number | undefined;
}

export type HoveringView = View<Focused, Hovering>;
export type HoveringArea = Area<Focused, Hovering>;

/** Where places stand for features, any of which can be looked at and pressed; a drag goes through them. */
export function hoveringArea(
  box: Box,
  featureAt: (at: Point) => number,
  cursor: "drag" | "click",
): HoveringArea {
  return {
    box,
    cursor,
    drag: (at, { state: { focus } }) => focus.set.feature(featureAt(at)),
    hover(at, { own, look }) {
      const hovered = at && featureAt(at);
      if (hovered !== own.hovered) look({ hovered });
    },
  };
}
