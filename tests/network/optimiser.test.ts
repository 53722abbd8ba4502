import { describe, expect, test } from "vitest";
import type { Network } from "../../src/network/network";
import {
  type AdamW,
  type Optimiser,
  optimiserState,
  optimiserStep,
  type Schedule,
  scheduleFactor,
} from "../../src/network/optimiser";
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

/** θ after steps with these gradients, from a weight θ. */
function stepped(
  optimiser: Optimiser,
  schedule: Schedule,
  theta: number,
  gradients: readonly number[],
): number {
  const network = one(theta, 0);
  const state = optimiserState(network);
  for (const gradient of gradients)
    optimiserStep(network, one(gradient, 0), state, optimiser, schedule);
  expect(state.step).toBe(gradients.length);
  return network.layers[0].weight[0];
}

describe("SGD", () => {
  test("goes against the gradient by the learning rate times its size", () => {
    expect(stepped({ name: "sgd", learningRate: 0.1 }, constant, 1, [2, -5])).toBeCloseTo(
      1 - 0.1 * 2 + 0.1 * 5,
      15,
    );
  });

  test("leaves the moments at zero", () => {
    const network = one(1, 1);
    const state = optimiserState(network);
    optimiserStep(network, one(3, 4), state, { name: "sgd", learningRate: 1 }, constant);
    expect(state).toEqual({ ...optimiserState(one(0, 0)), step: 1 });
  });
});

describe("AdamW", () => {
  const adamw: AdamW = { ...adamDefaults, name: "adamw", learningRate: 0.1, weightDecay: 0.5 };

  test("shrinks the weight by η·λ before Adam's step, which does not see the decay", () => {
    const adam = stepped({ ...adamDefaults, learningRate: 0.1 }, constant, 0, [2]);
    expect(stepped(adamw, constant, 3, [2])).toBeCloseTo(3 * (1 - 0.1 * 0.5) + adam, 14);
  });

  test("shrinks biases too, and weights without gradients", () => {
    const network = one(4, 8);
    optimiserStep(network, one(0, 0), optimiserState(network), adamw, constant);
    expect(network).toEqual(one(4 * 0.95, 8 * 0.95));
  });

  test("without decay is Adam", () => {
    const adam = stepped(adamDefaults, constant, 1, [1, -3, 2]);
    expect(
      stepped({ ...adamDefaults, name: "adamw", weightDecay: 0 }, constant, 1, [1, -3, 2]),
    ).toBe(adam);
  });

  test("has its decay follow the schedule", () => {
    const schedule: Schedule = { name: "cosine", steps: 2 };
    // Rates η and η/2; without gradients there is nothing but the decay.
    expect(stepped(adamw, schedule, 1, [0, 0])).toBeCloseTo(0.95 * 0.975, 15);
  });
});

describe("the schedule", () => {
  test("multiplies by 1 where it is constant", () => {
    for (const step of [0, 1, 1e6]) expect(scheduleFactor(constant, step)).toBe(1);
  });

  test.each([1, 2, 7, 1000, 100_000])(
    "is (1 + cos(πt/T))/2 up to step %i, and 0 from there on",
    (steps) => {
      const schedule: Schedule = { name: "cosine", steps };
      for (let step = 0; step < steps; step += Math.ceil(steps / 1000))
        expect(
          Math.abs(scheduleFactor(schedule, step) - (1 + Math.cos((Math.PI * step) / steps)) / 2),
          `at ${step}`,
        ).toBeLessThan(1e-15);
      expect(scheduleFactor(schedule, 0)).toBe(1);
      for (const step of [steps, steps + 1, 10 * steps])
        expect(scheduleFactor(schedule, step)).toBe(0);
    },
  );

  test("gives each step the rate of the steps before it", () => {
    const sgd = { name: "sgd", learningRate: 1 } as const;
    // cos² of 0, 45° and 90°
    expect(stepped(sgd, { name: "cosine", steps: 2 }, 0, [1, 1, 1])).toBeCloseTo(-1.5, 15);
  });
});
