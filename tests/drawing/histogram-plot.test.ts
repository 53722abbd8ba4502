// @vitest-environment jsdom
import * as Plot from "@observablehq/plot";
import { expect, test } from "vitest";
import { type HistogramPlotOptions, histogramPlot } from "../../src/drawing/histogram-plot";

const bins = { low: -1, width: 0.5, count: 4 };
const plotOf = (values: readonly number[], more: Partial<HistogramPlotOptions> = {}) =>
  histogramPlot(Plot, {
    values,
    bins,
    left: 40,
    right: 140,
    top: 20,
    foot: 120,
    ticks: 2,
    ...more,
  });
const rects = (element: Element, sign: "positive" | "negative") =>
  [...element.querySelectorAll(`.fig-bars-${sign} rect`)].map((rect) =>
    ["x", "y", "width", "height"].map((name) => Number(rect.getAttribute(name))),
  );

test("a histogram has room for its highest bar, for those to compare with, and for what must be seen", () => {
  // Shares of 3/4 and 1/4.
  const values = [-0.7, -0.6, -0.9, 0.1];
  expect(plotOf(values).y.domain()).toEqual([0, 0.75]);
  expect(plotOf(values, { other: [0.2] }).y.domain()).toEqual([0, 1]);
  expect(plotOf(values, { least: 0.8 }).y.domain()).toEqual([0, 0.8]);
});

test("its bars are as high as their shares, within the edges, those below zero apart", () => {
  const { element, x, y } = plotOf([-0.7, -0.6, -0.9, 0.1]);
  expect([x.range(), y.range()]).toEqual([
    [40, 140],
    [120, 20],
  ]);
  expect(rects(element, "negative")).toEqual([[40.25, 20, 24.5, 100]]);
  expect(rects(element, "positive")).toEqual([
    [90.25, expect.closeTo(86.67, 2), 24.5, expect.closeTo(33.33, 2)],
  ]);
  const raised = plotOf([0.1], { under: 8 });
  expect(raised.y.range()).toEqual([112, 20]);
});

test("it says how much is in a bin, and outlines only what there is to compare with", () => {
  const alone = plotOf([-0.7, 0.1, 0.2]);
  expect(alone.words(2)).toBe("0.0 to 0.5: 66.7 %");
  expect(alone.element.querySelector(".fig-other-curve")).toBeNull();
  const compared = plotOf([0], { other: [0] }).element.querySelector(".fig-other-curve path")!;
  expect(compared.getAttribute("d")).toBe(
    "M40,120L40,120L65,120L65,120L90,120L90,20L115,20L115,120L140,120L140,120",
  );
});

test("what is not finite is left out, and nothing at all has a scale", () => {
  const { y, element } = plotOf([Number.NaN]);
  expect(y.domain()).toEqual([0, 1e-9]);
  expect(element.outerHTML).not.toContain("NaN");
});
