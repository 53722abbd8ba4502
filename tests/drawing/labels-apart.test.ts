// @vitest-environment jsdom
import * as Plot from "@observablehq/plot";
import { expect, test } from "vitest";
import { labelsApart } from "../../src/drawing/labels-apart";

/** Where texts stand that belong at these heights of 100 px, from top to bottom 10 and 90. */
function heights(wanted: number[]): number[] {
  const plot = Plot.plot({
    height: 100,
    marginTop: 10,
    marginBottom: 10,
    y: { domain: [90, 10], axis: null },
    marks: [Plot.text(wanted, { y: wanted, render: labelsApart })],
  });
  return [...plot.querySelectorAll('[aria-label="text"] text')].map((text) =>
    Number(/,([-\d.]+)\)/.exec(text.getAttribute("transform")!)![1]),
  );
}

test("labels stay where they belong, but for those that would touch", () => {
  expect(heights([20, 80])).toEqual([20, 80]);
  expect(heights([50, 52, 80])).toEqual([44, 58, 80]);
});

test("labels stay within the ground of the plot", () => {
  expect(heights([89, 90])).toEqual([76, 90]);
});

test("a label of what is not finite is left out, and takes no room", () => {
  expect(heights([20, Number.NaN, 24])).toEqual([15, 29]);
});
