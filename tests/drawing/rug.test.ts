import { expect, test } from "vitest";
import { rugPath } from "../../src/drawing/rug";

test("a rug has a stroke on its foot for each finite value but one", () => {
  const values = [0, 0.5, Number.NaN, 1, Number.POSITIVE_INFINITY];
  expect(rugPath(values, (value) => 100 * value, 200, 1)).toBe("M0.0,200v-6.5M100.0,200v-6.5");
});
