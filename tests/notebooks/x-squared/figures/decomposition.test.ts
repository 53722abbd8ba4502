import { expect, test } from "vitest";
import { barValues, topShare } from "../../../../notebooks/x-squared/figures/decomposition";
import { perceptron } from "../../../../src/network/architecture";
import { float64Network } from "../../../../src/network/copy";
import { decompose } from "../../../../src/network/decompose";
import { initialise } from "../../../../src/network/initialise";
import { seeded } from "../../../../src/network/random";

const at = decompose(float64Network(initialise(perceptron([1, 8, 16, 8, 1]), seeded(5))), 3);

test("in both views the third row of bars is the product of the first two", () => {
  for (const kind of ["first-order", "integrated"] as const) {
    const [activations, values, parts] = barValues(at, kind);
    for (let i = 0; i < parts.length; ++i)
      expect(activations[i] * values[i]).toBeCloseTo(parts[i], 12);
  }
});

test("a neuron whose activation is exactly zero has no averaged value to show", () => {
  const silent = {
    ...at,
    activations: at.activations.map(() => 0),
    integrated: at.integrated.map(() => 0),
  };
  expect([...barValues(silent, "integrated")[1]]).toEqual(Array(8).fill(0));
});

test("the share of the largest counts both signs, and no more neurons than there are", () => {
  expect(topShare([4, -4, 1, 1], 2)).toEqual({ most: 2, share: 0.8 });
  expect(topShare([1, 1], 8)).toEqual({ most: 2, share: 1 });
  expect(topShare([0, 0], 8)).toEqual({ most: 2, share: 0 });
});
