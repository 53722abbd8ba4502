import { expect, test } from "vitest";
import { perceptron } from "../../src/network/architecture";
import { initialise } from "../../src/network/initialise";
import { seeded } from "../../src/network/random";
import { readSafetensors, SafetensorsError, type Tensor } from "../../src/network/safetensors";
import { writeSafetensors } from "../../src/network/safetensors-write";
import { expectWidths, fromStateDict, toStateDict } from "../../src/network/state-dict";
import { xSquaredArchitecture } from "./x-squared";

const network = initialise(xSquaredArchitecture(4), seeded(1));

/** The state_dict of the network with some tensors replaced, or left out where undefined. */
function changed(changes: Record<string, Tensor | undefined>): Map<string, Tensor> {
  const tensors = new Map<string, Tensor>(toStateDict(network));
  for (const [name, tensor] of Object.entries(changes)) {
    if (tensor === undefined) tensors.delete(name);
    else tensors.set(name, tensor);
  }
  return tensors;
}

const zeros = (...shape: number[]): Tensor => ({
  shape,
  data: new Float32Array(shape.reduce((a, b) => a * b, 1)),
});

test("tensors have PyTorch's names and shapes", () => {
  expect([...toStateDict(network)].map(([name, { shape }]) => [name, shape])).toEqual([
    ["unit.0.weight", [4, 1]],
    ["unit.0.bias", [4]],
    ["unit.2.weight", [16, 4]],
    ["unit.2.bias", [16]],
    ["unit.4.weight", [4, 16]],
    ["unit.4.bias", [4]],
    ["unit.6.weight", [1, 4]],
    ["unit.6.bias", [1]],
  ]);
});

test.each([[[1, 4, 16, 4, 1]], [[1, 1]], [[3, 8, 2]]])(
  "a network %j comes back from a file as it was",
  (widths) => {
    const original = initialise(perceptron(widths), seeded(6));
    const bytes = writeSafetensors(toStateDict(original), { dtype: "F32" });
    expect(fromStateDict(readSafetensors(bytes).tensors)).toEqual(original);
  },
);

test("activations come back as well: GELU after each layer but the last", () => {
  const { layers } = fromStateDict(toStateDict(network));
  expect(layers.map(({ activation }) => activation)).toEqual(["gelu", "gelu", "gelu", "identity"]);
});

test("several networks share a file, each with its prefix", () => {
  const other = initialise(perceptron([1, 3, 1]), seeded(2));
  const bytes = writeSafetensors(
    [...toStateDict(network, "epoch-500."), ...toStateDict(other, "epoch-5.")],
    { dtype: "F32" },
  );
  const { tensors } = readSafetensors(bytes);
  expect(fromStateDict(tensors, { prefix: "epoch-500." })).toEqual(network);
  expect(fromStateDict(tensors, { prefix: "epoch-5." })).toEqual(other);
});

test.each<[string, Record<string, Tensor | undefined>, string]>([
  [
    "no weight",
    { "unit.0.weight": undefined },
    'Expected a tensor "unit.0.weight", found "unit.0.bias"',
  ],
  ["no bias", { "unit.4.bias": undefined }, 'Expected a tensor "unit.4.bias", found'],
  ["a missing layer", { "unit.2.weight": undefined }, 'found "unit.2.bias" besides'],
  [
    "a tensor too many",
    { "unit.8.gain": zeros(1) },
    'Expected 4 layers, up to "unit.6.bias", found "unit.8.gain" besides.',
  ],
  [
    "layers that do not fit",
    { "unit.2.weight": zeros(16, 5) },
    'Expected shape [outputs, 4] in tensor "unit.2.weight", found [16, 5].',
  ],
  [
    "a weight of one dimension",
    { "unit.0.weight": zeros(4) },
    'Expected shape [outputs, inputs] in tensor "unit.0.weight", found [4].',
  ],
  [
    "a bias that does not fit",
    { "unit.6.bias": zeros(2) },
    'Expected shape [1] in tensor "unit.6.bias", found [2].',
  ],
])("a state_dict with %s is refused by name", (_, changes, message) => {
  expect(() => fromStateDict(changed(changes))).toThrow(SafetensorsError);
  expect(() => fromStateDict(changed(changes))).toThrow(message);
});

test("an empty state_dict is refused", () => {
  expect(() => fromStateDict(new Map())).toThrow('Expected a tensor "unit.0.weight", found none.');
});

test("a network of the wrong widths is refused by the first tensor that shows it", () => {
  expect(() => expectWidths(network, [1, 4, 16, 4, 1])).not.toThrow();
  expect(() => expectWidths(network, [1, 64, 256, 64, 1])).toThrow(
    'Expected shape [64, 1] in tensor "unit.0.weight", found [4, 1].',
  );
  expect(() => expectWidths(network, [1, 4, 16, 4, 2, 1])).toThrow(
    'Expected shape [2, 4] in tensor "unit.6.weight", found [1, 4].',
  );
  expect(() => expectWidths(network, [1, 4, 16, 4])).toThrow("Expected 3 layers, found 4.");
});

test("a network without biases has none in its state_dict, and comes back where that is said", () => {
  const bare = initialise(perceptron([5, 2, 5], { activation: "relu", bias: false }), seeded(3));
  const tensors = toStateDict(bare, "l4.");
  expect([...tensors.keys()]).toEqual(["l4.unit.0.weight", "l4.unit.2.weight"]);
  expect(fromStateDict(tensors, { prefix: "l4.", activation: "relu", bias: false })).toEqual(bare);
  expect(() => fromStateDict(tensors, { prefix: "l4." })).toThrow('"l4.unit.0.bias"');
});
