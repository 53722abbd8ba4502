import { expect, test } from "vitest";
import {
  neuronSpread,
  positiveShare,
  readWriteCosines,
} from "../../../../notebooks/superposition/mathematics/alignment";

// Columns of W_in: (3, 4), (0, 2), (1, 1), (0, 0).
const weightsIn = Float64Array.of(3, 0, 1, 0, 4, 2, 1, 0);

test("what a feature writes and its output reads is compared by direction alone", () => {
  const weightsOut = Float64Array.of(30, 40, 0, -1, 1, 0, 5, 5);
  const cosines = readWriteCosines({ features: 4, neurons: 2, weightsIn, weightsOut });
  [1, -1, Math.SQRT1_2, 0].forEach((cosine, i) => {
    expect(cosines[i]).toBeCloseTo(cosine, 14);
  });
});

test("weights are spread over one neuron, over all, or in between", () => {
  const weightsOut = new Float64Array(8);
  const spread = neuronSpread({ features: 4, neurons: 2, weightsIn, weightsOut });
  [625 / 337, 1, 2, 0].forEach((neurons, i) => {
    expect(spread[i]).toBeCloseTo(neurons, 14);
  });
});

test("positive weights are counted by their squares", () => {
  expect(positiveShare([3, -4, 0])).toBeCloseTo(9 / 25, 14);
  expect(positiveShare([0, 0])).toBe(0);
});
