// @vitest-environment jsdom
import { expect, test, vi } from "vitest";
import { largestSize, matrixPanel } from "../../src/drawing/matrix-panel";
import { painted, stageFigures } from "../figure/support/shown";

stageFigures();

const view = { state: {}, own: {}, look: () => {} };

const values = [
  [1, -1, 0],
  [0.5, Number.NaN, Number.POSITIVE_INFINITY],
];

function panel() {
  const canvas = document.createElement("canvas");
  const choose = vi.fn();
  return {
    canvas,
    choose,
    ...matrixPanel(canvas, {
      rows: 2,
      columns: 3,
      value: (row, column) => values[row][column],
      most: 1,
      box: { left: 40, top: 60, width: 300, height: 100 },
      title: "a matrix",
      words: (row, column) => `row ${row}, column ${column}`,
      choose,
    }),
  };
}

test("each value is one pixel, the more opaque the larger, and clear where it is not finite", () => {
  const { canvas } = panel();
  const { width, height, data } = painted.get(canvas)!;
  expect([width, height]).toEqual([3, 2]);
  const opacity = Array.from({ length: 6 }, (_, i) => data[4 * i + 3]);
  expect(opacity[0]).toBe(255);
  expect(opacity[1]).toBe(255);
  expect(Math.abs(opacity[3] - 127.5)).toBeLessThan(2);
  expect([opacity[2], opacity[4], opacity[5]]).toEqual([0, 0, 0]);
  // The first is blue, the second red.
  expect(data[2]).toBeGreaterThan(data[0]);
  expect(data[4]).toBeGreaterThan(data[6]);
});

test("a press or a drag chooses the cell under it, or the nearest", () => {
  const { area, choose } = panel();
  area.click?.({ x: 41, y: 61 }, view);
  area.click?.({ x: 250, y: 130 }, view);
  area.drag?.({ x: 900, y: -5, by: { x: 1, y: 1 } }, view);
  expect(choose.mock.calls).toEqual([
    [0, 0, view, true],
    [1, 2, view, true],
    [0, 2, view, false],
  ]);
});

test("the entry under the pointer is named in the title's place", () => {
  const { element, area } = panel();
  area.hover?.({ x: 150, y: 70 }, view);
  expect(element.textContent).toBe("row 0, column 1");
  area.hover?.(undefined, view);
  expect(element.textContent).toBe("a matrix");
});

test("a cross frames a row and a column, or a column alone", () => {
  const { element, cross } = panel();
  const d = () => element.querySelector(".fig-cross")!.getAttribute("d");
  cross(1, 2);
  expect(d()).toBe("M239.0,59.0h102.0v102.0h-102.0zM39.0,109.0h302.0v52.0h-302.0z");
  cross(null, 0);
  expect(d()).toBe("M39.0,59.0h102.0v102.0h-102.0z");
});

test("the scale is that of the largest finite value, and 1 where there is none", () => {
  expect(largestSize([1, -3], [2, Number.NaN, Number.NEGATIVE_INFINITY])).toBe(3);
  expect(largestSize([0, Number.NaN])).toBe(1);
});
