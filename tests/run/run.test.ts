import { describe, expect, it } from "vitest";
import type { TrainingEvent } from "../../src/engines/contract";
import { advanceRun, type Moment, momentAt, startRun } from "../../src/run/run";

const settings = { epochs: [0, 10, 50], seed: 1, width: 4, learningRate: 1e-3 };
const moment = (step: number, loss = 100 - step): Moment => ({
  step,
  loss,
  network: { layers: [] },
  predictions: Float32Array.of(step),
});
const snapshot = (model: string, epoch: number, live = false): TrainingEvent => ({
  type: "snapshot",
  model,
  step: epoch,
  loss: 100 - epoch,
  network: { layers: [] },
  predictions: Float32Array.of(epoch),
  live,
});

describe("a run", () => {
  it("starts with the longest model at its initial weights and the others waiting", () => {
    const run = startRun(settings, settings.epochs, moment(0));
    expect(run.latest.step).toBe(0);
    expect(run.models.map((model) => model.state)).toEqual(["waiting", "waiting", "waiting"]);
    expect(run.models[2].loss).toBe(100);
    expect(run.models[0].loss).toBeUndefined();
  });

  it("follows the longest model live and keeps only the moments that were asked for", () => {
    let run = startRun(settings, settings.epochs, moment(0));
    for (const event of [snapshot("50", 5, true), snapshot("50", 10), snapshot("50", 12, true)]) {
      run = advanceRun(run, event);
    }
    expect(run.latest.step).toBe(12);
    expect(run.history.map((kept) => kept.step)).toEqual([0, 10]);
    expect(run.losses[12]).toBe(88);
  });

  it("does not let the other models change the one taken apart", () => {
    const run = advanceRun(startRun(settings, settings.epochs, moment(0)), snapshot("10", 10));
    expect(run.latest.step).toBe(0);
    expect(run.models[1]).toMatchObject({ step: 10, loss: 90, state: "training" });
  });

  it("appends the losses of the longest model where they belong", () => {
    const progress = (lossFrom: number, losses: number[], model = "50"): TrainingEvent => ({
      type: "progress",
      model,
      step: lossFrom + losses.length,
      lossFrom,
      losses: Float32Array.from(losses),
      done: 0,
      total: 60,
      stepsPerSecond: 1,
    });
    let run = startRun(settings, settings.epochs, moment(0));
    run = advanceRun(run, progress(0, [100, 99]));
    run = advanceRun(run, progress(2, [98]));
    run = advanceRun(run, progress(0, [7, 7, 7, 7], "10"));
    expect([...run.losses]).toEqual([100, 99, 98]);
  });

  it("marks models done or diverged and keeps their last finite weights", () => {
    let run = advanceRun(startRun(settings, settings.epochs, moment(0)), snapshot("50", 3, true));
    run = advanceRun(run, { type: "diverged", model: "50", step: 4 });
    run = advanceRun(run, { type: "model-done", model: "10", step: 10 });
    expect(run.models.map((model) => model.state)).toEqual(["waiting", "done", "diverged"]);
    expect(run.latest.step).toBe(3);
  });
});

describe("momentAt", () => {
  it("is the latest moment without a step, and the nearest kept one with a step", () => {
    let run = startRun(settings, settings.epochs, moment(0));
    for (const step of [10, 20, 50]) run = advanceRun(run, snapshot("50", step));
    expect(momentAt(run, null).step).toBe(50);
    expect(momentAt(run, 13).step).toBe(10);
    expect(momentAt(run, 17).step).toBe(20);
    expect(momentAt(run, 4000).step).toBe(50);
  });
});
