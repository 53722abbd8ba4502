import { expect, test } from "vitest";
import { curvePath } from "../../src/drawing/curve";
import { sampleAt } from "../../src/drawing/sample";

test("between samples a value is interpolated, beyond them the end is used", () => {
  const at = (x: number): number => sampleAt([0, 1, 3], [10, 20, 0], x);
  expect([-1, 0, 0.5, 1, 2, 3, 9].map(at)).toEqual([10, 10, 15, 20, 10, 0, 0]);
});

test("a row of a matrix is read from its start", () => {
  expect(sampleAt([0, 1], [1, 2, 3, 5], 0.5, 2)).toBe(4);
});

test("a curve is broken where it is not finite", () => {
  const values = [1, 2, Number.NaN, 4, Number.POSITIVE_INFINITY];
  expect(
    curvePath(
      5,
      (i) => i,
      (i) => values[i],
    ),
  ).toBe("M0.0,1.0L1.0,2.0M3.0,4.0");
});
