import { describe, expect, test } from "vitest";
import { perceptron } from "../../src/network/architecture";
import { gradientWorkspace, lossAndGradients } from "../../src/network/backward";
import type { Batch } from "../../src/network/batch";
import { float32Network, float64Network, mapArrays } from "../../src/network/copy";
import { predict } from "../../src/network/forward";
import { initialise } from "../../src/network/initialise";
import { type Loss, meanSquaredError, meanSquaredErrorLoss } from "../../src/network/loss";
import { type Floats, type Network, parametersOf } from "../../src/network/network";
import { seeded } from "../../src/network/random";
import { worstTensor } from "./errors";
import { activations, lossOf } from "./formulas";
import { multiHot } from "./reference";
import { xSquaredArchitecture } from "./x-squared";

/** The loss's derivatives by each parameter of a float64 network, by central differences. */
function finiteDifferences(network: Network, batch: Batch, loss: Loss): Network {
  const width = network.layers[network.layers.length - 1].outputs;
  const lossNow = (): number => lossOf(loss, predict(network, batch.inputs), batch.targets, width);
  const step = 1e-5;
  return mapArrays(
    network,
    (values) =>
      values.map((kept, i) => {
        values[i] = kept + step;
        const above = lossNow();
        values[i] = kept - step;
        const below = lossNow();
        values[i] = kept;
        return (above - below) / (2 * step);
      }) as Floats,
  );
}

test.each([[[1, 5, 20, 5, 1]], [[1, 7, 1]], [[3, 6, 5, 2]]])(
  "gradients of %j are finite differences of the loss",
  (widths) => {
    const random = seeded(11);
    const network = float64Network(initialise(perceptron(widths), random));
    const rows = 9;
    const inputs = Float64Array.from({ length: rows * widths[0] }, () => 4 * random() - 2);
    const targets = Float64Array.from({ length: rows * widths.at(-1)! }, () => random());
    const { gradients } = lossAndGradients(network, { inputs, targets }, meanSquaredErrorLoss);
    const expected = finiteDifferences(network, { rows, inputs, targets }, meanSquaredErrorLoss);
    for (const [i, values] of parametersOf(gradients).entries())
      for (const [j, value] of values.entries())
        expect(parametersOf(expected)[i][j]).toBeCloseTo(value, 8);
  },
);

const losses: readonly Loss[] = [
  ...([2, 4, 6, 8] as const).map((exponent) => ({ name: "power", exponent }) as const),
  { name: "cross-entropy" },
];

describe.each(activations)("gradients with %s are finite differences", (activation) => {
  describe.each([
    { gated: false, bias: true },
    { gated: false, bias: false },
    { gated: true, bias: true },
    { gated: true, bias: false },
  ])("where gated is $gated and bias is $bias", (options) => {
    test.each(losses)("of $name $exponent", (loss) => {
      const random = seeded(12);
      const architecture = perceptron([3, 5, 4, 3], { activation, ...options });
      // Twice the usual weights, so that gates let enough through for finite differences.
      const network = mapArrays(
        float64Network(initialise(architecture, random)),
        (values) => values.map((value) => 2 * value) as Floats,
      );
      const rows = 6;
      const inputs = Float64Array.from({ length: rows * 3 }, () => 2 * random() - 1);
      const targets =
        loss.name === "power"
          ? Float64Array.from({ length: rows * 3 }, () => 2 * random() - 1)
          : Int32Array.from({ length: rows }, () => Math.floor(3 * random()));
      const batch: Batch = { rows, inputs, targets };
      const found = lossAndGradients(network, batch, loss);
      expect(found.loss).toBeCloseTo(lossOf(loss, predict(network, inputs), targets, 3), 12);
      expect(worstTensor(found.gradients, finiteDifferences(network, batch, loss))).toBeLessThan(
        1e-7,
      );
    });
  });
});

test.each([
  { gated: false, bias: true },
  { gated: true, bias: false },
])("one-hot rows have the gradients of their sums, in several blocks: $gated $bias", (options) => {
  const random = seeded(13);
  const network = float64Network(initialise(perceptron([6, 5, 4], options), random));
  const rows = 250;
  // Some places are named twice.
  const indices = Int32Array.from({ length: rows * 3 }, () => Math.floor(6 * random()));
  const targets = Int32Array.from({ length: rows }, () => Math.floor(4 * random()));
  const loss: Loss = { name: "cross-entropy" };
  const found = lossAndGradients(network, { inputs: { indices, perRow: 3 }, targets }, loss);
  const dense = { inputs: multiHot(indices, 3, 6), targets };
  const expected = lossAndGradients(network, dense, loss);
  expect(found.loss).toBeCloseTo(expected.loss, 13);
  expect(worstTensor(found.gradients, expected.gradients)).toBeLessThan(1e-13);
});

const network = initialise(xSquaredArchitecture(6), seeded(2));
const inputs = Float32Array.from({ length: 301 }, (_, i) => i / 15 - 10);
const targets = inputs.map((x) => x * x);
const batch = { inputs, targets };

test("a batch of several blocks has the mean gradient of its parts", () => {
  const whole = float64Network(lossAndGradients(network, batch, meanSquaredErrorLoss).gradients);
  const mean = float64Network(whole);
  for (const { weight, bias } of mean.layers) {
    weight.fill(0);
    bias.fill(0);
  }
  for (const i of inputs.keys()) {
    const { gradients } = lossAndGradients(
      float64Network(network),
      { inputs: inputs.subarray(i, i + 1), targets: targets.subarray(i, i + 1) },
      meanSquaredErrorLoss,
    );
    for (const [l, { weight, bias }] of gradients.layers.entries()) {
      for (const j of weight.keys()) mean.layers[l].weight[j] += weight[j] / inputs.length;
      for (const j of bias.keys()) mean.layers[l].bias[j] += bias[j] / inputs.length;
    }
  }
  expect(worstTensor(mean, whole)).toBeLessThan(1e-6);
});

test("loss and predictions are those of a forward pass", () => {
  const { loss, predictions } = lossAndGradients(network, batch, meanSquaredErrorLoss);
  expect(predictions).toEqual(predict(network, inputs));
  expect(loss / meanSquaredError(predictions, targets)).toBeCloseTo(1, 6);
});

test("with memory given, results are the same, and in that memory", () => {
  const memory = gradientWorkspace(network, inputs.length);
  lossAndGradients(
    initialise(xSquaredArchitecture(6), seeded(9)),
    batch,
    meanSquaredErrorLoss,
    memory,
  );
  const result = lossAndGradients(network, batch, meanSquaredErrorLoss, memory);
  expect(result).toBe(memory.result);
  expect(result).toEqual(lossAndGradients(network, batch, meanSquaredErrorLoss));
});

test("gradients are of the network's kind of numbers", () => {
  const kinds = [float32Network(network), float64Network(network)].map(
    (n) => lossAndGradients(n, batch, meanSquaredErrorLoss).gradients.layers[0].weight.constructor,
  );
  expect(kinds).toEqual([Float32Array, Float64Array]);
});

test("cross-entropy needs one class for each row", () => {
  const classes = new Int32Array(602);
  expect(() =>
    lossAndGradients(network, { inputs, targets: classes }, { name: "cross-entropy" }),
  ).toThrow("301 inputs need 301 targets, and memory for 301 predictions; there are 602 and 301.");
});

test("shapes that do not fit are refused", () => {
  expect(() =>
    lossAndGradients(network, { inputs, targets: targets.subarray(1) }, meanSquaredErrorLoss),
  ).toThrow("301 inputs need 301 targets, and memory for 301 predictions; there are 300 and 301.");
  const memory = gradientWorkspace(initialise(perceptron([1, 3, 1]), seeded(1)), inputs.length);
  expect(() => lossAndGradients(network, batch, meanSquaredErrorLoss, memory)).toThrow(
    "The workspace is for a network 1 → 3 → 1, not 1 → 6 → 24 → 6 → 1 of this kind.",
  );
});
