import { expect, test } from "vitest";
import { ascending } from "../../src/drawing/ascending";

test("indices go from the smallest value to the largest, equal ones in their order", () => {
  expect(ascending([0.3, 0.1, 0.2, 0.1])).toEqual([1, 3, 2, 0]);
});

test("values that are not numbers come last", () => {
  expect(ascending([Number.NaN, 2, Number.NaN, 1])).toEqual([3, 1, 0, 2]);
});
