import { describe, expect, it } from "vitest";
import type {
  EngineName,
  TrainingEvent,
  TrainingOptions,
  TrainingSession,
  TrainingSpec,
} from "../../src/engines/contract";
import type { Engine } from "../../src/engines/engine";
import { plainEngine } from "../../src/engines/plain-engine";
import { runJob } from "../../src/training/job";
import { jobOptions, type StartPart, spreadTraining } from "../../src/training/spread";
import { lostAfter, sideBySide } from "./fake-engines";
import { job } from "./specs";
import { events, keptOf, lastOf, lossesOf, ofType, settled } from "./told";

/** What a part began with: its models, each with the step that it stood at. */
interface Started {
  readonly engine: EngineName;
  readonly models: readonly (readonly [string, number])[];
}

/** Parts that run on this thread. WebGL, which is there where it is wanted, trains three models at once. */
function threads(webgl: () => Engine = () => sideBySide(3)): {
  startPart: StartPart;
  started: Started[];
} {
  const started: Started[] = [];
  const startPart: StartPart = (spec, listener, options) => {
    const { modelsOn, ...rest } = jobOptions(spec, options);
    return runJob(spec, listener, {
      ...rest,
      openEngine: async (wanted = "plain") => ({
        engine: wanted === "webgl" ? webgl() : { ...plainEngine, name: wanted },
      }),
      modelsOn: (engine) => {
        const models = modelsOn!(engine);
        started.push({ engine, models: models.map(({ id, from }) => [id, from?.step ?? 0]) });
        return models;
      },
    });
  };
  return { startPart, started };
}

/** Runs a job on two threads to its end and returns what it told; `react` may act on the session. */
function run(
  spec: TrainingSpec,
  { startPart }: { startPart: StartPart },
  options: TrainingOptions,
  react: (event: TrainingEvent, session: TrainingSession) => void,
): Promise<TrainingEvent[]> {
  return new Promise((resolve) => {
    const told: TrainingEvent[] = [];
    const hear = (event: TrainingEvent): void => {
      told.push(event);
      react(event, session);
      if (["done", "stopped", "error"].includes(event.type))
        void settled().then(() => resolve(told));
    };
    const session = spreadTraining(startPart, 2)(spec, hear, options);
  });
}

const spec = job([
  { steps: 60, seed: 1, snapshots: [0, 10, 11, 40] },
  { steps: 40, seed: 2, snapshots: [10] },
  { steps: 20, seed: 3 },
]);

/** Whether this is the weights of a step that were asked for. */
function isKept(event: TrainingEvent, step: number, model = "model-0"): boolean {
  return event.type === "snapshot" && event.model === model && event.step === step && !event.live;
}

/** Expects one unbroken job that came to the same as one on one thread. */
async function expectUndisturbed(told: readonly TrainingEvent[], whole = spec): Promise<void> {
  const undisturbed = await events(whole);
  for (const { id } of whole.models) {
    expect(lossesOf(told, id)).toEqual(lossesOf(undisturbed, id));
    expect(keptOf(told, id)).toEqual(keptOf(undisturbed, id));
    expect(lastOf(told, id)).toEqual(lastOf(undisturbed, id));
  }
  expect(ofType(told, "model-done")).toHaveLength(whole.models.length);
  expect(ofType(told, "done")).toHaveLength(1);
  expect(told.at(-1)).toEqual({ type: "done" });
  expectForwards(told, whole);
}

/** Expects the steps that are done never to become fewer. */
function expectForwards(told: readonly TrainingEvent[], whole = spec): void {
  const total = whole.models.reduce((sum, { steps }) => sum + steps, 0);
  const progress = ofType(told, "progress");
  const done = progress.map((event) => event.done);
  expect(done).toEqual(done.toSorted((a, b) => a - b));
  expect(done.at(-1)).toBe(total);
  expect(new Set(progress.map((event) => event.total))).toEqual(new Set([total]));
}

const enginesOf = (told: readonly TrainingEvent[]): EngineName[] =>
  ofType(told, "engine").map(({ engine }) => engine);

describe("a job that is switched to another engine", () => {
  it("goes on with all that is left, from where it is, on one thread with a graphics card", async () => {
    const parts = threads();
    const told = await run(spec, parts, { engine: "plain" }, (event, session) => {
      if (isKept(event, 40)) session.switchTo("webgl");
    });
    expect(enginesOf(told)).toEqual(["plain", "webgl"]);
    const [first, second, ...others] = parts.started;
    expect(first).toEqual({ engine: "plain", models: [["model-0", 0]] });
    expect(second).toEqual({
      engine: "plain",
      models: [
        ["model-1", 0],
        ["model-2", 0],
      ],
    });
    expect(others).toHaveLength(1);
    expect(others[0].engine).toBe("webgl");
    expect(others[0].models).toContainEqual(["model-0", 40]);
    await expectUndisturbed(told);
  });

  it("is spread over all threads from a graphics card to the processor", async () => {
    const parts = threads();
    const told = await run(spec, parts, { engine: "webgl" }, (event, session) => {
      if (isKept(event, 10)) session.switchTo("wasm");
    });
    expect(enginesOf(told)).toEqual(["webgl", "wasm"]);
    expect(parts.started).toEqual([
      {
        engine: "webgl",
        models: [
          ["model-0", 0],
          ["model-1", 0],
          ["model-2", 0],
        ],
      },
      { engine: "wasm", models: [["model-0", 10]] },
      {
        engine: "wasm",
        models: [
          ["model-1", 10],
          ["model-2", 10],
        ],
      },
    ]);
    await expectUndisturbed(told);
  });

  it("shares anew what is left among the threads", async () => {
    const long = job([{ steps: 60, snapshots: [10] }, { steps: 40 }, { steps: 2 }, { steps: 50 }]);
    const parts = threads();
    const told = await run(long, parts, { engine: "webgl" }, (event, session) => {
      if (isKept(event, 10)) session.switchTo("plain");
    });
    // Of the three at once the shortest has ended, and the fourth has waited for it.
    expect(parts.started.slice(1).map(({ models }) => models)).toEqual([
      [["model-0", 10]],
      [
        ["model-3", 10],
        ["model-1", 0],
      ],
    ]);
    await expectUndisturbed(told, long);
  });

  it.each(["plain", "webgl"] as const)(
    "may be so, and changed, before it has begun on %s",
    async (engine) => {
      const parts = threads();
      const told = await new Promise<TrainingEvent[]>((resolve) => {
        const heard: TrainingEvent[] = [];
        const session = spreadTraining(parts.startPart, 2)(
          spec,
          (event) => {
            heard.push(event);
            if (event.type === "done" || event.type === "error") resolve(heard);
          },
          { engine },
        );
        session.switchTo("plain");
        session.switchTo("wasm");
      });
      expect(enginesOf(told)).toEqual([engine, "wasm"]);
      expect(
        parts.started
          .slice(-2)
          .flatMap(({ models }) => models)
          .toSorted(),
      ).toEqual([
        ["model-0", 0],
        ["model-1", 0],
        ["model-2", 0],
      ]);
      await expectUndisturbed(told);
    },
  );

  it("stays paused if it was, where it was", async () => {
    let pauses = 0;
    let whilePaused: TrainingEvent[] = [];
    const heard: TrainingEvent[] = [];
    const parts = threads();
    const told = await run(spec, parts, { engine: "plain" }, async (event, session) => {
      heard.push(event);
      if (event.type === "engine" && event.engine === "plain") session.pause();
      if (event.type === "paused" && ++pauses === 1) {
        session.switchTo("webgl");
        await settled();
        await settled();
        whilePaused = [...heard];
        session.resume();
      }
    });
    expect(parts.started.at(-1)).toEqual({
      engine: "webgl",
      models: [
        ["model-0", 0],
        ["model-1", 0],
        ["model-2", 0],
      ],
    });
    expect(enginesOf(whilePaused)).toEqual(["plain", "webgl"]);
    expect(whilePaused.at(-1)).toEqual({ type: "paused" });
    expect(ofType(whilePaused, "resumed")).toHaveLength(0);
    for (const { step } of ofType(whilePaused, "progress")) expect(step).toBe(0);
    expect(ofType(told, "paused")).toHaveLength(2);
    expect(ofType(told, "resumed")).toHaveLength(1);
    await expectUndisturbed(told);
  });

  it("may be paused and resumed while it is under way", async () => {
    const told = await run(spec, threads(), { engine: "webgl" }, async (event, session) => {
      if (isKept(event, 10)) {
        session.switchTo("plain");
        session.pause();
      }
      if (event.type !== "paused") return;
      await settled();
      session.resume();
    });
    expect(enginesOf(told)).toEqual(["webgl", "plain"]);
    expect(ofType(told, "paused")).toHaveLength(1);
    expect(ofType(told, "resumed")).toHaveLength(1);
    for (const type of ["paused", "resumed"] as const)
      expect(told.findIndex((event) => event.type === type)).toBeGreaterThan(
        told.findIndex((event) => event.type === "engine" && event.engine === "plain"),
      );
    await expectUndisturbed(told);
  });

  it("can be stepped afterwards, from where it was paused", async () => {
    const steps: number[] = [];
    let pauses = 0;
    const one = job([{ steps: 60 }]);
    const told = await run(one, threads(), { engine: "plain" }, (event, session) => {
      if (event.type === "engine" && event.engine === "plain") session.step();
      if (event.type === "progress") steps.push(event.step);
      if (event.type !== "paused") return;
      pauses += 1;
      if (pauses === 1) session.switchTo("webgl");
      else if (pauses < 5) session.step();
      else session.resume();
    });
    expect(steps.slice(0, steps.indexOf(4) + 1)).toEqual(
      steps.slice(0, steps.indexOf(4) + 1).toSorted((a, b) => a - b),
    );
    expect([...new Set(steps)].slice(0, 4)).toEqual([1, 2, 3, 4]);
    await expectUndisturbed(told, one);
  });

  it("may be so back and forth, with the last wish granted", async () => {
    const told = await run(spec, threads(), { engine: "plain" }, async (event, session) => {
      if (!isKept(event, 10)) return;
      for (const engine of ["webgl", "plain", "webgl", "wasm", "plain", "wasm"] as const) {
        session.switchTo(engine);
        await Promise.resolve();
      }
      for (const engine of ["plain", "webgl", "plain", "webgl"] as const) {
        session.switchTo(engine);
        await new Promise((resolve) => setImmediate(resolve));
      }
    });
    expect(enginesOf(told).at(-1)).toBe("webgl");
    await expectUndisturbed(told);
  });

  it.each(["snapshot", "model-done"] as const)(
    "ends once when it is so just as its models end, at their last %s",
    async (type) => {
      for (const engine of ["plain", "webgl"] as const) {
        const told = await run(spec, threads(), { engine }, (event, session) => {
          if (event.type !== type) return;
          const { steps } = spec.models.find(({ id }) => id === event.model)!;
          if (event.step === steps) session.switchTo(engine === "plain" ? "webgl" : "plain");
        });
        await expectUndisturbed(told);
      }
    },
  );

  it("has ended when it is so in answer to its end", async () => {
    const parts = threads();
    const told = await run(job([{ steps: 3 }]), parts, {}, (event, session) => {
      if (event.type === "done") session.switchTo("webgl");
    });
    expect(parts.started).toHaveLength(1);
    expect(ofType(told, "done")).toHaveLength(1);
  });

  it("stops at once when it is told to meanwhile, and tells nothing more", async () => {
    const told = await run(spec, threads(), { engine: "plain" }, (event, session) => {
      if (!isKept(event, 10)) return;
      session.switchTo("webgl");
      session.stop();
    });
    expect(told.at(-1)).toEqual({ type: "stopped" });
    expect(ofType(told, "stopped")).toHaveLength(1);
    expect(enginesOf(told)).toEqual(["plain"]);
  });

  it("ends with the error of the engine that cannot be had", async () => {
    const broken = threads(() => {
      throw new Error("no graphics card");
    });
    const told = await run(spec, broken, { engine: "plain" }, (event, session) => {
      if (isKept(event, 10)) session.switchTo("webgl");
    });
    expect(told.at(-1)).toEqual({ type: "error", message: "no graphics card" });
  });

  it("asks for a reproducible engine again if it did before", async () => {
    const asked: unknown[] = [];
    const { startPart } = threads();
    const watched: StartPart = (spec, listener, options) => {
      asked.push([options.engine, options.reproducible]);
      return startPart(spec, listener, options);
    };
    await run(
      spec,
      { startPart: watched },
      { engine: "plain", reproducible: true },
      (event, session) => {
        if (isKept(event, 10)) session.switchTo("wasm");
      },
    );
    expect(asked).toEqual([
      ["plain", true],
      ["plain", true],
      ["wasm", true],
      ["wasm", true],
    ]);
  });
});

describe("a job whose graphics card is lost twice", () => {
  it("goes on on all threads, with each loss sent once", async () => {
    const frail = [lostAfter(20, sideBySide(3)), lostAfter(12, sideBySide(3))];
    const parts = threads(() => frail.shift()!);
    const long = job([{ steps: 60 }, { steps: 55, seed: 2 }, { steps: 50, seed: 3 }]);
    const told = await run(long, parts, { engine: "webgl" }, () => {});
    expect(ofType(told, "restarted").map(({ engine }) => engine)).toEqual(["webgl", "wasm"]);
    const spread = parts.started.slice(1);
    expect(spread.map(({ engine }) => engine)).toEqual(["wasm", "wasm"]);
    expect(spread.flatMap(({ models }) => models.map(([id]) => id)).toSorted()).toEqual([
      "model-0",
      "model-1",
      "model-2",
    ]);
    const undisturbed = await events(long);
    for (const { id } of long.models) {
      expect(lossesOf(told, id)).toEqual(lossesOf(undisturbed, id));
      expect(lastOf(told, id)).toEqual(lastOf(undisturbed, id));
    }
    expect(ofType(told, "model-done")).toHaveLength(3);
    expect(told.at(-1)).toEqual({ type: "done" });
  });

  it("stays on one thread if there is one model left", async () => {
    const frail = [lostAfter(20, sideBySide(3)), lostAfter(12, sideBySide(3))];
    const parts = threads(() => frail.shift()!);
    const one = job([{ steps: 60 }, { steps: 0 }]);
    const told = await run(one, parts, { engine: "webgl" }, () => {});
    expect(parts.started).toHaveLength(1);
    expect(enginesOf(told)).toEqual(["webgl", "wasm"]);
    expect(lossesOf(told)).toEqual(lossesOf(await events(one)));
  });
});
