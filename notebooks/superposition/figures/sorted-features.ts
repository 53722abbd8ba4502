import { ascending } from "../../../src/drawing/ascending";
import { slotAt } from "../../../src/drawing/bars";
import type { Heading } from "../../../src/drawing/heading";
import { setAttributes, svg } from "../../../src/drawing/svg";
import type { Box } from "../../../src/figure/drawing";
import type { Point } from "../../../src/inputs/pointer";
import { type FeaturePart, featureArea } from "./feature-area";

/** Features in the order of a number that each of them has, with the one in focus marked over all else. */
export interface SortedFeatures extends FeaturePart {
  /** Where the numbers `[n]` of a network stand, sorted for themselves, from left to right. */
  points(values: ArrayLike<number>): Point[];
}

export interface SortedFeaturesOptions {
  /** `[n]` */
  readonly values: ArrayLike<number>;
  /** The pixel of a number. */
  y(value: number): number;
  /** Its bottom is where the guide of the focus ends. */
  readonly box: Box;
  /** Of the dot on the focus, in CSS pixels. */
  readonly radius: number;
  /** It says what is under the pointer. */
  readonly head: Heading;
  words(feature: number): string;
}

export function sortedFeatures({
  values,
  y,
  box,
  radius,
  head,
  words,
}: SortedFeaturesOptions): SortedFeatures {
  const { left, top, width, height } = box;
  const foot = top + height;
  const order = ascending(values);
  const slot = width / order.length;
  const x = (rank: number): number => left + (rank + 0.5) * slot;
  const featureAt = (at: Point): number => order[slotAt(at.x, left, slot, order.length)];
  const guide = svg("line", { class: "fig-probe-line", y2: foot });
  const dot = svg("circle", { class: "fig-pinned-dot", r: radius });
  return {
    element: svg(
      "g",
      {},
      guide,
      dot,
      svg(
        "text",
        { class: "fig-note", x: left + width, y: foot + 10, dy: "0.71em", "text-anchor": "end" },
        "features, sorted",
      ),
    ),
    area: featureArea(box, featureAt, (at) => head.say(at && words(featureAt(at)))),
    points: (of) => ascending(of).map((feature, rank) => ({ x: x(rank), y: y(of[feature]) })),
    mark(feature) {
      const px = x(order.indexOf(feature)).toFixed(1);
      const known = Number.isFinite(values[feature]);
      const py = known ? y(values[feature]).toFixed(1) : undefined;
      setAttributes(guide, { x1: px, x2: px, y1: py });
      setAttributes(dot, { cx: px, cy: py });
      for (const each of [guide, dot])
        setAttributes(each, { visibility: known ? undefined : "hidden" });
    },
  };
}
