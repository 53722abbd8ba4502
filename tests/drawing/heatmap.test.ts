import { expect, test } from "vitest";
import { bandAt, colourHeatmap } from "../../src/drawing/heatmap";

const ramp = Uint32Array.from({ length: 256 }, (_, i) => i);

function colours(values: number[], columns: number, order: number[]): number[] {
  const pixels = new Uint32Array(columns * order.length);
  colourHeatmap(pixels, {
    values: Float32Array.from(values),
    columns,
    order,
    domain: [0, 1],
    ramp,
  });
  return [...pixels];
}

test("rows are drawn in the given order", () => {
  expect(colours([0, 0, 1, 1], 2, [1, 0])).toEqual([255, 255, 0, 0]);
});

test("values beyond the domain have its end colours, and what is not a number the first", () => {
  expect(colours([-1, 0.5, 2, Number.NaN], 4, [0])).toEqual([0, 128, 255, 0]);
});

test("a constant map has a colour", () => {
  const pixels = new Uint32Array(1);
  colourHeatmap(pixels, {
    values: Float32Array.of(3),
    columns: 1,
    order: [0],
    domain: [3, 3],
    ramp,
  });
  expect(pixels[0]).toBe(0);
});

test("a height is in the nearest of its equal bands", () => {
  expect([-5, 0, 99, 100, 199, 250].map((y) => bandAt(y, 200, 2))).toEqual([0, 0, 0, 1, 1, 1]);
});
