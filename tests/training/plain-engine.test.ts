import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { zerosLike } from "../../src/network/copy";
import { xSquaredData } from "../../src/network/dataset";
import { xSquaredWidths } from "../../src/network/network";
import { readSafetensors } from "../../src/network/safetensors";
import { fromStateDict } from "../../src/network/state-dict";
import type { TrainingSpec } from "../../src/training/contract";
import { adam } from "../../src/training/defaults";
import type { Checkpoint } from "../../src/training/engine";
import { plainEngine } from "../../src/training/plain-engine";

const fixtures = "tests/fixtures/x-squared";
const network = fromStateDict(
  readSafetensors(await readFile(`${fixtures}/init.safetensors`)).tensors,
);
const reference: { losses: number[] } = JSON.parse(
  await readFile(`${fixtures}/losses.json`, "utf8"),
);
const spec: TrainingSpec = {
  widths: xSquaredWidths(64),
  activation: "gelu",
  loss: "mse",
  optimiser: adam(1e-3),
  data: xSquaredData(),
  models: [],
};
const initial: Checkpoint = {
  epoch: 0,
  network,
  firstMoment: zerosLike(network),
  secondMoment: zerosLike(network),
};

describe("the plain engine", () => {
  it("follows PyTorch's loss curve over 50 epochs", { timeout: 60_000 }, async () => {
    const trainer = await plainEngine.start(spec, initial);
    const losses = await trainer.run(50);
    const { loss } = await trainer.read();
    for (const [i, found] of [...losses, loss].entries())
      expect(Math.abs(found / reference.losses[i] - 1)).toBeLessThan(1e-3);
  });

  it("goes on from a checkpoint to the same weights", async () => {
    const trainer = await plainEngine.start(spec, initial);
    await trainer.run(2);
    const checkpoint = await trainer.checkpoint();
    const resumed = await plainEngine.start(spec, checkpoint);
    expect(resumed.epoch).toBe(2);
    expect(await resumed.run(2)).toEqual(await trainer.run(2));
    expect(await resumed.read()).toEqual(await trainer.read());
  });

  it("gives arrays that further training leaves alone", async () => {
    const trainer = await plainEngine.start(spec, initial);
    const before = await trainer.read();
    const copy = structuredClone(before);
    await trainer.run(1);
    expect(before).toEqual(copy);
    expect((await trainer.read()).network).not.toEqual(copy.network);
  });
});
