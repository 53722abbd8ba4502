import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { adam } from "../../src/engines/adam";
import { untrained } from "../../src/engines/checkpoint";
import type { ModelSpec, TrainingSpec } from "../../src/engines/contract";
import { plainEngine } from "../../src/engines/plain-engine";
import { meanSquaredErrorLoss } from "../../src/network/loss";
import { readSafetensors } from "../../src/network/safetensors";
import { fromStateDict } from "../../src/network/state-dict";
import { xSquaredArchitecture, xSquaredData } from "../network/x-squared";

const fixtures = "tests/fixtures/x-squared";
const network = fromStateDict(
  readSafetensors(await readFile(`${fixtures}/init.safetensors`)).tensors,
);
const reference: { losses: number[] } = JSON.parse(
  await readFile(`${fixtures}/losses.json`, "utf8"),
);
const spec: TrainingSpec = {
  architecture: xSquaredArchitecture(64),
  loss: meanSquaredErrorLoss,
  optimiser: adam(1e-3),
  schedule: { name: "constant" },
  data: { kind: "fixed", ...xSquaredData() },
  models: [],
};
const model: ModelSpec = { id: "model", seed: 1, steps: 50, snapshots: [] };
const initial = { model, from: untrained(network) };

describe("the plain engine", () => {
  it("follows PyTorch's loss curve over 50 epochs", { timeout: 60_000 }, async () => {
    const trainer = await plainEngine.start(spec, [initial]);
    const [losses] = await trainer.run(50);
    const { loss } = await trainer.read(0);
    for (const [i, found] of [...losses, loss].entries())
      expect(Math.abs(found / reference.losses[i] - 1)).toBeLessThan(1e-3);
  });

  it("goes on from a checkpoint to the same weights", async () => {
    const trainer = await plainEngine.start(spec, [initial]);
    await trainer.run(2);
    const [from] = await trainer.checkpoint();
    const resumed = await plainEngine.start(spec, [{ model, from }]);
    expect(resumed.step).toBe(2);
    expect(await resumed.run(2)).toEqual(await trainer.run(2));
    expect(await resumed.read(0)).toEqual(await trainer.read(0));
  });

  it("gives arrays that further training leaves alone", async () => {
    const trainer = await plainEngine.start(spec, [initial]);
    const before = await trainer.read(0);
    const copy = structuredClone(before);
    await trainer.run(1);
    expect(before).toEqual(copy);
    expect((await trainer.read(0)).network).not.toEqual(copy.network);
  });
});
