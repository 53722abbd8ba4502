import { type ScaleLinear, scaleLinear } from "d3-scale";
import { ascending } from "../../../src/drawing/ascending";
import { xAxis, yAxis } from "../../../src/drawing/axis";
import { finiteRange } from "../../../src/drawing/finite-range";
import { setAttributes, svg } from "../../../src/drawing/svg";
import type { Box } from "../../../src/figure/drawing";
import { type FeatureSlots, featureSlots } from "./feature-slots";

/** A plot of the features from the least error to the largest, with the one in focus marked at its error. */
export interface SortedErrors extends FeatureSlots {
  /** The features in the order of their errors. */
  readonly order: readonly number[];
  /** Pixels of ranks, counted from 1, each in the middle of its slot; and of errors. */
  readonly x: ScaleLinear<number, number>;
  readonly y: ScaleLinear<number, number>;
  readonly xAxis: SVGGElement;
  readonly yAxis: SVGGElement;
  readonly dot: SVGCircleElement;
}

/**
 * @param box of the plot, within its axes
 * @param errors `[n]` the mean squared error of each feature given that it is active
 * @param others what is drawn beside it on the same scale
 */
export function sortedErrors(
  box: Box,
  errors: Float64Array,
  others: readonly ArrayLike<number>[],
): SortedErrors {
  const { left, top, width, height } = box;
  const order = ascending(errors);
  const x = scaleLinear([0.5, errors.length + 0.5], [left, left + width]);
  const y = scaleLinear([0, finiteRange([errors, ...others])[1]], [top + height, top]).nice();
  const ticks = x.ticks(Math.min(errors.length, Math.round(width / 60))).filter(Number.isInteger);
  const dot = svg("circle", { class: "fig-pinned-dot", r: 5 });
  const slots = featureSlots(box, order);
  return {
    ...slots,
    order,
    x,
    y,
    xAxis: xAxis({ scale: x, at: top + height, ticks, label: "features, sorted by error" }),
    yAxis: yAxis({ scale: y, at: left, grid: width, label: "mean squared error where active" }),
    dot,
    move(view) {
      slots.move(view);
      const { feature } = view.state.focus;
      const finite = Number.isFinite(errors[feature]);
      setAttributes(dot, {
        cx: x(order.indexOf(feature) + 1),
        cy: finite ? y(errors[feature]) : undefined,
        visibility: finite ? undefined : "hidden",
      });
    },
  };
}
