import { describe, expect, it } from "vitest";
import { adam } from "../../src/engines/adam";
import type {
  EngineName,
  ModelSpec,
  TrainingEvent,
  TrainingSession,
  TrainingSpec,
} from "../../src/engines/contract";
import { plainEngine } from "../../src/engines/plain-engine";
import { perceptron } from "../../src/network/architecture";
import { meanSquaredErrorLoss } from "../../src/network/loss";
import { runJob } from "../../src/training/job";
import { jobOptions, type StartPart, shareModels, spreadTraining } from "../../src/training/spread";

function model(steps: number): ModelSpec {
  return { id: String(steps), seed: 1, steps, snapshots: [] };
}

function job(...steps: number[]): TrainingSpec {
  const inputs = Float32Array.from({ length: 20 }, (_, i) => i / 10 - 1);
  return {
    architecture: perceptron([1, 4, 1]),
    loss: meanSquaredErrorLoss,
    optimiser: adam(1e-2),
    schedule: { name: "constant" },
    data: { kind: "fixed", inputs, targets: inputs.map((x) => x ** 2) },
    models: steps.map(model),
  };
}

/** Parts that run on this thread, and the steps of the models of each. */
function parts(engine: EngineName = "plain"): { startPart: StartPart; started: number[][] } {
  const started: number[][] = [];
  const startPart: StartPart = (spec, listener, options) => {
    const { modelsOn, ...rest } = jobOptions(spec, options);
    started.push(modelsOn!(engine).map(({ steps }) => steps));
    return runJob(spec, listener, {
      ...rest,
      modelsOn: modelsOn!,
      openEngine: async () => ({ engine: { ...plainEngine, name: engine } }),
    });
  };
  return { startPart, started };
}

/** Runs a job on two threads to its end and returns what it told; `react` may act on the session. */
function events(
  spec: TrainingSpec,
  startPart: StartPart = parts().startPart,
  react: (event: TrainingEvent, session: TrainingSession) => void = () => {},
): Promise<TrainingEvent[]> {
  return new Promise((resolve) => {
    const told: TrainingEvent[] = [];
    const session = spreadTraining(startPart, 2)(
      spec,
      (event) => {
        told.push(event);
        react(event, session);
        if (["done", "stopped", "error"].includes(event.type)) resolve(told);
      },
      {},
    );
  });
}

function typesOf(told: readonly TrainingEvent[], type: TrainingEvent["type"]): TrainingEvent[] {
  return told.filter((event) => event.type === type);
}

/** The last step that was told of each model. */
function stepsOf(told: readonly TrainingEvent[]): Record<string, number> {
  return Object.fromEntries(
    told.flatMap((event) => (event.type === "progress" ? [[event.model, event.step]] : [])),
  );
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 30));

describe("shareModels", () => {
  const steps = (models: readonly number[], workers: number): number[][] =>
    shareModels(models.map(model), workers).map((share) => share.map((one) => one.steps));

  it("gives the longest first, each to the worker with the least to do", () => {
    expect(steps([0, 10, 20, 30, 40, 50, 100, 200, 500], 2)).toEqual([
      [500],
      [200, 100, 50, 40, 30, 20, 10, 0],
    ]);
    expect(steps([5, 4, 3, 2], 3)).toEqual([[5], [4], [3, 2]]);
  });

  it("leaves no worker without something to train", () => {
    expect(steps([7], 8)).toEqual([[7]]);
    expect(steps([7, 0], 8)).toEqual([[7, 0]]);
    expect(steps([], 4)).toEqual([[]]);
  });
});

describe("a job on several threads", () => {
  it("trains each model once and ends once", async () => {
    const { startPart, started } = parts();
    const told = await events(job(40, 20, 12, 0), startPart);
    expect(started).toEqual([[40], [20, 12, 0]]);
    expect(typesOf(told, "engine")).toHaveLength(1);
    expect(
      typesOf(told, "model-done")
        .map((event) => event.type === "model-done" && event.step)
        .toSorted(),
    ).toEqual([0, 12, 20, 40]);
    expect(typesOf(told, "done")).toHaveLength(1);
    expect(told.at(-1)).toEqual({ type: "done" });
  });

  it("counts the steps of all models", async () => {
    const told = await events(job(30, 20, 12));
    const done = told.flatMap((event) => (event.type === "progress" ? [event.done] : []));
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    expect(typesOf(told, "progress").at(-1)).toMatchObject({ done: 62, total: 62 });
  });

  it("gives the weights that one thread gives", async () => {
    const kept = (told: readonly TrainingEvent[], id: string): unknown =>
      told.findLast((event) => event.type === "snapshot" && event.model === id);
    const told = await events(job(30, 20));
    for (const steps of [30, 20])
      expect(kept(told, String(steps))).toEqual(kept(await events(job(steps)), String(steps)));
  });

  it("stays on one thread where a graphics card trains", async () => {
    const { startPart, started } = parts("webgl");
    const told = await events(job(30, 20, 10), startPart);
    expect(started).toEqual([[30, 20, 10]]);
    expect(typesOf(told, "progress").at(-1)).toMatchObject({ done: 60, total: 60 });
    expect(told.at(-1)).toEqual({ type: "done" });
  });

  it("is paused once all threads are, and goes on with all", async () => {
    let count = 0;
    let whilePaused: number | undefined;
    const told = await events(job(4000, 3000), undefined, async (event, session) => {
      count += 1;
      if (event.type === "engine") session.pause();
      if (event.type !== "paused") return;
      const before = count;
      await settled();
      whilePaused = count - before;
      session.resume();
    });
    expect(whilePaused).toBe(0);
    expect(typesOf(told, "paused")).toHaveLength(1);
    expect(typesOf(told, "resumed")).toHaveLength(1);
    expect(told.at(-1)).toEqual({ type: "done" });
  });

  it("steps the longest model", async () => {
    let pauses = 0;
    const told = await events(job(2000, 1000), undefined, (event, session) => {
      if (event.type === "engine") session.step();
      if (event.type !== "paused") return;
      pauses += 1;
      if (pauses < 3) session.step();
      else session.stop();
    });
    expect(stepsOf(told)).toEqual({ 2000: 3, 1000: 0 });
    expect(told.at(-1)).toEqual({ type: "stopped" });
  });

  it("steps on with the next longest when the longest is done", async () => {
    const told = await events(job(2, 1), undefined, (event, session) => {
      if (event.type === "engine" || event.type === "paused") session.step();
    });
    expect(stepsOf(told)).toEqual({ 2: 2, 1: 1 });
    expect(told.at(-1)).toEqual({ type: "done" });
  });

  it("stops all threads at once and tells nothing more", async () => {
    const told = await events(job(1e6, 1e5), undefined, (event, session) => {
      if (event.type === "snapshot") session.stop();
    });
    expect(told.at(-1)).toEqual({ type: "stopped" });
    const count = told.length;
    await settled();
    expect(told).toHaveLength(count);
  });

  it("ends with the error of the thread that fails", async () => {
    const { startPart } = parts();
    let count = 0;
    const told = await events(job(1e6, 1e5), (spec, listener, options) => {
      if (++count === 2)
        queueMicrotask(() => listener({ type: "error", message: "The worker is gone." }));
      return startPart(spec, listener, options);
    });
    expect(told.at(-1)).toEqual({ type: "error", message: "The worker is gone." });
  });
});
