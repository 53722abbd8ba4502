import { expect, test } from "vitest";
import { perceptron, xSquaredArchitecture } from "../../src/network/architecture";
import { gradientWorkspace, lossAndGradients } from "../../src/network/backward";
import { float32Network, float64Network } from "../../src/network/copy";
import { predict } from "../../src/network/forward";
import { initialise } from "../../src/network/initialise";
import { meanSquaredError, meanSquaredErrorLoss } from "../../src/network/loss";
import type { Floats } from "../../src/network/network";
import { seeded } from "../../src/network/random";
import { worstTensor } from "./errors";

test.each([[[1, 5, 20, 5, 1]], [[1, 7, 1]], [[3, 6, 5, 2]]])(
  "gradients of %j are finite differences of the loss",
  (widths) => {
    const random = seeded(11);
    const network = float64Network(initialise(perceptron(widths), random));
    const samples = 9;
    const inputs = Float64Array.from({ length: samples * widths[0] }, () => 4 * random() - 2);
    const targets = Float64Array.from({ length: samples * widths.at(-1)! }, () => random());
    const { gradients } = lossAndGradients(network, { inputs, targets }, meanSquaredErrorLoss);
    const lossWith = (values: Floats, i: number, by: number): number => {
      const kept = values[i];
      values[i] += by;
      const loss = meanSquaredError(predict(network, inputs), targets);
      values[i] = kept;
      return loss;
    };
    const step = 1e-5;
    for (const [index, { weight, bias }] of network.layers.entries())
      for (const [values, gradient] of [
        [weight, gradients.layers[index].weight],
        [bias, gradients.layers[index].bias],
      ])
        for (let i = 0; i < values.length; ++i)
          expect((lossWith(values, i, step) - lossWith(values, i, -step)) / (2 * step)).toBeCloseTo(
            gradient[i],
            8,
          );
  },
);

const network = initialise(xSquaredArchitecture(6), seeded(2));
const inputs = Float32Array.from({ length: 301 }, (_, i) => i / 15 - 10);
const targets = inputs.map((x) => x * x);

test("a batch of several blocks has the mean gradient of its parts", () => {
  const whole = float64Network(
    lossAndGradients(network, { inputs, targets }, meanSquaredErrorLoss).gradients,
  );
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
  const { loss, predictions } = lossAndGradients(
    network,
    { inputs, targets },
    meanSquaredErrorLoss,
  );
  expect(predictions).toEqual(predict(network, inputs));
  expect(loss / meanSquaredError(predictions, targets)).toBeCloseTo(1, 6);
});

test("with memory given, results are the same, and in that memory", () => {
  const memory = gradientWorkspace(network, inputs.length);
  lossAndGradients(
    initialise(xSquaredArchitecture(6), seeded(9)),
    { inputs, targets },
    meanSquaredErrorLoss,
    memory,
  );
  const result = lossAndGradients(network, { inputs, targets }, meanSquaredErrorLoss, memory);
  expect(result).toBe(memory.result);
  expect(result).toEqual(lossAndGradients(network, { inputs, targets }, meanSquaredErrorLoss));
});

test("gradients are of the network's kind of numbers", () => {
  const kinds = [float32Network(network), float64Network(network)].map(
    (n) =>
      lossAndGradients(n, { inputs, targets }, meanSquaredErrorLoss).gradients.layers[0].weight
        .constructor,
  );
  expect(kinds).toEqual([Float32Array, Float64Array]);
});

test("shapes that do not fit are refused", () => {
  expect(() =>
    lossAndGradients(network, { inputs, targets: targets.subarray(1) }, meanSquaredErrorLoss),
  ).toThrow("301 inputs need 301 targets, and memory for 301 predictions; there are 300 and 301.");
  const memory = gradientWorkspace(initialise(perceptron([1, 3, 1]), seeded(1)), inputs.length);
  expect(() =>
    lossAndGradients(network, { inputs, targets }, meanSquaredErrorLoss, memory),
  ).toThrow("The workspace is for a network 1 → 3 → 1, not 1 → 6 → 24 → 6 → 1 of this kind.");
});
