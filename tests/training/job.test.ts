import { describe, expect, it } from "vitest";
import { adam } from "../../src/engines/adam";
import { untrained } from "../../src/engines/checkpoint";
import { type Engine, EngineFailedError } from "../../src/engines/engine";
import { plainEngine } from "../../src/engines/plain-engine";
import type { JobSession } from "../../src/training/job";
import { engines, lostAfter, sideBySide } from "./fake-engines";
import { job, parabola } from "./specs";
import { type EventOf, events, keptSteps, lossesOf, ofType, settled } from "./told";

const targets = parabola.targets;

describe("a job", () => {
  it("tells its engine, trains its models in order, and ends", async () => {
    const told = await events(job([{ steps: 5 }, { steps: 3 }, { steps: 0 }]));
    expect(told[0]).toEqual({
      type: "engine",
      engine: "plain",
      detail: plainEngine.detail,
      reproducible: false,
    });
    expect(ofType(told, "model-done")).toEqual([
      { type: "model-done", model: "model-0", step: 5 },
      { type: "model-done", model: "model-1", step: 3 },
      { type: "model-done", model: "model-2", step: 0 },
    ]);
    expect(told.at(-1)).toEqual({ type: "done" });
  });

  it("sends each loss once, the last one after the last step included", async () => {
    const told = await events(job([{ steps: 30 }, { steps: 2 }, { steps: 0 }]));
    expect(lossesOf(told)).toHaveLength(31);
    expect(lossesOf(told, "model-1")).toHaveLength(3);
    expect(lossesOf(told, "model-2")).toHaveLength(1);
  });

  it("counts steps over all models", async () => {
    const told = await events(job([{ steps: 5 }, { steps: 3 }]));
    const last = ofType(told, "progress").at(-1);
    expect(last).toMatchObject({ model: "model-1", step: 3, done: 8, total: 8 });
    expect(last!.stepsPerSecond).toBeGreaterThan(0);
  });

  it("sends snapshots at exactly the steps that are asked for, and at the end", async () => {
    const told = await events(job([{ steps: 30, snapshots: [0, 1, 7, 29] }]));
    expect(keptSteps(told)).toEqual([0, 1, 7, 29, 30]);
  });

  it("sends no weights ahead of the losses on the way to them", async () => {
    const told = await events(job([{ steps: 60, snapshots: [7, 30, 31, 55] }]));
    let sent = 0;
    for (const event of told)
      if (event.type === "progress") sent = event.lossFrom + event.losses.length;
      else if (event.type === "snapshot") expect(sent).toBeGreaterThanOrEqual(event.step);
    expect(sent).toBe(61);
  });

  it("sends with each snapshot the loss and the predictions of its weights", async () => {
    const told = await events(job([{ steps: 20, snapshots: [0, 3, 11] }]));
    const losses = lossesOf(told);
    for (const { step, loss, predictions } of ofType(told, "snapshot")) {
      let sum = 0;
      for (const [i, target] of targets.entries()) sum += (predictions[i] - target) ** 2;
      expect(loss).toBeCloseTo(sum / targets.length, 9);
      expect(loss).toBeCloseTo(losses[step], 6);
    }
  });

  it("sends the weights that fewer steps would have given", async () => {
    const long = await events(job([{ steps: 20, snapshots: [8] }]));
    const short = await events(job([{ steps: 8 }]));
    const at8 = ofType(long, "snapshot").find(({ step, live }) => step === 8 && !live);
    expect(at8!.network).toEqual(ofType(short, "snapshot").at(-1)!.network);
  });

  it("gives the same weights for the same seed, and others for another", async () => {
    const told = await events(job([{ seed: 3 }, { seed: 3 }, { seed: 4 }]));
    const [a, b, c] = ofType(told, "snapshot")
      .filter(({ live }) => !live)
      .map(({ network }) => network);
    expect(a).toEqual(b);
    expect(a).not.toEqual(c);
  });

  it("starts from given weights where there are some, and leaves them as they are", async () => {
    const seeded = await events(job([{ steps: 0, seed: 9 }]));
    const initial = ofType(seeded, "snapshot").at(-1)!.network;
    const before = structuredClone(initial);
    const told = await events(job([{ from: untrained(initial) }, { seed: 9 }]));
    const [a, b] = ofType(told, "snapshot").filter(({ live }) => !live);
    expect(a.network).toEqual(b.network);
    expect(initial).toEqual(before);
  });
});

describe("a session", () => {
  it("pauses, and resumes to the same weights as without", async () => {
    const told = await events(job([{ steps: 60 }]), undefined, async (event, session) => {
      if (event.type === "engine") session.pause();
      if (event.type !== "paused") return;
      await settled();
      session.resume();
    });
    const at = told.findIndex(({ type }) => type === "paused");
    expect(told[at + 1]).toEqual({ type: "resumed" });
    const straight = await events(job([{ steps: 60 }]));
    expect(ofType(told, "snapshot").at(-1)!.network).toEqual(
      ofType(straight, "snapshot").at(-1)!.network,
    );
  });

  it("shows the weights of the step at which it pauses", async () => {
    const told = await events(job([{}]), undefined, (event, session) => {
      if (event.type === "engine") session.pause();
      if (event.type === "paused") session.stop();
    });
    const [before] = ofType(told, "progress");
    expect(ofType(told, "snapshot").at(-1)!.step).toBe(before.step);
    expect(told.at(-1)).toEqual({ type: "stopped" });
  });

  it("trains one step for each that is asked for", async () => {
    const steps: number[] = [];
    await events(job([{}]), undefined, (event, session) => {
      if (event.type === "engine") session.pause();
      if (event.type === "snapshot") steps.push(event.step);
      if (event.type === "paused")
        if (steps.at(-1)! < 3) session.step();
        else session.stop();
    });
    expect([...new Set(steps)]).toEqual([0, 1, 2, 3]);
  });

  it("steps on into the next model", async () => {
    const told = await events(job([{ steps: 1 }, { steps: 1 }]), undefined, (event, session) => {
      if (event.type === "engine" || event.type === "paused") session.step();
    });
    expect(ofType(told, "paused")).toHaveLength(1);
    expect(ofType(told, "model-done")).toHaveLength(2);
  });

  it("is paused by a step while it runs", async () => {
    let asked = false;
    const told = await events(job([{ steps: 1000 }]), undefined, (event, session) => {
      if (event.type === "snapshot" && !asked) {
        asked = true;
        session.step();
      }
      if (event.type === "paused") session.stop();
    });
    expect(ofType(told, "progress").at(-1)!.step).toBe(1);
    expect(told.at(-1)).toEqual({ type: "stopped" });
  });

  it("stops at once and tells nothing more", async () => {
    const told = await events(job([{ steps: 100_000 }]), undefined, (event, session) => {
      if (event.type === "snapshot") session.stop();
    });
    expect(told.at(-1)).toEqual({ type: "stopped" });
    const count = told.length;
    await settled();
    expect(told).toHaveLength(count);
  });

  it("stops when it is invalidated", async () => {
    const told = await events(job([{ steps: 1e6 }]), {
      engine: "plain",
      invalidation: settled(),
    });
    expect(told.at(-1)).toEqual({ type: "stopped" });
  });

  it("can be told anything after its end", async () => {
    let late: JobSession | undefined;
    const told = await events(job([{ steps: 1 }]), undefined, (_, session) => {
      late = session;
    });
    const count = told.length;
    late!.pause();
    late!.step();
    late!.resume();
    late!.stop();
    await settled();
    expect(told).toHaveLength(count);
  });
});

describe("a model that diverges", () => {
  // Steps of this size leave float32 within a few steps.
  const wild = job([{ steps: 50 }, { steps: 2, id: "next" }], { optimiser: adam(1e12) });

  it("is told at the step of its first loss that is not finite", async () => {
    const told = await events(wild);
    const [{ model, step }] = ofType(told, "diverged");
    expect(model).toBe("model-0");
    expect(step).toBeGreaterThan(0);
    expect(lossesOf(told)).toHaveLength(step);
    expect(lossesOf(told).every(Number.isFinite)).toBe(true);
  });

  it("keeps its last finite weights", async () => {
    const told = await events(wild);
    const at = told.findIndex(({ type }) => type === "diverged");
    const { step } = told[at] as EventOf<"diverged">;
    const last = told[at - 1] as EventOf<"snapshot">;
    expect(last).toMatchObject({ type: "snapshot", step: step - 1, live: false });
    expect(last.loss / lossesOf(told)[step - 1]).toBeCloseTo(1, 5);
    for (const { weight, bias } of last.network.layers)
      expect([...weight, ...bias].every(Number.isFinite)).toBe(true);
  });

  it("does not keep the next one from its turn", async () => {
    const told = await events(wild);
    const types = told.map(({ type }) => type);
    expect(types.lastIndexOf("progress")).toBeGreaterThan(types.indexOf("diverged"));
    expect(told.at(-1)).toEqual({ type: "done" });
  });
});

describe("a lost engine", () => {
  const spec = job([{ steps: 80, snapshots: [10, 40] }, { steps: 20 }]);

  it("is replaced by a fresh one of its kind, and the losses are those of an undisturbed job", async () => {
    const { openEngine, asked } = engines(lostAfter(60), lostAfter(1000));
    const told = await events(spec, { openEngine });
    const undisturbed = await events(spec);
    expect(asked).toEqual([undefined, "webgl"]);
    expect(lossesOf(told)).toEqual(lossesOf(undisturbed));
    expect(lossesOf(told, "model-1")).toEqual(lossesOf(undisturbed, "model-1"));
    expect(keptSteps(told)).toEqual([10, 40, 80]);
    expect(told.at(-1)).toEqual({ type: "done" });
  });

  it("is told, with the step from which training goes on", async () => {
    const { openEngine } = engines(lostAfter(60), lostAfter(1000));
    const [restarted, ...others] = ofType(await events(spec, { openEngine }), "restarted");
    expect(others).toEqual([]);
    expect(restarted).toMatchObject({ engine: "webgl", model: "model-0", reason: "It is gone." });
    expect(restarted.step).toBeGreaterThan(0);
    expect(restarted.step).toBeLessThanOrEqual(60);
  });

  it("gives way to one without a graphics card at once where it has failed by itself", async () => {
    const failed = new EngineFailedError("A program of ours failed.");
    const { openEngine, asked } = engines(lostAfter(40, sideBySide(1), failed));
    const told = await events(spec, { openEngine });
    expect(asked).toEqual([undefined, "wasm"]);
    expect(ofType(told, "restarted")).toMatchObject([{ reason: "A program of ours failed." }]);
    expect(lossesOf(told)).toEqual(lossesOf(await events(spec)));
  });

  it("gives way to one without a graphics card the second time", async () => {
    const { openEngine, asked } = engines(lostAfter(40), lostAfter(30));
    const told = await events(spec, { openEngine });
    expect(asked).toEqual([undefined, "webgl", "wasm"]);
    expect(ofType(told, "engine").map(({ engine }) => engine)).toEqual(["webgl", "plain"]);
    expect(lossesOf(told)).toEqual(lossesOf(await events(spec)));
  });
});

describe("an error in an engine", () => {
  it("ends the job with its message", async () => {
    const broken: Engine = {
      ...plainEngine,
      start: async () => {
        throw new Error("no memory");
      },
    };
    const told = await events(job([{}]), { openEngine: async () => ({ engine: broken }) });
    expect(told.at(-1)).toEqual({ type: "error", message: "no memory" });
  });
});
