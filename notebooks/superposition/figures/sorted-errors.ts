import type { Markish } from "@observablehq/plot";
import { ascending } from "../../../src/drawing/ascending";
import { type Chart, chart, type PlotLibrary, plotFrame } from "../../../src/drawing/chart";
import { finiteRange } from "../../../src/drawing/finite-range";
import { setAttributes, svg } from "../../../src/drawing/svg";
import type { Box } from "../../../src/figure/drawing";
import { verticalAxisName } from "./axis-name";
import { type FeatureSlots, featureSlots } from "./feature-slots";

/**
 * A plot of the features from the least error to the largest, with the one in focus marked at its error. Along x are ranks,
 * counted from 1, each in the middle of its slot.
 */
export interface SortedErrors extends FeatureSlots, Chart {
  /** The features in the order of their errors. */
  readonly order: readonly number[];
  readonly dot: SVGCircleElement;
}

export interface SortedErrorsOptions {
  readonly Plot: PlotLibrary;
  readonly width: number;
  /** Of the plot, within its axes. */
  readonly box: Box;
  /** `[n]` The mean squared error of each feature given that it is active. */
  readonly errors: Float64Array;
  /** What is drawn beside it on the same scale. */
  readonly others: readonly ArrayLike<number>[];
  /** What the plot shows of the features in their order. */
  marks(order: readonly number[]): Markish[];
}

/** Room for the axis and its name under a plot of sorted errors, in CSS pixels. */
export const axisBottom = 40;

export function sortedErrors(options: SortedErrorsOptions): SortedErrors {
  const { Plot, width, box, errors, others, marks } = options;
  const { left, top, width: length, height } = box;
  const order = ascending(errors);
  const margins = { top, left, right: width - left - length, bottom: axisBottom };
  const drawn = chart(
    Plot.plot({
      ...plotFrame({ width, height: top + height + axisBottom }, margins),
      x: {
        domain: [0.5, errors.length + 0.5],
        // No more than there are ranks, lest some be between them.
        ticks: Math.min(errors.length, Math.round(length / 60)),
        label: "features, sorted by error",
      },
      y: {
        domain: [0, finiteRange([errors, ...others])[1]],
        nice: true,
        ticks: Math.round(height / 48),
        grid: true,
        label: null,
      },
      marks: [verticalAxisName(Plot, "mean squared error where active", left), ...marks(order)],
    }),
  );
  const dot = svg("circle", { class: "fig-pinned-dot", r: 5 });
  const slots = featureSlots(box, order);
  return {
    ...slots,
    ...drawn,
    order,
    dot,
    move(view) {
      slots.move(view);
      const { feature } = view.state.focus;
      const finite = Number.isFinite(errors[feature]);
      setAttributes(dot, {
        cx: drawn.x(order.indexOf(feature) + 1),
        cy: finite ? drawn.y(errors[feature]) : undefined,
        visibility: finite ? undefined : "hidden",
      });
    },
  };
}
