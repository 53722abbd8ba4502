import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import {
  besideSettings,
  shippedSuperposition,
} from "../../../../notebooks/superposition/training/settings";
import {
  readSuperposition,
  readSuperpositionHistory,
} from "../../../../notebooks/superposition/training/shipped";
import { SafetensorsError } from "../../../../src/network/safetensors";
import { keptSteps } from "../../../../src/run/kept-steps";
import { trainedSuperposition } from "./trained";

const file = (name: string) => readFile(`public/weights/superposition/${name}.safetensors`);
const { main, beside } = readSuperposition(await file("first-paint"));

describe("the shipped runs of superposition", () => {
  it("are of the page's loss and of the other, each with its curve", () => {
    expect(main.settings).toEqual(shippedSuperposition);
    expect(beside.settings).toEqual({ ...shippedSuperposition, exponent: 2 });
    for (const { losses, latest } of [main, beside]) {
      expect(losses).toHaveLength(1001);
      expect(losses[1000]).toBe(latest.loss);
    }
  });

  it.each([
    ["of the page's loss", main, shippedSuperposition],
    ["of the other loss", beside, besideSettings(shippedSuperposition)],
  ])(
    "are what the engine computes again, bit for bit: the one %s",
    async (_, run, settings) => {
      const again = await trainedSuperposition(settings);
      expect(again.latest.network).toEqual(run.latest.network);
      expect(again.losses).toEqual(run.losses);
    },
    60_000,
  );

  it("have a history that ends with the network itself, in float16", async () => {
    const history = readSuperpositionHistory(await file("history"));
    expect(history.map(({ step }) => step)).toEqual(keptSteps(main));
    const [{ weight }] = history[history.length - 1].network.layers;
    for (const [i, value] of main.latest.network.layers[0].weight.entries())
      expect(Math.abs(weight[i] - value)).toBeLessThanOrEqual(Math.abs(value) / 1024 + 1e-7);
  });

  it("are refused with what was expected and found where the file is another", async () => {
    const history = await file("history");
    expect(() => readSuperposition(history)).toThrow(SafetensorsError);
    expect(() => readSuperposition(history)).toThrow('"l4.loss-curve"');
    expect(() => readSuperpositionHistory(new Uint8Array(4))).toThrow(SafetensorsError);
  });
});
