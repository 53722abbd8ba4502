import { expect, test } from "vitest";
import {
  architectureOf,
  parameterCount,
  perceptron,
  widthsOf,
} from "../../src/network/architecture";
import { initialise } from "../../src/network/initialise";
import { parametersOf } from "../../src/network/network";
import { seeded } from "../../src/network/random";
import { xSquaredArchitecture } from "./x-squared";

const architecture = xSquaredArchitecture(64);
const network = initialise(architecture, seeded(1));

test("a seed gives the same network, another seed another", () => {
  expect(initialise(architecture, seeded(1))).toEqual(network);
  expect(initialise(architecture, seeded(2)).layers[0].weight[0]).not.toBe(
    network.layers[0].weight[0],
  );
});

test("the network has the widths asked for, and as many numbers as they count", () => {
  expect(architectureOf(network)).toEqual(architecture);
  expect(widthsOf(architecture)).toEqual([1, 64, 256, 64, 1]);
  const numbers = network.layers.reduce(
    (n, { weight, bias }) => n + weight.length + bias.length,
    0,
  );
  expect(numbers).toBe(parameterCount(architecture));
  expect(numbers).toBe(33_281);
});

test("weights and biases fill ±1/√inputs evenly, as PyTorch's", () => {
  for (const { inputs, weight, bias } of network.layers) {
    const bound = Math.fround(1 / Math.sqrt(inputs));
    for (const values of [weight, bias]) {
      expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(bound);
      if (values.length < 64) continue;
      expect(Math.max(...values)).toBeGreaterThan(0.85 * bound);
      expect(Math.min(...values)).toBeLessThan(-0.85 * bound);
      let variance = 0;
      for (const value of values) variance += value ** 2 / values.length;
      expect(variance / (bound * bound)).toBeCloseTo(1 / 3, values.length > 1000 ? 1 : 0);
    }
  }
});

test("a layer's weight is drawn before its bias, layer by layer", () => {
  let count = 0;
  const { layers } = initialise(perceptron([1, 2, 1]), () => count++ / 100);
  const places = layers.flatMap(({ inputs, weight, bias }) =>
    [...weight, ...bias].map((v) => Math.round(50 * (v * Math.sqrt(inputs) + 1))),
  );
  expect(places).toEqual([0, 1, 2, 3, 4, 5, 6]);
});

test("a gated layer draws W, b, V and c in this order, each in ±1/√inputs; one without bias draws none", () => {
  let count = 0;
  const gated = perceptron([1, 2, 1], { gated: true });
  const { layers } = initialise(gated, () => count++ / 100);
  const place = (inputs: number, value: number): number =>
    Math.round(50 * (value * Math.sqrt(inputs) + 1));
  const places = parametersOf({ layers: layers.slice(0, 1) }).map((values) =>
    Array.from(values, (value) => place(1, value)),
  );
  expect(places).toEqual([
    [0, 1],
    [2, 3],
    [4, 5],
    [6, 7],
  ]);
  expect(layers[1].gate).toBeUndefined();
  expect(place(2, layers[1].weight[0])).toBe(8);

  count = 0;
  const [bare] = initialise(
    perceptron([1, 2, 1], { gated: true, bias: false }),
    () => count++ / 100,
  ).layers;
  expect(bare.bias).toEqual(new Float32Array(0));
  expect(bare.gate!.bias).toEqual(new Float32Array(0));
  expect(count).toBe(6);
});

test("layers have the activations of their architecture", () => {
  const { layers } = initialise(perceptron([1, 2, 2, 1], { activation: "tanh" }), seeded(1));
  expect(layers.map(({ activation }) => activation)).toEqual(["tanh", "tanh", "identity"]);
});
