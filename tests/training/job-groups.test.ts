import { describe, expect, it } from "vitest";
import { untrained } from "../../src/engines/checkpoint";
import type { Checkpoint, ModelSpec, TrainingSpec } from "../../src/engines/contract";
import { EngineLostError } from "../../src/engines/engine";
import { plainEngine } from "../../src/engines/plain-engine";
import { perceptron } from "../../src/network/architecture";
import { mapArrays } from "../../src/network/copy";
import { initialise } from "../../src/network/initialise";
import type { Floats } from "../../src/network/network";
import { seeded } from "../../src/network/random";
import type { JobEvent } from "../../src/training/job";
import { engines, lostAfter, sideBySide, withTrainers } from "./fake-engines";
import { job } from "./specs";
import { events, handedOver, keptOf, keptSteps, lastOf, lossesOf, ofType } from "./told";

/** Three models of different lengths. */
const three = job([
  { steps: 60, seed: 1, snapshots: [10, 40] },
  { steps: 12, seed: 2 },
  { steps: 35, seed: 3, snapshots: [0] },
]);

/** What is left of a job's events to compare: all that does not depend on the time. */
function resultsOf(told: readonly JobEvent[], { id }: ModelSpec): unknown {
  return { losses: lossesOf(told, id), kept: keptOf(told, id), last: lastOf(told, id) };
}

/** Expects of each model of a job what it comes to when it is trained alone. */
async function expectAsAlone(told: readonly JobEvent[], spec: TrainingSpec): Promise<void> {
  for (const model of spec.models) {
    const alone = await events({ ...spec, models: [model] });
    expect(resultsOf(told, model), model.id).toEqual(resultsOf(alone, model));
  }
}

describe("models that are trained at once", () => {
  it("are as many as the engine takes, in the given order", async () => {
    const engine = sideBySide(3);
    const five = job([5, 4, 3, 2, 1].map((steps) => ({ steps })));
    const told = await events(five, engines(engine));
    expect(engine.started).toEqual([
      { models: ["model-0", "model-1", "model-2"], step: 0 },
      { models: ["model-3", "model-4"], step: 0 },
    ]);
    expect(ofType(told, "model-done").map(({ model, step }) => [model, step])).toEqual([
      ["model-2", 3],
      ["model-1", 4],
      ["model-0", 5],
      ["model-4", 1],
      ["model-3", 2],
    ]);
    expect(told.at(-1)).toEqual({ type: "done" });
  });

  it("tell in order what becomes of each of them", async () => {
    const told = await events(three, engines(sideBySide(3)));
    expect(ofType(told, "engine")).toHaveLength(1);
    for (const { id, steps } of three.models) {
      const own = told.filter((event) => "model" in event && event.model === id);
      const reached = own.flatMap((event) => ("step" in event ? [event.step] : []));
      expect(reached).toEqual(reached.toSorted((a, b) => a - b));
      expect(own.slice(-3)).toMatchObject([
        { type: "progress", step: steps },
        { type: "snapshot", step: steps, live: false },
        { type: "model-done", step: steps },
      ]);
    }
  });

  it("come to what they come to alone, though some end before the others", async () => {
    await expectAsAlone(await events(three, engines(sideBySide(3))), three);
  });

  it("count the steps of all", async () => {
    const told = await events(three, engines(sideBySide(3)));
    const done = ofType(told, "progress").map((event) => event.done);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    expect(ofType(told, "progress").at(-1)).toMatchObject({ done: 107, total: 107 });
  });

  it("begin together only where they stand at the same step", async () => {
    const [later] = await checkpoints(job([{ steps: 9 }]), 9);
    const spec = job([{ from: later }, { seed: 2 }, { from: later, steps: 20 }, { seed: 4 }]);
    const engine = sideBySide(3);
    const told = await events(spec, engines(engine));
    expect(engine.started).toEqual([
      { models: ["model-0", "model-2"], step: 9 },
      { models: ["model-1", "model-3"], step: 0 },
    ]);
    expect(ofType(told, "model-done")).toHaveLength(4);
  });
});

/** Checkpoints of models after so many steps on the plain engine. */
async function checkpoints(spec: TrainingSpec, steps: number): Promise<Checkpoint[]> {
  return Promise.all(
    spec.models.map(async (model) => {
      const from = untrained(initialise(spec.architecture, seeded(model.seed)));
      const trainer = await plainEngine.start(spec, [{ model, from }]);
      await trainer.run(steps);
      return (await trainer.checkpoint())[0];
    }),
  );
}

describe("a model that diverges among others", () => {
  // Gradient descent blows up from large weights of a network without bends, and comes down from usual ones.
  const architecture = perceptron([1, 4, 1], { activation: "identity" });
  const large = mapArrays(
    initialise(architecture, seeded(2)),
    (values) => values.map((value) => 6 * value) as Floats,
  );
  const spec = job(
    [{ seed: 1 }, { from: untrained(large) }, { seed: 3, steps: 50, snapshots: [20] }],
    { architecture, optimiser: { name: "sgd", learningRate: 0.05 } },
  );

  it("is told as it is alone, with its last finite weights", async () => {
    const told = await events(spec, engines(sideBySide(3)));
    const alone = await events({ ...spec, models: [spec.models[1]] });
    const diverged = ofType(told, "diverged");
    expect(diverged).toEqual(ofType(alone, "diverged"));
    expect(diverged).toHaveLength(1);
    expect(diverged[0].step).toBeGreaterThan(2);
    expect(keptSteps(told, "model-1")).toEqual([diverged[0].step - 1]);
    expect(resultsOf(told, spec.models[1])).toEqual(resultsOf(alone, spec.models[1]));
  });

  it("is told though it diverges in its last step, to a loss past float32 but not float64", async () => {
    const [{ step }] = ofType(await events(spec, engines(sideBySide(3))), "diverged");
    const short = { ...spec, models: [{ ...spec.models[1], steps: step }] };
    const told = await events(short, engines(sideBySide(3)));
    expect(ofType(told, "diverged")).toEqual([{ type: "diverged", model: "model-1", step }]);
    expect(lossesOf(told, "model-1")).toHaveLength(step);
    expect(lossesOf(told, "model-1").every(Number.isFinite)).toBe(true);
    expect(keptSteps(told, "model-1")).toEqual([step - 1]);
  });

  it("does not disturb the others", async () => {
    const told = await events(spec, engines(sideBySide(3)));
    await expectAsAlone(told, { ...spec, models: [spec.models[0], spec.models[2]] });
    expect(ofType(told, "model-done").map(({ model }) => model)).toEqual(["model-0", "model-2"]);
    expect(told.at(-1)).toEqual({ type: "done" });
  });

  it("is taken to its end before the others are handed over, when it has just diverged", async () => {
    const [{ step: end }] = ofType(await events(spec, engines(sideBySide(3))), "diverged");
    let step = 0;
    const first = await events(spec, engines(sideBySide(3)), (event, session) => {
      if (event.type === "engine") session.pause();
      if (event.type === "progress" && event.model === "model-1") step = event.step;
      if (event.type !== "paused") return;
      if (step < end) session.step();
      else session.handOver();
    });
    const models = handedOver(first);
    expect(models.map(({ id, from }) => [id, from!.step])).toEqual([
      ["model-0", end],
      ["model-2", end],
    ]);
    const told = [...first, ...(await events({ ...spec, models }))];
    expect(ofType(told, "diverged")).toEqual([{ type: "diverged", model: "model-1", step: end }]);
    expect(keptSteps(told, "model-1")).toEqual([end - 1]);
    await expectAsAlone(told, spec);
  });
});

describe("a lost engine", () => {
  const spec = job([{ seed: 1, snapshots: [10] }, { seed: 2 }, { seed: 3, snapshots: [0, 29] }]);

  it.each([3, 2, 1])(
    "gives all its models to one for %i at once, from the checkpoint",
    async (together) => {
      const frail = sideBySide(3);
      const next = sideBySide(together);
      const told = await events(spec, engines(lostAfter(20, frail), next));
      expect(frail.started).toHaveLength(1);
      expect(next.started[0].models).toHaveLength(together);
      expect(next.started[0].step).toBeGreaterThan(0);
      expect(next.started.flatMap(({ models }) => models)).toEqual([
        "model-0",
        "model-1",
        "model-2",
      ]);
      expect(new Set(next.started.map(({ step }) => step)).size).toBe(1);
      expect(ofType(told, "restarted")).toEqual([
        {
          type: "restarted",
          model: "model-0",
          step: next.started[0].step,
          engine: "webgl",
          reason: "It is gone.",
        },
      ]);
      await expectAsAlone(told, spec);
    },
  );

  it("does not train again what has ended on it", async () => {
    const short = job([
      { seed: 1, steps: 4 },
      { seed: 2, steps: 60 },
      { seed: 3, steps: 60 },
    ]);
    const next = sideBySide(3);
    const told = await events(short, engines(lostAfter(50, sideBySide(3)), next));
    expect(next.started.map(({ models }) => models)).toEqual([["model-1", "model-2"]]);
    expect(ofType(told, "model-done")).toHaveLength(3);
    await expectAsAlone(told, short);
  });

  it("tells each model's end once, even if it is lost in taking the model out", async () => {
    const short = job([{ seed: 1, steps: 4 }, { seed: 2 }]);
    const frail = withTrainers(sideBySide(2), () => ({
      remove: async () => {
        throw new EngineLostError("It is gone.");
      },
    }));
    const told = await events(short, engines(frail, sideBySide(2)));
    expect(ofType(told, "restarted")).toHaveLength(1);
    expect(ofType(told, "model-done").map(({ model }) => model)).toEqual(["model-0", "model-1"]);
    await expectAsAlone(told, short);
  });
});

describe("a session of several models", () => {
  const spec = job([{ seed: 1 }, { seed: 2 }, { seed: 3 }]);

  it("shows all of them when it pauses", async () => {
    const told = await events(spec, engines(sideBySide(3)), (event, session) => {
      if (event.type === "engine") session.pause();
      if (event.type === "paused") session.stop();
    });
    const shown = ofType(told, "snapshot").map(({ model, step }) => [model, step]);
    expect(shown.toSorted()).toEqual([
      ["model-0", 0],
      ["model-1", 0],
      ["model-2", 0],
    ]);
    expect(ofType(told, "progress").map(({ model }) => model)).toEqual(
      spec.models.map(({ id }) => id),
    );
  });

  it("steps all of them by one", async () => {
    const steps: string[] = [];
    let pauses = 0;
    await events(spec, engines(sideBySide(3)), (event, session) => {
      if (event.type === "engine") session.pause();
      if (event.type === "snapshot") steps.push(`${event.model} at ${event.step}`);
      if (event.type === "paused")
        if (pauses++ < 2) session.step();
        else session.stop();
    });
    expect(steps.toSorted()).toEqual(
      spec.models.flatMap(({ id }) => [0, 1, 2].map((step) => `${id} at ${step}`)),
    );
  });
});
