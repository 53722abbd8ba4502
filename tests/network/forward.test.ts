import { expect, test } from "vitest";
import { perceptron } from "../../src/network/architecture";
import { predict, predictAt } from "../../src/network/forward";
import { initialise } from "../../src/network/initialise";
import { seeded } from "../../src/network/random";
import { workspaceFor } from "../../src/network/workspace";
import { activations, plainly } from "./formulas";
import { largestDifference, multiHot, referenceDecomposition, referenceNetwork } from "./reference";
import { xSquaredArchitecture, xSquaredData } from "./x-squared";

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

test.each(activations)(
  "predictions with %s, gates and no biases are those of the formula",
  (activation) => {
    const random = seeded(5);
    for (const gated of [false, true])
      for (const bias of [false, true]) {
        const network = initialise(perceptron([2, 5, 4, 3], { activation, gated, bias }), random);
        const row = [0.7, -1.3];
        const found = predict(network, Float64Array.from(row));
        expect(largestDifference(found, plainly(network, row))).toBeLessThan(1e-14);
      }
  },
);

test("one-hot inputs give what the sums of their ones give, for any number of rows", () => {
  const random = seeded(6);
  const network = initialise(perceptron([7, 5, 3], { gated: true }), random);
  for (const rows of [1, 4, 130]) {
    const indices = Int32Array.from({ length: rows * 3 }, () => Math.floor(7 * random()));
    const dense = multiHot(indices, 3, 7);
    const found = predict(network, { indices, perRow: 3 });
    expect(found).toBeInstanceOf(Float32Array);
    expect(found).toHaveLength(rows * 3);
    expect(largestDifference(found, predict(network, dense))).toBeLessThan(1e-6);
  }
});

test("memory that has held one-hot inputs holds dense ones too", () => {
  const network = initialise(perceptron([4, 3, 2]), seeded(2));
  const workspace = workspaceFor(perceptron([4, 3, 2]));
  const dense = Float32Array.of(1, 2, 3, 4);
  const before = predict(network, dense, workspace);
  predict(network, { indices: Int32Array.of(1, 1), perRow: 2 }, workspace);
  expect(predict(network, dense, workspace)).toEqual(before);
});

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
  expect(() => predict(network, { indices: new Int32Array(3), perRow: 2 })).toThrow(
    "3 values are not whole rows of 2.",
  );
});
