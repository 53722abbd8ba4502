import { expect, test } from "vitest";
import { finiteRange, withRoom } from "../../src/drawing/finite-range";

test("a range covers every finite value and nothing else", () => {
  expect(
    finiteRange([
      [1, Number.NaN, 5],
      [-2, Number.POSITIVE_INFINITY],
    ]),
  ).toEqual([-2, 5]);
});

test("a range has some length", () => {
  expect(finiteRange([[3, 3]])).toEqual([2, 4]);
  expect(finiteRange([[Number.NaN]])).toEqual([0, 1]);
});

test("room is added at both ends", () => {
  expect(withRoom([0, 100])).toEqual([-3, 103]);
});
