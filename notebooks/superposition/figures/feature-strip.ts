import { barStrip } from "../../../src/drawing/bar-strip";
import { signed } from "../../../src/drawing/format";
import { heading } from "../../../src/drawing/heading";
import { svg } from "../../../src/drawing/svg";
import type { Box } from "../../../src/figure/drawing";
import { type FeatureArea, featureArea } from "./feature-area";

/** A row of bars, one a feature, in the columns of the matrix above it. */
export interface FeatureStrip {
  readonly element: SVGGElement;
  readonly area: FeatureArea;
  /** @param values `[n]` @param feature the one in focus, whose bar is marked */
  show(values: ArrayLike<number>, feature: number, title: string): void;
}

/**
 * @param most the size that fills half of the height
 * @param box of the bars; the title stands above
 */
export function featureStrip(features: number, most: number, box: Box): FeatureStrip {
  const band = Math.max(4, box.width / features);
  const bars = barStrip({ box, slots: features, most, band });
  const head = heading(box.left, box.top - 6);
  let shown: ArrayLike<number> = [];
  const words = (feature: number): string => `feature ${feature}: ${signed(shown[feature], 3)}`;
  return {
    element: svg("g", {}, bars.element, head.element),
    area: featureArea(box, bars.slotAt, (at) => head.say(at && words(bars.slotAt(at)))),
    show(values, feature, title) {
      shown = values;
      bars.show(values, feature);
      head.entitle(title);
    },
  };
}
