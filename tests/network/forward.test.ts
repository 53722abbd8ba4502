import { expect, test } from "vitest";
import { perceptron, xSquaredArchitecture } from "../../src/network/architecture";
import { xSquaredData } from "../../src/network/dataset";
import { predict, predictAt } from "../../src/network/forward";
import { gelu } from "../../src/network/gelu";
import { initialise } from "../../src/network/initialise";
import type { Network } from "../../src/network/network";
import { seeded } from "../../src/network/random";
import { largestDifference, referenceDecomposition, referenceNetwork } from "./reference";

/** The network at one row, written as the formula. */
function plainly({ layers }: Network, row: readonly number[]): number[] {
  let values = [...row];
  for (const [l, { inputs, outputs, weight, bias }] of layers.entries()) {
    const z = Array.from({ length: outputs }, (_, i) =>
      values.reduce((sum, value, j) => sum + weight[i * inputs + j] * value, bias[i]),
    );
    values = l < layers.length - 1 ? z.map(gelu) : z;
  }
  return values;
}

test("the trained network predicts what PyTorch predicts", () => {
  const network = referenceNetwork("trained-500.safetensors");
  const inputs = Float64Array.from({ length: 1000 }, (_, i) => -10 + (20 * i) / 999);
  const { predictions } = referenceDecomposition();
  expect(largestDifference(predict(network, inputs), predictions)).toBeLessThan(1e-9);
  expect(largestDifference(predict(network, xSquaredData().inputs), predictions)).toBeLessThan(
    1e-4,
  );
});

test.each([[[1, 4, 16, 4, 1]], [[1, 5, 1]], [[3, 7, 6, 2]], [[2, 1]]])(
  "predictions of a network %j are those of the formula, for any number of rows",
  (widths) => {
    const random = seeded(4);
    const network = initialise(perceptron(widths), random);
    for (const rows of [1, 2, 3, 5, 130]) {
      const inputs = Float64Array.from({ length: rows * widths[0] }, () => 10 * random() - 5);
      const expected = Array.from({ length: rows }, (_, i) =>
        plainly(network, [...inputs.subarray(i * widths[0], (i + 1) * widths[0])]),
      ).flat();
      expect(largestDifference(predict(network, inputs), expected)).toBeLessThan(1e-13);
    }
  },
);

test("a prediction at one query is that of the batch", () => {
  const network = initialise(xSquaredArchitecture(8), seeded(4));
  const batch = predict(network, Float64Array.of(-3, 0, 2.5));
  expect(
    largestDifference(
      [-3, 0, 2.5].map((x) => predictAt(network, x)),
      batch,
    ),
  ).toBeLessThan(1e-14);
});

test("no inputs give no predictions, and half a row is refused", () => {
  const network = initialise(perceptron([2, 3, 1]), seeded(1));
  expect(predict(network, new Float32Array(0))).toEqual(new Float32Array(0));
  expect(() => predict(network, new Float32Array(3))).toThrow("3 values are not whole rows of 2.");
});
