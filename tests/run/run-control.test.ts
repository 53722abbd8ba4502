import { describe, expect, it, vi } from "vitest";
import type { EngineName, StartTraining, TrainingEvent } from "../../src/engines/contract";
import { Source } from "../../src/notebook/source";
import { type Moment, type Run, startRun } from "../../src/run/run";
import { RunControl } from "../../src/run/run-control";

const settings = { epochs: [0, 20], seed: 1, width: 4, learningRate: 1e-3 };
const moment = (step: number): Moment => ({
  step,
  loss: 1,
  network: { layers: [] },
  predictions: new Float32Array(1),
});
const snapshot = (epoch: number): TrainingEvent => ({
  type: "snapshot",
  model: "20",
  step: epoch,
  loss: 1,
  network: { layers: [] },
  predictions: new Float32Array(1),
  live: false,
});

function controlled(
  history: () => Promise<readonly Moment[]> = async () => [moment(0), moment(20)],
) {
  const jobs: {
    send(event: TrainingEvent): void;
    stopped: boolean;
    stepped: number;
    switchedTo: (EngineName | undefined)[];
  }[] = [];
  const start: StartTraining = (_spec, send) => {
    const job = { send, stopped: false, stepped: 0, switchedTo: [] as (EngineName | undefined)[] };
    jobs.push(job);
    return {
      pause() {},
      resume() {},
      step() {
        job.stepped += 1;
      },
      switchTo(engine) {
        job.switchedTo.push(engine);
      },
      stop() {
        job.stopped = true;
      },
    };
  };
  const shipped: Run<typeof settings> = {
    ...startRun(settings, settings.epochs, moment(20)),
    origin: "shipped",
    history: [],
  };
  const step = new Source<number | null>(null);
  const loadHistory = vi.fn(history);
  const prepare = vi.fn();
  const control = new RunControl(shipped, {
    start,
    prepare,
    spec: () => ({}) as never,
    steps: ({ epochs }) => epochs,
    word: "epoch",
    remedy: "try a smaller learning rate",
    initial: () => moment(0),
    engine: () => undefined,
    reproducible: () => false,
    step,
    history: loadHistory,
  });
  return { control, jobs, step, shipped, loadHistory, prepare };
}

describe("RunControl", () => {
  it("says at once that a training starts, shows the initial weights, then follows it ten times a second", () => {
    vi.useFakeTimers();
    const { control, jobs } = controlled();
    control.train(settings);
    expect(control.status.value.phase).toBe("starting");
    vi.advanceTimersByTime(100);
    expect(control.moment.value.step).toBe(0);
    jobs[0].send(snapshot(7));
    jobs[0].send(snapshot(8));
    expect(control.moment.value.step).toBe(0);
    vi.advanceTimersByTime(100);
    expect(control.moment.value.step).toBe(8);
    expect(control.run.value.history.map(({ step }) => step)).toEqual([0, 7, 8]);
    vi.useRealTimers();
  });

  it("shows at once what a job has come to when it ends or pauses", () => {
    const { control, jobs } = controlled();
    control.train(settings);
    jobs[0].send(snapshot(7));
    jobs[0].send({ type: "paused" });
    expect(control.moment.value.step).toBe(7);
    jobs[0].send({ type: "resumed" });
    jobs[0].send(snapshot(9));
    jobs[0].send({ type: "done" });
    expect(control.moment.value.step).toBe(9);
  });

  it("hears nothing of a job that was replaced", () => {
    vi.useFakeTimers();
    const { control, jobs } = controlled();
    control.train(settings);
    control.train(settings);
    expect(jobs[0].stopped).toBe(true);
    jobs[0].send(snapshot(9));
    jobs[0].send({ type: "done" });
    expect(control.status.value.phase).toBe("starting");
    vi.advanceTimersByTime(100);
    expect(control.moment.value.step).toBe(0);
    vi.useRealTimers();
  });

  it("starts a job by a step, and steps the job under way", () => {
    const { control, jobs } = controlled();
    control.step(settings);
    control.step(settings);
    expect(jobs).toHaveLength(1);
    expect(jobs[0].stepped).toBe(2);
  });

  it("makes ready with what the reader wants, unless a job is under way", () => {
    const { control, jobs, prepare } = controlled();
    control.prepare(settings);
    expect(prepare.mock.calls).toEqual([[{}, { reproducible: false }]]);
    control.train(settings);
    control.prepare(settings);
    expect(prepare).toHaveBeenCalledTimes(1);
    jobs[0].send({ type: "done" });
    control.prepare(settings);
    expect(prepare).toHaveBeenCalledTimes(2);
  });

  it("switches the job under way to another engine, and no other", () => {
    const { control, jobs } = controlled();
    control.switchTo("plain");
    control.train(settings);
    control.switchTo("wasm");
    expect(jobs[0].switchedTo).toEqual(["wasm"]);
    jobs[0].send({ type: "done" });
    control.switchTo("webgl");
    expect(jobs[0].switchedTo).toEqual(["wasm"]);
  });

  it("shows which engine trains and why, and takes no run of several engines for reproducible", () => {
    const { control, jobs } = controlled();
    control.train(settings);
    const engine = { type: "engine", detail: "WebAssembly SIMD" } as const;
    jobs[0].send({ ...engine, engine: "wasm", reproducible: true, reason: "No card." });
    expect(control.status.value).toMatchObject({
      engine: "wasm",
      detail: "WebAssembly SIMD",
      reason: "No card.",
      reproducible: true,
    });
    jobs[0].send({ ...engine, engine: "plain", reproducible: false });
    expect(control.status.value.reason).toBeUndefined();
    expect(control.status.value.reproducible).toBe(false);
    jobs[0].send({ ...engine, engine: "wasm", reproducible: true });
    expect(control.status.value.reproducible).toBe(false);
    control.train(settings);
    jobs[1].send({ ...engine, engine: "wasm", reproducible: true });
    expect(control.status.value.reproducible).toBe(true);
  });

  it("resets to the initial weights and ends the job", () => {
    const { control, jobs } = controlled();
    control.train(settings);
    jobs[0].send(snapshot(7));
    control.reset(settings);
    expect(jobs[0].stopped).toBe(true);
    expect(control.moment.value.step).toBe(0);
    expect(control.status.value.phase).toBe("idle");
  });

  it("loads a shipped history once, when the reader first looks at a step", async () => {
    const { control, step, loadHistory } = controlled();
    expect(loadHistory).not.toHaveBeenCalled();
    step.value = 1;
    step.value = 0;
    await vi.waitFor(() => expect(control.moment.value.step).toBe(0));
    expect(loadHistory).toHaveBeenCalledTimes(1);
  });

  it("has the history of the shipped run again after another one was shown", async () => {
    const { control, step, shipped } = controlled();
    step.value = 0;
    await vi.waitFor(() => expect(control.moment.value.step).toBe(0));
    control.reset({ ...settings });
    control.restore();
    expect(control.run.value).toBe(shipped);
    step.value = 1;
    step.value = 0;
    await vi.waitFor(() => expect(control.run.value.history).toHaveLength(2));
    expect(control.moment.value.step).toBe(0);
  });

  it("leaves a training alone that began while a history was on its way", async () => {
    let arrive = (_: readonly Moment[]): void => {};
    const { control, step } = controlled(
      () =>
        new Promise((resolve) => {
          arrive = resolve;
        }),
    );
    step.value = 0;
    control.train({ ...settings });
    arrive([moment(0), moment(20)]);
    await vi.waitFor(() => expect(control.run.value.origin).toBe("live"));
    expect(control.underWay).toBe(true);
  });

  it("keeps what it shows and says why when a history cannot be loaded", async () => {
    const { control, step, shipped } = controlled(async () => {
      throw new Error("404");
    });
    step.value = 1;
    await vi.waitFor(() => expect(control.status.value.message).toContain("404"));
    expect(control.run.value).toBe(shipped);
  });

  it("keeps the trained weights when the engine fails", () => {
    const { control, jobs } = controlled();
    control.train(settings);
    jobs[0].send(snapshot(7));
    jobs[0].send({ type: "error", message: "The worker died." });
    expect(control.status.value).toMatchObject({ phase: "failed", message: "The worker died." });
    expect(control.moment.value.step).toBe(7);
  });

  it("says that it cannot promise the same bits once a part of the run was computed without them", () => {
    const { control, jobs } = controlled();
    const start = (reproducible: boolean): void =>
      jobs[0].send({ type: "engine", engine: "wasm", detail: "", reproducible });
    control.train(settings);
    start(true);
    expect(control.status.value).toMatchObject({ reproducible: true, reproducibleWanted: false });
    start(false);
    start(true);
    expect(control.status.value.reproducible).toBe(false);
  });

  it("names the epoch of a divergence", () => {
    const { control, jobs } = controlled();
    control.train(settings);
    jobs[0].send({ type: "diverged", model: "20", step: 3 });
    expect(control.status.value.message).toContain("The model for 20 epochs diverged at epoch 3");
    jobs[0].send({ type: "diverged", model: "5", step: 2 });
    expect(control.status.value.message).toMatch(
      /^The models for 5 and 20 epochs diverged: their losses are no longer finite\./,
    );
  });

  it("tells nothing after it is disposed", () => {
    vi.useFakeTimers();
    const { control, jobs } = controlled();
    const before = control.moment.value;
    control.train(settings);
    control.dispose();
    jobs[0].send(snapshot(7));
    vi.advanceTimersByTime(2000);
    expect(control.moment.value).toBe(before);
    vi.useRealTimers();
  });
});
