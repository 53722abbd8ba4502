import { expect, test } from "vitest";
import {
  traceHeight,
  traceLayout,
} from "../../../../notebooks/x-squared/figures/lookup-trace-layout";

const widths = Array.from({ length: 81 }, (_, i) => 300 + 10 * i);

test("the heatmap and the bars share their rows at every width", () => {
  for (const width of widths) {
    const { heat, bars } = traceLayout(width);
    expect([bars.top, bars.bottom]).toEqual([heat.top, heat.bottom]);
  }
});

test("no panel overlaps another or leaves the figure", () => {
  for (const width of widths) {
    const { stacked, heat, bars, curve } = traceLayout(width);
    expect(heat.right).toBeLessThan(bars.left);
    expect(bars.right).toBeLessThanOrEqual(width);
    expect(curve.bottom).toBeLessThan(traceHeight(width));
    if (stacked) expect(curve.top).toBeGreaterThan(heat.bottom);
    else expect(curve.left).toBeGreaterThan(bars.right);
    for (const { left, right } of [heat, bars, curve]) expect(right - left).toBeGreaterThan(70);
  }
});

test("stacked, the curve stands on the query axis of the heatmap", () => {
  const { stacked, heat, curve } = traceLayout(360);
  expect(stacked).toBe(true);
  expect([curve.left, curve.right]).toEqual([heat.left, heat.right]);
});
