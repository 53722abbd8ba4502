import { describe, expect, it } from "vitest";
import type { Engine } from "../../src/engines/engine";
import { plainEngine } from "../../src/engines/plain-engine";
import { type JobEvent, type JobSession, runJob } from "../../src/training/job";
import { engines, sideBySide } from "./fake-engines";
import { job } from "./specs";
import { events, handedOver, keptOf, keptSteps, lastOf, lossesOf, ofType, settled } from "./told";

const spec = job([
  { steps: 60, seed: 1, snapshots: [0, 10, 40] },
  { steps: 12, seed: 2 },
  { steps: 35, seed: 3, snapshots: [5, 10, 11] },
]);

/** Hands over when a model has sent the weights of a step. */
const at =
  (step: number, model = "model-0") =>
  (event: JobEvent, session: JobSession): void => {
    if (event.type === "snapshot" && event.model === model && event.step === step && !event.live)
      session.handOver();
  };

/** What two jobs told, of which the second goes on with what the first handed over. */
async function both(
  react: (event: JobEvent, session: JobSession) => void,
  first: Engine = plainEngine,
  second: Engine = plainEngine,
): Promise<JobEvent[]> {
  const told = await events(spec, engines(first), react);
  const rest = await events({ ...spec, models: handedOver(told) }, engines(second));
  return [...told, ...rest];
}

/** Expects of all models the same losses and weights as of an undisturbed job, each sent once. */
async function expectUndisturbed(told: readonly JobEvent[]): Promise<void> {
  const undisturbed = await events(spec);
  for (const { id } of spec.models) {
    expect(lossesOf(told, id)).toEqual(lossesOf(undisturbed, id));
    expect(keptOf(told, id)).toEqual(keptOf(undisturbed, id));
    expect(lastOf(told, id)).toEqual(lastOf(undisturbed, id));
  }
  expect(ofType(told, "model-done")).toHaveLength(3);
  expect(told.at(-1)).toEqual({ type: "done" });
}

describe.each<[string, () => Engine, () => Engine]>([
  ["an engine to one like it", () => plainEngine, () => plainEngine],
  ["an engine for three models to one for one", () => sideBySide(3), () => plainEngine],
  ["an engine for one model to one for three", () => plainEngine, () => sideBySide(3)],
  ["an engine for two models to one for three", () => sideBySide(2), () => sideBySide(3)],
])("handing over from %s", (_, first, second) => {
  it.each([0, 10, 40])("at step %i, training goes on as if nothing had been", async (step) => {
    const told = await both(at(step), first(), second());
    expect(ofType(told, "handed-over")).toHaveLength(1);
    await expectUndisturbed(told);
  });
});

describe("a job that hands over", () => {
  it("tells where each model is, and which snapshots it still owes", async () => {
    const told = await events(spec, engines(sideBySide(3)), at(10));
    expect(
      handedOver(told).map(({ id, seed, steps, snapshots, from }) => ({
        id,
        seed,
        steps,
        snapshots,
        step: from!.step,
      })),
    ).toEqual([
      { id: "model-0", seed: 1, steps: 60, snapshots: [40, 60], step: 10 },
      { id: "model-1", seed: 2, steps: 12, snapshots: [12], step: 10 },
      { id: "model-2", seed: 3, steps: 35, snapshots: [11, 35], step: 10 },
    ]);
  });

  it("leaves out the models that have ended, and names those that have not begun", async () => {
    const told = await events(spec, engines(sideBySide(2)), at(40));
    expect(handedOver(told).map(({ id, from }) => [id, from!.step])).toEqual([
      ["model-0", 40],
      ["model-2", 0],
    ]);
  });

  it("has told all losses up to there", async () => {
    const told = await events(spec, engines(sideBySide(3)), at(10));
    for (const { id } of spec.models) expect(lossesOf(told, id)).toHaveLength(10);
    expect(ofType(told, "progress").at(-1)).toMatchObject({ done: 30, total: 107 });
  });

  it("tells nothing more", async () => {
    const told = await events(spec, engines(plainEngine), at(10));
    const count = told.length;
    await settled();
    expect(told).toHaveLength(count);
  });

  it("does so before the first step when it is asked at once", async () => {
    const told = await new Promise<JobEvent[]>((resolve) => {
      const heard: JobEvent[] = [];
      const hear = (event: JobEvent): void => {
        heard.push(event);
        if (event.type === "handed-over") resolve(heard);
      };
      runJob(spec, hear, engines(sideBySide(3))).handOver();
    });
    const models = handedOver(told);
    expect(models.map(({ from }) => from!.step)).toEqual([0, 0, 0]);
    expect(keptSteps(told)).toEqual([0]);
    await expectUndisturbed([...told, ...(await events({ ...spec, models }))]);
  });

  it("does so while it is paused, without a step", async () => {
    const told = await both(async (event, session) => {
      if (event.type === "engine") session.pause();
      if (event.type !== "paused") return;
      await settled();
      session.handOver();
    });
    expect(ofType(told, "resumed")).toHaveLength(0);
    const [{ models }] = ofType(told, "handed-over");
    expect(models[0].from!.step).toBe(0);
    await expectUndisturbed(told);
  });

  it("does so when it is asked together with the pause, or in answer to it", async () => {
    for (const asks of ["engine", "paused"])
      await expectUndisturbed(
        await both((event, session) => {
          if (event.type === "engine") session.pause();
          if (event.type === asks) session.handOver();
        }),
      );
  });

  it("does so once, however often it is asked", async () => {
    const told = await both((event, session) => {
      if (event.type === "snapshot" || event.type === "progress") session.handOver();
    }, sideBySide(3));
    expect(ofType(told, "handed-over")).toHaveLength(1);
    await expectUndisturbed(told);
  });

  it("stops instead when it is told to", async () => {
    const told = await events(spec, engines(plainEngine), (event, session) => {
      if (event.type !== "engine") return;
      session.handOver();
      session.stop();
    });
    expect(told.at(-1)).toEqual({ type: "stopped" });
  });

  it("may do so again and again", async () => {
    let told: JobEvent[] = [];
    let models = spec.models;
    for (const step of [5, 10, 11, 40]) {
      const model = step === 40 ? "model-0" : "model-2";
      const part = await events({ ...spec, models }, engines(sideBySide(3)), at(step, model));
      told = [...told, ...part];
      models = handedOver(part);
    }
    expect(keptSteps(told, "model-2")).toEqual([5, 10, 11, 35]);
    await expectUndisturbed([...told, ...(await events({ ...spec, models }))]);
  });
});

describe("a job that has nothing left to hand over", () => {
  it("is done", async () => {
    const short = job([{ steps: 3 }]);
    const told = await events(short, engines(plainEngine), at(3));
    expect(told.slice(-2)).toEqual([
      { type: "model-done", model: "model-0", step: 3 },
      { type: "done" },
    ]);
  });

  it("does not mind being asked after its end", async () => {
    let late: JobSession | undefined;
    const told = await events(job([{ steps: 3 }]), engines(plainEngine), (_, session) => {
      late = session;
    });
    const count = told.length;
    late!.handOver();
    await settled();
    expect(told).toHaveLength(count);
    expect(told.at(-1)).toEqual({ type: "done" });
  });
});
