import { scaleLinear } from "d3-scale";
import { yAxis } from "../../../src/drawing/axis";
import { curvePath } from "../../../src/drawing/curve";
import { finiteText } from "../../../src/drawing/finite-text";
import { fixed } from "../../../src/drawing/format";
import { heading } from "../../../src/drawing/heading";
import { svg } from "../../../src/drawing/svg";
import type { Box } from "../../../src/figure/drawing";
import { mean } from "../../../src/network/sum";
import type { FeaturePart } from "./feature-area";
import { sortedFeatures } from "./sorted-features";

const titleHeight = 36;

/**
 * The interference `[n]` that each output receives, from the least to the most.
 * @param other that of another network, sorted for itself
 * @param box from the title's top to the foot
 */
export function receivedPanel(
  received: Float64Array,
  other: Float64Array | undefined,
  box: Box,
): FeaturePart {
  const { left, top, width, height } = box;
  const foot = top + height;
  const most = Math.max(1e-9, ...[...received, ...(other ?? [])].filter(Number.isFinite));
  const y = scaleLinear([0, most], [foot, top + titleHeight]);
  const head = heading(left, top + 20, `interference received, mean ${finiteText(mean(received))}`);
  const sorted = sortedFeatures({
    values: received,
    y,
    box,
    radius: 5,
    head,
    words: (feature) => `feature ${feature} receives ${fixed(received[feature], 3)}`,
  });
  const curve = (name: string, values: Float64Array): SVGPathElement => {
    const points = sorted.points(values);
    const d = curvePath(
      points.length,
      (rank) => points[rank].x,
      (rank) => points[rank].y,
    );
    return svg("path", { class: name, d });
  };
  return {
    element: svg(
      "g",
      {},
      yAxis({ scale: y, at: left, ticks: y.ticks(3), grid: width }),
      svg("line", { class: "fig-rule", x1: left, x2: left + width, y1: foot, y2: foot }),
      ...(other === undefined ? [] : [curve("fig-other-curve", other)]),
      curve("fig-model-curve", received),
      sorted.element,
      head.element,
    ),
    area: sorted.area,
    mark: sorted.mark,
  };
}
