import { expect, test } from "vitest";
import { nearestIndex } from "../../src/basics/nearest-index";

test("the nearest entry is found, the later one of two that are as near", () => {
  expect([-5, 0, 4, 5, 6, 99].map((value) => nearestIndex([0, 10, 20], value))).toEqual([
    0, 0, 0, 1, 1, 2,
  ]);
});
