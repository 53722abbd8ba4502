import { expect, test } from "vitest";
import type { Network } from "../../src/network/network";
import { optimiserState, optimiserStep, type Schedule } from "../../src/network/optimiser";
import { adamDefaults } from "./reference";

const constant: Schedule = { name: "constant" };

const one = (weight: number, bias: number): Network => ({
  layers: [
    {
      inputs: 1,
      outputs: 1,
      activation: "identity",
      weight: Float64Array.of(weight),
      bias: Float64Array.of(bias),
    },
  ],
});

test("the first step is the learning rate against the gradient's sign, whatever its size", () => {
  const network = one(1, 1);
  optimiserStep(network, one(1e-3, -1e3), optimiserState(network), adamDefaults, constant);
  expect(network.layers[0].weight[0]).toBeCloseTo(1 - 1e-3, 7);
  expect(network.layers[0].bias[0]).toBeCloseTo(1 + 1e-3, 7);
});

test("ε stands outside the root, after the correction: a gradient of its size takes half a step", () => {
  const network = one(0, 0);
  optimiserStep(network, one(1e-8, 0), optimiserState(network), adamDefaults, constant);
  expect(network.layers[0].weight[0]).toBeCloseTo(-0.5e-3, 12);
  expect(network.layers[0].bias[0]).toBe(0);
});

test("two steps are those of the formula", () => {
  const network = one(0, 0);
  const state = optimiserState(network);
  optimiserStep(network, one(1, 0), state, adamDefaults, constant);
  optimiserStep(network, one(-3, 0), state, adamDefaults, constant);
  const m = 0.9 * 0.1 * 1 + 0.1 * -3;
  const v = 0.999 * 0.001 * 1 + 0.001 * 9;
  const second = (1e-3 * m) / (1 - 0.9 ** 2) / (Math.sqrt(v) / Math.sqrt(1 - 0.999 ** 2) + 1e-8);
  expect(network.layers[0].weight[0]).toBeCloseTo(-1e-3 / (1 + 1e-8) - second, 12);
  expect(state.step).toBe(2);
});
