import { describe, expect, it } from "vitest";
import { superpositionArchitecture } from "../../../../notebooks/superposition/mathematics/weights";
import {
  openedSuperposition,
  superpositionFile,
  superpositionFileText,
} from "../../../../notebooks/superposition/training/opened";
import { shippedSuperposition } from "../../../../notebooks/superposition/training/settings";
import { perceptron } from "../../../../src/network/architecture";
import { initialise } from "../../../../src/network/initialise";
import type { Network } from "../../../../src/network/network";
import { seeded } from "../../../../src/network/random";
import { readSafetensors } from "../../../../src/network/safetensors";
import { fileOf } from "../../../../src/run/network-file";
import { startRun } from "../../../../src/run/run";

const network = initialise(superpositionArchitecture(12, 3), seeded(1));
const open = (opened: Network) => openedSuperposition(fileOf(opened, "mine"), shippedSuperposition);

describe("a network of superposition", () => {
  it("is opened with its own numbers of features and neurons, and measured at the chosen probability", async () => {
    const run = await open(network);
    expect(run.latest.network).toEqual(network);
    expect(run.settings).toEqual({ ...shippedSuperposition, features: 12, neurons: 3 });
    expect(superpositionFileText(run, run.latest)).toBe("12 → 3 → 12, from mine.safetensors");
  });

  it("is saved under PyTorch's names, with what is known of it", async () => {
    const moment = { step: 40, loss: 1, network, predictions: new Float32Array(0) };
    const run = startRun(shippedSuperposition, [1000], moment);
    const file = superpositionFile(run, moment);
    expect(file.name).toBe(
      "superposition-seed=7-features=100-neurons=10-p=0.02-l4-batch=40.safetensors",
    );
    const { tensors, metadata } = readSafetensors(await file.arrayBuffer());
    expect([...tensors].map(([name, { shape }]) => [name, shape])).toEqual([
      ["unit.0.weight", [3, 12]],
      ["unit.2.weight", [12, 3]],
    ]);
    expect(metadata).toMatchObject({ format: "pt", batch: "40" });
    expect((await openedSuperposition(file, shippedSuperposition)).file).toBe(file.name);
  });

  it.each([
    ["too many features", superpositionArchitecture(201, 3), "found 201 and 3"],
    ["too many neurons", superpositionArchitecture(20, 101), "found 20 and 101"],
    ["another end", perceptron([12, 3, 5], { bias: false }), "Expected shape [12, 3]"],
    ["another layer", perceptron([4, 3, 3, 4], { bias: false }), "Expected shape [4, 3]"],
    ["biases", perceptron([12, 3, 12]), 'found "unit.0.bias" besides'],
  ])("is refused with %s", async (_, architecture, message) => {
    await expect(open(initialise(architecture, seeded(1)))).rejects.toThrow(message);
  });

  it("is refused where a weight is not finite", async () => {
    const [below, above] = network.layers;
    const weight = Float32Array.from(below.weight).fill(Number.NaN, 3, 4);
    await expect(open({ layers: [{ ...below, weight }, above] })).rejects.toThrow("found NaN");
  });
});
