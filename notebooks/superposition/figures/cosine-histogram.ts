import type { LineOptions } from "@observablehq/plot";
import { fixed } from "../../../src/drawing/format";
import { heading } from "../../../src/drawing/heading";
import { type Bins, binOf, edge } from "../../../src/drawing/histogram";
import { histogramPlot } from "../../../src/drawing/histogram-plot";
import { lineEntry, markLegend } from "../../../src/drawing/mark-legend";
import { rugHeight, rugPath } from "../../../src/drawing/rug";
import { setAttributes, svg } from "../../../src/drawing/svg";
import type { Box } from "../../../src/figure/drawing";
import { cosineShare, pairs } from "../mathematics/geometry";
import { rowOf } from "../mathematics/weights";
import type { FeaturePart } from "./feature-area";
import type { GeometryState } from "./geometry-texts";

const bins: Bins = { low: -1, width: 0.05, count: 40 };
const titleHeight = 56;

/**
 * The cosines of all pairs of directions as a histogram, beside what random directions would have. Marked are those of
 * a feature with the others.
 * @param box from the title's top to the axis; what is written under it takes 40 px more
 */
export function cosineHistogram(
  { Plot, cosines, neurons, other }: GeometryState,
  box: Box,
): FeaturePart {
  const { left, top, width, height } = box;
  const foot = top + height;
  const random = Array.from({ length: bins.count }, (_, bin) =>
    cosineShare(edge(bins, bin), edge(bins, bin + 1), neurons),
  );
  const middles = random.map((_, bin) => edge(bins, bin + 0.5));
  const expected = (options: LineOptions) =>
    Plot.line(random, { x: middles, y: random, ...options });
  const {
    element: plot,
    x,
    words,
  } = histogramPlot(Plot, {
    values: pairs(cosines),
    other: other?.pairs,
    bins,
    left,
    right: left + width,
    top: top + titleHeight,
    foot,
    under: rugHeight,
    ticks: 3,
    least: Math.max(...random),
    axis: "cosine",
    marks: [
      expected({ stroke: "var(--paper)", strokeWidth: 4, strokeOpacity: 0.8 }),
      expected({ stroke: "var(--muted)", strokeWidth: 1.75 }),
    ],
  });
  const head = heading(left, top + 20, "cosines of all pairs of features");
  const rug = svg("path", { class: "fig-probe-line" });
  const legend = markLegend(
    [
      lineEntry("random directions", "fig-reference-curve"),
      ...(other === undefined ? [] : [lineEntry(other.name, "fig-other-curve")]),
    ],
    left,
    left + width,
  );
  return {
    element: svg(
      "g",
      {},
      plot,
      rug,
      head.element,
      svg("g", { transform: `translate(0,${top + 28})` }, legend),
    ),
    area: {
      box,
      hover(at) {
        if (at === undefined) return head.say(undefined);
        const bin = binOf(bins, x.invert(at.x));
        head.say(`${words(bin)}, of random directions ${fixed(100 * random[bin], 1)} %`);
      },
    },
    mark: (feature) =>
      setAttributes(rug, { d: rugPath(rowOf(cosines, feature), x, foot, feature) }),
  };
}
