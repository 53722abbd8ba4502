import { describe, expect, test } from "vitest";
import { gradientWorkspace, lossAndGradients } from "../../src/network/backward";
import { float32Network, float64Network } from "../../src/network/copy";
import { meanSquaredErrorLoss } from "../../src/network/loss";
import type { Network } from "../../src/network/network";
import { optimiserState, optimiserStep } from "../../src/network/optimiser";
import { worstTensor } from "./errors";
import { adamDefaults, referenceLosses, referenceNetwork } from "./reference";
import { xSquaredData } from "./x-squared";

const data = xSquaredData();

function train(network: Network, steps: number): number[] {
  const memory = gradientWorkspace(network, data.inputs.length);
  const state = optimiserState(network);
  return Array.from({ length: steps }, () => {
    const { loss, gradients } = lossAndGradients(network, data, meanSquaredErrorLoss, memory);
    optimiserStep(network, gradients, state, adamDefaults, { name: "constant" });
    return loss;
  });
}

describe.each([
  ["float32", float32Network],
  ["float64", float64Network],
])("in %s, from PyTorch's initial weights", (_, convert) => {
  test("gradients at initialisation are PyTorch's", () => {
    const network = convert(referenceNetwork("init.safetensors"));
    const { gradients } = lossAndGradients(network, data, meanSquaredErrorLoss);
    const expected = referenceNetwork("init-gradients.safetensors");
    expect(worstTensor(gradients, expected)).toBeLessThan(1e-5);
  });

  test("weights after 10 steps of Adam are PyTorch's", () => {
    const network = convert(referenceNetwork("init.safetensors"));
    train(network, 10);
    const expected = referenceNetwork("after-10-steps.safetensors");
    expect(worstTensor(network, expected)).toBeLessThan(1e-4);
  });
});

test("the loss follows PyTorch's over the first 50 epochs, in float32", () => {
  const losses = train(referenceNetwork("init.safetensors"), 50);
  const expected = referenceLosses();
  for (const [epoch, loss] of losses.entries())
    expect(Math.abs(loss / expected[epoch] - 1), `at epoch ${epoch}`).toBeLessThan(1e-3);
}, 30_000);

test("the loss of PyTorch's trained weights is PyTorch's", () => {
  const { loss } = lossAndGradients(
    referenceNetwork("trained-500.safetensors"),
    data,
    meanSquaredErrorLoss,
  );
  expect(loss / referenceLosses()[500]).toBeCloseTo(1, 3);
});
