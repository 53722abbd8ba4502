import { expect, it } from "vitest";
import { best, median, quantile, sum } from "../../scripts/bench/statistics";

it("takes the smallest measurement as the best", () => {
  expect(best([3, 1, 2])).toBe(1);
});

it("finds the median of any order, and leaves the values as they are", () => {
  const values = [9, 1, 5];
  expect(median(values)).toBe(5);
  expect(median([4, 1, 2, 3])).toBe(3);
  expect(values).toEqual([9, 1, 5]);
});

it("finds the value that nine tenths lie below, and the largest", () => {
  const values = Array.from({ length: 100 }, (_, i) => i);
  expect(quantile(values, 0.9)).toBe(90);
  expect(quantile(values, 1)).toBe(99);
});

it("adds up", () => {
  expect(sum([{ size: 1 }, { size: 2 }], ({ size }) => size)).toBe(3);
});
