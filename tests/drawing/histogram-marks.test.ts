// @vitest-environment jsdom
import { scaleLinear } from "d3-scale";
import { expect, test } from "vitest";
import { histogramMarks } from "../../src/drawing/histogram-marks";

const bins = { low: -1, width: 0.5, count: 4 };
const place = { bins, x: scaleLinear([-1, 1], [0, 100]), top: 20, foot: 120, ticks: 2 };

test("a histogram has room for its highest bar, for those to compare with, and for what must be seen", () => {
  // Shares of 3/4 and 1/4.
  const values = [-0.7, -0.6, -0.9, 0.1];
  expect(histogramMarks({ ...place, values }).y.domain()).toEqual([0, 0.75]);
  expect(histogramMarks({ ...place, values, other: [0.2] }).y.domain()).toEqual([0, 1]);
  expect(histogramMarks({ ...place, values, least: 0.8 }).y.domain()).toEqual([0, 0.8]);
});

test("it says how much is in a bin, and outlines only what there is to compare with", () => {
  const alone = histogramMarks({ ...place, values: [-0.7, 0.1, 0.2] });
  expect(alone.words(2)).toBe("0.0 to 0.5: 66.7 %");
  expect(alone.bars).toHaveLength(2);
  expect(alone.outline).toEqual([]);
  expect(histogramMarks({ ...place, values: [0], other: [0] }).outline).toHaveLength(1);
});

test("what is not finite is left out, and nothing at all has a scale", () => {
  const { y, axis } = histogramMarks({ ...place, values: [Number.NaN] });
  expect(y.domain()).toEqual([0, 1e-9]);
  expect(axis.textContent).not.toContain("NaN");
});
