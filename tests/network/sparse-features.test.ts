import { expect, test } from "vitest";
import { seeded } from "../../src/network/random";
import { fillSparseFeatures } from "../../src/network/sparse-features";

/** Rows of 20 features. */
function filled(
  probability: number,
  seed = 1,
  rows = 1000,
): { inputs: Float32Array; targets: Float32Array } {
  const inputs = new Float32Array(rows * 20);
  const targets = new Float32Array(rows * 20);
  const features = { name: "sparse-features", features: 20, probability } as const;
  fillSparseFeatures(features, inputs, targets, seeded(seed));
  return { inputs, targets };
}

test.each([0.05, 0.5, 0.9])("a share of %d of the features is active", (probability) => {
  const { inputs } = filled(probability);
  const share = inputs.filter((x) => x !== 0).length / inputs.length;
  const deviation = Math.sqrt((probability * (1 - probability)) / inputs.length);
  expect(Math.abs(share - probability)).toBeLessThan(4 * deviation);
});

test("no feature is active with probability 0, and all are with 1", () => {
  expect(filled(0).inputs.every((x) => x === 0)).toBe(true);
  expect(filled(1).inputs.every((x) => x !== 0)).toBe(true);
});

test("active features fill (−1, 1) evenly", () => {
  const { inputs } = filled(1);
  expect(inputs.every((x) => Math.abs(x) <= 1)).toBe(true);
  const mean = inputs.reduce((sum, x) => sum + x, 0) / inputs.length;
  const squares = inputs.reduce((sum, x) => sum + x * x, 0) / inputs.length;
  expect(mean).toBeCloseTo(0, 1);
  expect(squares).toBeCloseTo(1 / 3, 1);
  expect(Math.max(...inputs)).toBeGreaterThan(0.99);
  expect(Math.min(...inputs)).toBeLessThan(-0.99);
});

test("the target of each feature is its ReLU", () => {
  const { inputs, targets } = filled(0.5);
  expect(targets).toEqual(inputs.map((x) => Math.max(0, x)));
});

test("a seed gives the same rows, another seed others", () => {
  expect(filled(0.3, 4)).toEqual(filled(0.3, 4));
  expect(filled(0.3, 4)).not.toEqual(filled(0.3, 5));
});
