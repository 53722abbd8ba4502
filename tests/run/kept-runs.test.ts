import { expect, it } from "vitest";
import { initialise } from "../../src/network/initialise";
import { seeded } from "../../src/network/random";
import { readRuns, writeRuns } from "../../src/run/kept-runs";
import type { Run } from "../../src/run/run";
import { xSquaredArchitecture } from "../network/x-squared";

const moment = (step: number) => ({
  step,
  loss: 0.1,
  network: initialise(xSquaredArchitecture(64), seeded(step)),
  predictions: Float32Array.of(1, -0.1, 3e-40),
});
const run: Run<{ seed: number }> = {
  settings: { seed: 7 },
  origin: "live",
  models: [
    { steps: 5, state: "done", step: 5, loss: 2, predictions: Float32Array.of(7) },
    { steps: 20, state: "training", step: 9, loss: 0.1, predictions: Float32Array.of(8) },
  ],
  losses: Float32Array.from({ length: 10 }, (_, i) => 1 / (i + 1)),
  history: [moment(0), moment(9)],
  latest: moment(9),
};

it("runs are read as they were written, to the last bit, but for their histories", () => {
  const [read] = readRuns(writeRuns([run]));
  expect(read).toEqual({
    ...run,
    history: [run.latest],
    models: [run.models[0], { ...run.models[1], state: "done" }],
  });
});

it.each(["", "null", "[]{}", "[{}]", '[{"settings":{},"models":[],"losses":[]}]'])(
  "%j is refused",
  (text) => {
    expect(() => readRuns(text)).toThrow();
  },
);
