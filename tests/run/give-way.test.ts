import { expect, it, vi } from "vitest";
import { Source } from "../../src/notebook/source";
import { givingWay } from "../../src/run/give-way";
import type { TrainingStatus } from "../../src/run/run-control";

const at = (phase: TrainingStatus["phase"]): TrainingStatus => ({
  phase,
  word: "epoch",
  done: 0,
  total: 0,
  stepsPerSecond: 0,
});

it("gives way once for each training that begins or goes on, and when its cell is over", async () => {
  const status = new Source(at("idle"));
  const other = { cancel: vi.fn() };
  let end = (): void => {};
  const over = new Promise<void>((resolve) => {
    end = resolve;
  });
  expect(givingWay(other, status, over)).toBe(other);
  status.value = at("starting");
  status.value = at("training");
  expect(other.cancel).toHaveBeenCalledTimes(1);
  status.value = at("paused");
  status.value = at("training");
  expect(other.cancel).toHaveBeenCalledTimes(2);
  status.value = at("done");
  end();
  await Promise.resolve();
  expect(other.cancel).toHaveBeenCalledTimes(3);
  status.value = at("training");
  expect(other.cancel).toHaveBeenCalledTimes(3);
});
