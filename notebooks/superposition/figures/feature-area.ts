import type { Area, Box, View } from "../../../src/figure/drawing";
import type { Point } from "../../../src/inputs/pointer";
import type { FeatureFocus } from "./feature-focus";

/** What a state must have for a part of its drawing to set the focus. */
export interface Focused {
  readonly focus: FeatureFocus;
}

/** An area that shows the focus and sets it. */
export type FeatureArea = Area<Focused, unknown>;

/** A part of a drawing that marks the feature in focus. */
export interface FeaturePart {
  readonly element: SVGGElement;
  readonly area: FeatureArea;
  mark(feature: number): void;
}

/** An area where each place stands for a feature, which a press or a drag chooses. */
export function featureArea(
  box: Box,
  featureAt: (at: Point) => number,
  hover: (at: Point | undefined) => void,
): FeatureArea {
  const choose = (at: Point, { state: { focus } }: View<Focused, unknown>): void =>
    focus.set.feature(featureAt(at));
  return { box, cursor: "click", click: choose, drag: choose, hover };
}
