import { adam } from "../../../src/engines/adam";
import { untrained } from "../../../src/engines/checkpoint";
import { openEngine } from "../../../src/engines/choose-engine";
import type { EngineName, ModelSpec, TrainingSpec } from "../../../src/engines/contract";
import type { Engine, Trainer } from "../../../src/engines/engine";
import { openContext } from "../../../src/engines/webgl/context";
import { openWebglEngine } from "../../../src/engines/webgl/webgl-engine";
import { meanSquaredErrorLoss } from "../../../src/network/loss";
import { parametersOf } from "../../../src/network/network";
import { readSafetensors } from "../../../src/network/safetensors";
import { fromStateDict } from "../../../src/network/state-dict";
import { prepareTraining, startTraining } from "../../../src/training/client";
import { type JobEvent, runJob } from "../../../src/training/job";
import initialWeights from "../../fixtures/x-squared/init.safetensors?url";
import { xSquaredArchitecture, xSquaredData } from "../../network/x-squared";

// What the tests of the engines call in the browser.

/** A job under way and what it told. */
interface Watched<Session> {
  readonly session: Session;
  readonly events: JobEvent[];
  /** Resolves with the next event of this type. */
  next(type: JobEvent["type"]): Promise<JobEvent>;
}

function watch<Session>(start: (listener: (event: JobEvent) => void) => Session): Watched<Session> {
  const events: JobEvent[] = [];
  const waiting: { type: string; resolve: (event: JobEvent) => void }[] = [];
  const session = start((event) => {
    events.push(event);
    for (const { type, resolve } of waiting) if (type === event.type) resolve(event);
  });
  const next = (type: JobEvent["type"]): Promise<JobEvent> =>
    new Promise((resolve) => waiting.push({ type, resolve }));
  return { session, events, next };
}

function ended(watched: Watched<unknown>): Promise<unknown> {
  return Promise.race([watched.next("done"), watched.next("error"), watched.next("stopped")]);
}

function spec(width: number, model: Partial<ModelSpec>): TrainingSpec {
  return {
    architecture: xSquaredArchitecture(width),
    loss: meanSquaredErrorLoss,
    optimiser: adam(1e-3),
    schedule: { name: "constant" },
    data: { kind: "fixed", ...xSquaredData() },
    models: [{ id: "model", seed: 1, steps: 20, snapshots: [], ...model }],
  };
}

function lossesIn(events: readonly JobEvent[]): number[] {
  const losses: number[] = [];
  for (const event of events)
    if (event.type === "progress") {
      if (event.lossFrom !== losses.length) throw new Error("losses overlap or leave a gap");
      losses.push(...event.losses);
    }
  return losses;
}

/** Counts the textures, framebuffers and buffers that are made on a context, and those of them that live. */
function countedObjects(gl: WebGL2RenderingContext): { made: number; living(): number[] } {
  const count = { made: 0, living: () => all.map(({ size }) => size) };
  const all = (["Texture", "Framebuffer", "Buffer"] as const).map((kind) => {
    const living = new Set<unknown>();
    const make = gl[`create${kind}`].bind(gl) as () => unknown;
    const remove = gl[`delete${kind}`].bind(gl) as (object: unknown) => void;
    Object.assign(gl, {
      [`create${kind}`]: () => {
        const object = make();
        living.add(object);
        count.made += 1;
        return object;
      },
      [`delete${kind}`]: (object: unknown) => {
        living.delete(object);
        remove(object);
      },
    });
    return living;
  });
  return count;
}

/** The WebGL engine, whose context is lost once it has taken so many steps. */
async function frailEngine(lostAt = Number.POSITIVE_INFINITY): Promise<Engine> {
  const context = openContext({ software: true });
  const engine = await openWebglEngine(context);
  return {
    ...engine,
    async start(...args) {
      const trainer = await engine.start(...args);
      const run: Trainer["run"] = async (steps) => {
        const losses = await trainer.run(steps);
        if (trainer.step >= lostAt) context.gl.getExtension("WEBGL_lose_context")!.loseContext();
        return losses;
      };
      return Object.create(trainer, { run: { value: run } }) as Trainer;
    },
  };
}

/** The steps that were taken by the last model heard of. */
function stepOf(events: readonly JobEvent[]): number {
  return events.findLast((event) => event.type === "progress")?.step ?? -1;
}

/** Steps of the snapshots that were asked for. */
function keptIn(events: readonly JobEvent[]): number[] {
  return events.flatMap((event) => (event.type === "snapshot" && !event.live ? [event.step] : []));
}

/** The bits of the last weights and of all losses. */
function bitsOf(events: readonly JobEvent[]): number[] {
  const last = events.findLast((event) => event.type === "snapshot");
  const values = Float32Array.from([
    ...parametersOf(last!.network).flatMap((array) => [...array]),
    ...lossesIn(events),
  ]);
  return [...new Uint32Array(values.buffer)];
}

/** Remembers the workers that are made from now on. */
function countedWorkers(): { readonly made: Worker[]; restore(): void } {
  const { Worker } = globalThis;
  const made: Worker[] = [];
  globalThis.Worker = class extends Worker {
    constructor(...args: ConstructorParameters<typeof Worker>) {
      super(...args);
      made.push(this);
    }
  };
  return {
    made,
    restore: () => {
      globalThis.Worker = Worker;
    },
  };
}

const page = {
  /** The loss curve from PyTorch's initial weights, trained in the worker. */
  async referenceLosses(engine: EngineName, steps: number) {
    const response = await fetch(initialWeights);
    const network = fromStateDict(readSafetensors(await response.arrayBuffer()).tensors);
    const model = { from: untrained(network), steps };
    const job = watch((listen) => startTraining(spec(64, model), listen, { engine }));
    await ended(job);
    const finalSnapshot = job.events.findLast((event) => event.type === "snapshot");
    const lastProgress = job.events.findLast((event) => event.type === "progress");
    return {
      engine: job.events[0],
      losses: lossesIn(job.events),
      finalLoss: finalSnapshot?.loss,
      stepsPerSecond: lastProgress?.stepsPerSecond,
    };
  },

  /** Numbers of textures, framebuffers and buffers after one and after ten trainings, the last of which diverges. */
  async texturesAfterTrainings() {
    const context = openContext({ software: true });
    const objects = countedObjects(context.gl);
    const engine = await openWebglEngine(context);
    const ends: string[] = [];
    const train = async (learningRate: number): Promise<void> => {
      const training = { ...spec(5, { steps: 6, snapshots: [3] }), optimiser: adam(learningRate) };
      const kept = { engine: { ...engine, dispose: () => {} } };
      const job = watch((listen) => runJob(training, listen, { openEngine: async () => kept }));
      await ended(job);
      ends.push(job.events.at(-2)!.type);
    };
    await train(1e-3);
    const afterOne = { made: objects.made, living: objects.living() };
    for (let i = 0; i < 8; ++i) await train(1e-3);
    await train(1e18);
    const afterTen = { made: objects.made, living: objects.living() };
    engine.dispose();
    return { ends, afterOne, afterTen };
  },

  /** Trains while a context is lost past each of these steps, and on the plain engine undisturbed. */
  async lostContexts(losses: readonly number[]) {
    const model = { steps: 60, snapshots: [30] };
    const left = [...losses];
    const job = watch((listen) =>
      runJob(spec(8, model), listen, {
        openEngine: async (wanted, options) =>
          wanted === "wasm"
            ? openEngine(wanted, options)
            : { engine: await frailEngine(left.shift()) },
      }),
    );
    await ended(job);
    const undisturbed = watch((listen) => runJob(spec(8, model), listen, { engine: "plain" }));
    await ended(undisturbed);
    return {
      restarts: job.events.filter((event) => event.type === "restarted"),
      losses: lossesIn(job.events),
      undisturbed: lossesIn(undisturbed.events),
      kept: keptIn(job.events),
      last: job.events.at(-1),
    };
  },

  /** Pauses a job in the worker, steps it twice, resumes it, and stops it. */
  async pauseStepResumeStop() {
    const job = watch((listen) => startTraining(spec(16, { steps: 1_000_000 }), listen, {}));
    const stepNow = (): number => stepOf(job.events);
    await job.next("snapshot");
    job.session.pause();
    await job.next("paused");
    const paused = stepNow();
    const count = job.events.length;
    await new Promise((resolve) => setTimeout(resolve, 300));
    const eventsWhilePaused = job.events.length - count;
    const stepped: number[] = [];
    for (let i = 0; i < 2; ++i) {
      job.session.step();
      await job.next("paused");
      stepped.push(stepNow());
    }
    job.session.resume();
    await job.next("resumed");
    await job.next("progress");
    const resumed = stepNow();
    job.session.stop();
    const atStop = job.events.length;
    await new Promise((resolve) => setTimeout(resolve, 300));
    return {
      paused,
      eventsWhilePaused,
      stepped,
      resumed,
      last: job.events.at(-1)?.type,
      eventsAfterStop: job.events.length - atStop,
    };
  },

  /** Trains models of so many steps as the page does, on as many workers as there are cores. */
  async manyModels(width: number, steps: readonly number[]) {
    const models = steps.map((total) => ({
      id: String(total),
      seed: total,
      steps: total,
      snapshots: [],
    }));
    const start = performance.now();
    const job = watch((listen) => startTraining({ ...spec(width, {}), models }, listen, {}));
    await ended(job);
    return {
      seconds: (performance.now() - start) / 1000,
      done: job.events.flatMap((event) => (event.type === "model-done" ? [event.step] : [])),
      progress: job.events.findLast((event) => event.type === "progress"),
      last: job.events.at(-1),
      messages: job.events.length,
    };
  },

  /** What the page's choice of an engine is and why, in the worker. */
  async choice(engine?: EngineName, reproducible = false) {
    const options = { reproducible, ...(engine && { engine }) };
    const job = watch((listen) => startTraining(spec(4, { steps: 1 }), listen, options));
    await ended(job);
    return job.events[0];
  },

  /** Trains on WebAssembly and from step 20 on on another engine, and on the plain engine undisturbed. */
  async switched(engine: EngineName) {
    const model = { steps: 60, snapshots: [10, 20, 40] };
    const job = watch((listen) => startTraining(spec(4, model), listen, { engine: "wasm" }));
    for (let step = 0; step < 20; ++step) job.session.step();
    while (stepOf(job.events) < 20) await job.next("paused");
    job.session.resume();
    job.session.switchTo(engine);
    await ended(job);
    const undisturbed = watch((listen) =>
      startTraining(spec(4, model), listen, { engine: "plain" }),
    );
    await ended(undisturbed);
    return {
      engines: job.events.flatMap((event) => (event.type === "engine" ? [event.engine] : [])),
      losses: lossesIn(job.events),
      undisturbed: lossesIn(undisturbed.events),
      kept: keptIn(job.events),
      last: job.events.at(-1),
    };
  },

  /** Trains in a prepared worker and in one that was not: how many workers there were by then, and what they came to. */
  async prepared() {
    const options = { engine: "wasm", reproducible: true } as const;
    const training = spec(8, { steps: 30 });
    const trained = async (): Promise<JobEvent[]> => {
      const job = watch((listen) => startTraining(training, listen, options));
      await ended(job);
      return job.events;
    };
    const counter = countedWorkers();
    try {
      prepareTraining(training, options);
      prepareTraining(training, options);
      const afterPreparing = counter.made.length;
      const prepared = await trained();
      const afterPrepared = counter.made.length;
      const unprepared = await trained();
      return {
        workers: [afterPreparing, afterPrepared, counter.made.length],
        engine: prepared[0],
        prepared: bitsOf(prepared),
        unprepared: bitsOf(unprepared),
      };
    } finally {
      counter.restore();
    }
  },

  /** What a job tells last, and how much after that, whose worker fails while it trains. */
  async dyingWorker() {
    const counter = countedWorkers();
    try {
      const job = watch((listen) =>
        startTraining(spec(4, { steps: 1_000_000 }), listen, { engine: "plain" }),
      );
      await job.next("snapshot");
      // Nothing that a worker can read.
      counter.made[0].postMessage(null);
      await ended(job);
      const count = job.events.length;
      await new Promise((resolve) => setTimeout(resolve, 200));
      return { last: job.events.at(-1), eventsAfter: job.events.length - count };
    } finally {
      counter.restore();
    }
  },

  /** How a job ends whose invalidation comes first. */
  async invalidated() {
    const invalidation = new Promise<void>((resolve) => setTimeout(resolve, 200));
    const job = watch((listen) =>
      startTraining(spec(4, { steps: 1_000_000 }), listen, { invalidation }),
    );
    await ended(job);
    return job.events.at(-1)?.type;
  },

  /** How a job ends on a page that cannot have workers. */
  async withoutWorkers() {
    const { Worker } = globalThis;
    globalThis.Worker = class {
      constructor() {
        throw new Error("workers are forbidden here");
      }
    } as unknown as typeof Worker;
    try {
      const job = watch((listen) => startTraining(spec(4, {}), listen, {}));
      await ended(job);
      return job.events;
    } finally {
      globalThis.Worker = Worker;
    }
  },

  /** Which engine opens on this thread. */
  async opened(wanted?: EngineName) {
    const { engine, reason } = await openEngine(wanted, { reproducible: false });
    engine.dispose();
    return { name: engine.name, detail: engine.detail, reason };
  },
};

export type EnginesPage = typeof page;

Object.assign(globalThis, { page });
