import { expect, test } from "vitest";
import { xSquaredArchitecture } from "../../../../notebooks/x-squared/mathematics/dataset";
import { firingRange, type Key, keysOf } from "../../../../notebooks/x-squared/mathematics/keys";
import { preActivationsAt } from "../../../../src/network/activations";
import { perceptron } from "../../../../src/network/architecture";
import { initialise } from "../../../../src/network/initialise";
import type { Network } from "../../../../src/network/network";
import { seeded } from "../../../../src/network/random";
import { referenceNetwork } from "../../../network/reference";

const firstLayer = (weights: number[], biases: number[]): Network => ({
  layers: [
    {
      inputs: 1,
      outputs: weights.length,
      activation: "identity",
      weight: Float64Array.from(weights),
      bias: Float64Array.from(biases),
    },
  ],
});

test("a key is a half-line: it matches on the side of its pivot that it faces, and nowhere else", () => {
  const network = referenceNetwork("trained-500.safetensors");
  const keys = keysOf(network);
  expect(keys).toHaveLength(64);
  for (const x of [-9, -1, 0.5, 5, 10]) {
    const z = preActivationsAt(network, x);
    for (const { index, pivot, facing } of keys)
      expect(z[index] > 0).toBe(Math.sign(x - pivot) === facing);
  }
});

test("some pivots of the trained network lie far outside the domain", () => {
  const pivots = keysOf(referenceNetwork("trained-500.safetensors")).map(({ pivot }) => pivot);
  expect(Math.min(...pivots)).toBeCloseTo(-658, 0);
  expect(Math.max(...pivots)).toBeCloseTo(198, 0);
});

test("a key without direction has its pivot at infinity: it matches everywhere or nowhere", () => {
  const [everywhere, nowhere, never] = keysOf(firstLayer([0, 0, 0], [1, -1, 0]));
  expect(everywhere).toMatchObject({ pivot: -Infinity, facing: 0 });
  expect(nowhere).toMatchObject({ pivot: Infinity, facing: 0 });
  expect(never).toMatchObject({ pivot: Infinity, facing: 0 });
});

test("a key without bias has its pivot at 0, not −0, and one of NaN has none", () => {
  const [up, down, broken] = keysOf(firstLayer([2, -2, Number.NaN], [0, 0, 1]));
  expect(up).toEqual({ index: 0, weight: 2, bias: 0, pivot: 0, facing: 1 });
  expect(down).toEqual({ index: 1, weight: -2, bias: 0, pivot: 0, facing: -1 });
  expect(broken.pivot).toBeNaN();
});

test("keys of a network with two inputs are refused", () => {
  expect(() => keysOf(initialise(perceptron([2, 3, 1]), seeded(1)))).toThrow(
    "Keys need a network with 1 input, not 2.",
  );
});

test("firingRange gives the fewest and the most keys that fire at one query", () => {
  const key = (index: number, weight: number, bias: number): Key => ({
    index,
    weight,
    bias,
    pivot: -bias / weight,
    facing: weight > 0 ? 1 : -1,
  });
  // They fire right of 0, right of 1, and left of −1.
  const keys = [key(0, 1, 0), key(1, 2, -2), key(2, -1, -1)];
  expect(firingRange(keys, [-2, 3])).toEqual({ least: 0, most: 2 });
  expect(firingRange(keys, [0.5, 0.9])).toEqual({ least: 1, most: 1 });
  // Two fire between the pivots only, which no evenly spaced query need meet.
  const narrow = [key(0, 1, 0), key(1, -1, 1e-9)];
  expect(firingRange(narrow, [-2, 3])).toEqual({ least: 1, most: 2 });
});

test("what firingRange says holds at every query that the page can show", () => {
  for (const seed of [1, 2, 3]) {
    const keys = keysOf(initialise(xSquaredArchitecture(256), seeded(seed)));
    const { least, most } = firingRange(keys, [-10, 10]);
    const counts = Array.from(
      { length: 2001 },
      (_, i) => keys.filter(({ weight, bias }) => weight * (i / 100 - 10) + bias > 0).length,
    );
    expect(least).toBeLessThanOrEqual(Math.min(...counts));
    expect(most).toBeGreaterThanOrEqual(Math.max(...counts));
    expect(most - Math.max(...counts)).toBeLessThan(8);
  }
});
