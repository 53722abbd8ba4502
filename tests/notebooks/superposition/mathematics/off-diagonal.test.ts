import { expect, test } from "vitest";
import { welchBound } from "../../../../notebooks/superposition/mathematics/geometry";
import {
  leastOffDiagonal,
  offDiagonal,
  rootMeanSquare,
} from "../../../../notebooks/superposition/mathematics/off-diagonal";
import { diagonal, effectiveMap } from "../../../../notebooks/superposition/mathematics/weights";
import { seeded } from "../../../../src/network/random";

test("what is off the diagonal comes row by row", () => {
  expect([...offDiagonal([1, 2, 3, 4, 5, 6, 7, 8, 9])]).toEqual([2, 3, 4, 6, 7, 8]);
  expect(offDiagonal([1])).toHaveLength(0);
});

test("a root mean square, of nothing too", () => {
  expect(rootMeanSquare([3, -4])).toBeCloseTo(Math.sqrt(12.5), 14);
  expect(rootMeanSquare([])).toBe(0);
});

test("no map through m neurons has less off its diagonal than the bound", () => {
  const random = seeded(1);
  for (const [features, neurons] of [
    [2, 1],
    [9, 2],
    [20, 19],
    [4, 7],
  ]) {
    const some = () => Float64Array.from({ length: features * neurons }, () => random() - 0.2);
    const map = effectiveMap({ features, neurons, weightsIn: some(), weightsOut: some() });
    const least = leastOffDiagonal(diagonal(map), Math.min(features, neurons));
    expect(rootMeanSquare(offDiagonal(map))).toBeGreaterThanOrEqual(least);
  }
});

test("a projection on a plane, seen from a cube's diagonal, has just what the bound allows", () => {
  const [own, other] = [2 / 3, -1 / 3];
  const map = [own, other, other, other, own, other, other, other, own];
  expect(rootMeanSquare(offDiagonal(map))).toBeCloseTo(leastOffDiagonal(diagonal(map), 2), 14);
});

test("ones on the diagonal make it the Welch bound, and full rank none", () => {
  expect(leastOffDiagonal(Array(30).fill(1), 7)).toBeCloseTo(welchBound(30, 7), 14);
  expect(leastOffDiagonal([1, 1, 1], 3)).toBe(0);
  expect(leastOffDiagonal([1, -1], 1)).toBe(0);
});
