import { expect, it, vi } from "vitest";
import { Source } from "../../src/notebook/source";
import type { TrainingStatus } from "../../src/run/run-control";
import { whenTraining } from "../../src/run/when-training";

const at = (phase: TrainingStatus["phase"]): TrainingStatus => ({
  phase,
  word: "epoch",
  done: 0,
  total: 0,
  stepsPerSecond: 0,
});

it("gives way once for each training that begins or goes on, and no more when it is over", async () => {
  const status = new Source(at("idle"));
  const begins = vi.fn();
  let end = (): void => {};
  whenTraining(status, begins, new Promise((resolve) => (end = resolve)));
  status.value = at("starting");
  status.value = at("training");
  expect(begins).toHaveBeenCalledTimes(1);
  status.value = at("paused");
  status.value = at("training");
  expect(begins).toHaveBeenCalledTimes(2);
  status.value = at("done");
  end();
  await Promise.resolve();
  status.value = at("training");
  expect(begins).toHaveBeenCalledTimes(2);
});
