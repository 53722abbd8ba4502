import { describe, expect, it } from "vitest";
import { curvesOfMoments, curvesOfRuns } from "../../../../notebooks/x-squared/training/curves";
import type { RunSettings, XSquaredRun } from "../../../../notebooks/x-squared/training/settings";
import { isShipped } from "../../../../notebooks/x-squared/training/shipped";
import { initialMoment } from "../../../../notebooks/x-squared/training/spec";
import { keptSteps } from "../../../../src/run/kept-steps";
import type { Moment } from "../../../../src/run/run";
import type { RunControl } from "../../../../src/run/run-control";
import { stepping } from "../../../../src/run/stepping";

const settings: RunSettings = { epochs: [0, 10, 50], seed: 7, width: 4, learningRate: 1e-3 };
const moment = (step: number): Moment => ({ ...initialMoment(settings), step });
const shipped: XSquaredRun = {
  settings,
  origin: "shipped",
  models: settings.epochs.map((epochs) => ({
    steps: epochs,
    step: epochs,
    state: "done",
    loss: 100 - epochs,
    predictions: new Float32Array(1000),
  })),
  losses: new Float32Array(51),
  history: [],
  latest: moment(50),
};

describe("isShipped", () => {
  it("asks for the same seed, width and rate, and for epochs among the shipped ones", () => {
    expect(isShipped({ ...settings, epochs: [10] }, settings)).toBe(true);
    expect(isShipped({ ...settings, epochs: [11] }, settings)).toBe(false);
    expect(isShipped({ ...settings, width: 8 }, settings)).toBe(false);
    expect(isShipped({ ...settings, learningRate: 1e-2 }, settings)).toBe(false);
  });
});

describe("keptSteps", () => {
  it("of a shipped run are those of its history, loaded or not", () => {
    expect(keptSteps(shipped).slice(0, 2)).toEqual([0, 1]);
    expect(keptSteps(shipped).at(-1)).toBe(50);
    expect(keptSteps({ ...shipped, history: [moment(0), moment(50)] })).toEqual([0, 50]);
  });

  it("of a live run end with the latest step", () => {
    const live: XSquaredRun = { ...shipped, origin: "live", history: [moment(0), moment(10)] };
    expect(keptSteps({ ...live, latest: moment(12) })).toEqual([0, 10, 12]);
    expect(keptSteps({ ...live, latest: moment(10) })).toEqual([0, 10]);
  });
});

describe("stepping", () => {
  const history = [0, 10, 20, 50].map(moment);
  const run = { ...shipped, origin: "live" as const, history, latest: history[3] };
  const control = {
    run: { value: run },
    moment: { value: history[1] },
  } as unknown as RunControl<RunSettings>;

  it("goes to the nearest kept step, and to null at the last", () => {
    const step = { value: null as number | null };
    const lookAt = (wanted: number | null): void => {
      step.value = wanted;
    };
    stepping(control, lookAt).to(17);
    expect(step.value).toBe(20);
    stepping(control, lookAt).to(49);
    expect(step.value).toBeNull();
  });

  it("goes on by kept steps and stays within them", () => {
    const step = { value: 10 as number | null };
    const lookAt = (wanted: number | null): void => {
      step.value = wanted;
    };
    stepping(control, lookAt).by(1);
    expect(step.value).toBe(20);
    stepping(control, lookAt).by(-9);
    expect(step.value).toBe(0);
    stepping(control, lookAt).by(9);
    expect(step.value).toBeNull();
  });
});

describe("the curves of a run", () => {
  it("are those of the models that have begun, at the epochs that they have reached", () => {
    const [first, second, third] = shipped.models;
    const waiting = { steps: 10, state: "waiting" } as const;
    const training = { ...third, step: 33, state: "training" } as const;
    const curves = curvesOfRuns({ ...shipped, models: [first, waiting, training] });
    expect(curves.map(({ epochs, live }) => [epochs, live])).toEqual([
      [0, false],
      [33, true],
    ]);
    expect(second.steps).toBe(10);
  });

  it("are, of one model, its kept moments at the epochs of the others", () => {
    const run = { ...shipped, history: [0, 5, 10].map(moment), latest: moment(12) };
    expect(curvesOfMoments(run).map(({ epochs }) => epochs)).toEqual([0, 10]);
  });
});
