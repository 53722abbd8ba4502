import { expect, it } from "vitest";
import { measurePhase } from "../../../../notebooks/superposition/mathematics/phase";

const diagonalNetwork = (gains: readonly number[]) => ({
  features: gains.length,
  neurons: gains.length,
  weightsIn: Float64Array.from({ length: gains.length ** 2 }, (_, at) =>
    at % (gains.length + 1) === 0 ? 1 : 0,
  ),
  weightsOut: Float64Array.from({ length: gains.length ** 2 }, (_, at) =>
    at % (gains.length + 1) === 0 ? gains[at / (gains.length + 1)] : 0,
  ),
});

it("measures who shares, the mean gain and the loss", () => {
  const half = measurePhase(diagonalNetwork([0.5, 0.5, 0.5, 0.5]), 0.1, 4);
  expect(half.sharing).toBeCloseTo(4, 12);
  expect(half.gain).toBeCloseTo(0.5, 12);
  // p (1 − g)⁴ / 10
  expect(half.loss / (0.1 * (0.5 ** 4 / 10))).toBeCloseTo(1, 2);
  expect(half.ignoring).toBe(0);
});

it("finds the naive solution's loss in the naive solution", () => {
  const { features, weightsIn, weightsOut } = diagonalNetwork([1, 0, 0, 0]);
  const naive = {
    features,
    neurons: 1,
    weightsIn: weightsIn.slice(0, 4),
    weightsOut: Float64Array.from({ length: 4 }, (_, j) => weightsOut[4 * j]),
  };
  const { sharing, gain, loss, ignoring } = measurePhase(naive, 0.2, 2);
  expect(sharing).toBeCloseTo(1, 12);
  expect(gain).toBeCloseTo(0.25, 12);
  expect(loss / ignoring).toBeCloseTo(1, 2);
});
