import { describe, expect, test } from "vitest";
import {
  type Architecture,
  architectureOf,
  architectureText,
  checkArchitecture,
  parameterCount,
  perceptron,
  sameArchitecture,
} from "../../src/network/architecture";
import { initialise } from "../../src/network/initialise";
import { parametersOf } from "../../src/network/network";
import { seeded } from "../../src/network/random";
import { xSquaredArchitecture } from "./x-squared";

const kinds: readonly [string, Architecture, number][] = [
  ["with biases", perceptron([3, 5, 2]), 3 * 5 + 5 + 5 * 2 + 2],
  ["without biases", perceptron([3, 5, 2], { bias: false }), 3 * 5 + 5 * 2],
  ["with gates", perceptron([3, 5, 2], { gated: true }), 2 * (3 * 5 + 5) + 5 * 2 + 2],
  [
    "with gates and without biases",
    perceptron([3, 5, 2], { gated: true, bias: false }),
    2 * 3 * 5 + 5 * 2,
  ],
];

describe.each(kinds)("a network %s", (_, architecture, count) => {
  const network = initialise(architecture, seeded(3));

  test("has as many parameters as are counted", () => {
    expect(parameterCount(architecture)).toBe(count);
    expect(parametersOf(network).reduce((sum, { length }) => sum + length, 0)).toBe(count);
  });

  test("describes itself", () => {
    expect(architectureOf(network)).toEqual(architecture);
    expect(sameArchitecture(architectureOf(network), architecture)).toBe(true);
  });
});

test("the activation stands after each layer but the last, and so do the gates", () => {
  const { layers } = perceptron([1, 4, 3, 2], { activation: "silu", gated: true });
  expect(layers.map(({ activation, gated }) => [activation, gated])).toEqual([
    ["silu", true],
    ["silu", true],
    ["identity", false],
  ]);
});

test("architectures that differ in anything are not the same", () => {
  const one = perceptron([2, 4, 1]);
  const others = [
    perceptron([3, 4, 1]),
    perceptron([2, 5, 1]),
    perceptron([2, 4, 1, 1]),
    perceptron([2, 4, 1], { activation: "relu" }),
    perceptron([2, 4, 1], { bias: false }),
    perceptron([2, 4, 1], { gated: true }),
  ];
  for (const other of others) expect(sameArchitecture(one, other)).toBe(false);
  expect(sameArchitecture(one, perceptron([2, 4, 1]))).toBe(true);
});

test("an architecture is written by its widths", () => {
  expect(architectureText(xSquaredArchitecture(64))).toBe("1 → 64 → 256 → 64 → 1");
});

test.each([0, 5000, 2.5, -1, Number.NaN])("a width of %d is refused", (width) => {
  const message = `A layer can be 1 to 1024 wide, not ${width}.`;
  expect(() => checkArchitecture(perceptron([1, width, 1]))).toThrow(new RangeError(message));
  expect(() => checkArchitecture(perceptron([width, 4, 1]))).toThrow(new RangeError(message));
});

test("widths from 1 to 1,024 will do, and a network without layers will not", () => {
  expect(() => checkArchitecture(perceptron([1, 1024, 1]))).not.toThrow();
  expect(() => checkArchitecture({ inputs: 3, layers: [] })).toThrow(
    new RangeError("A network needs a layer."),
  );
});
