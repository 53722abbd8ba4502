import { expect, test } from "vitest";
import { sortedFeatures } from "../../../src/figures/superposition/sorted-features";

test("features go from the smallest value to the largest, equals by index, what is no number last", () => {
  expect(sortedFeatures([0.3, Number.NaN, 0.1, 0.3, -1])).toEqual([4, 2, 0, 3, 1]);
  expect(sortedFeatures([Number.NaN, Number.POSITIVE_INFINITY, Number.NaN])).toEqual([0, 1, 2]);
});
