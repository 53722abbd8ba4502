import { memory } from "@tensorflow/tfjs-core";
import { xSquaredArchitecture } from "../../../src/network/architecture";
import { xSquaredData } from "../../../src/network/dataset";
import { meanSquaredErrorLoss } from "../../../src/network/loss";
import { readSafetensors } from "../../../src/network/safetensors";
import { fromStateDict } from "../../../src/network/state-dict";
import { openEngine } from "../../../src/training/choose-engine";
import { startTraining } from "../../../src/training/client";
import type { EngineName, ModelSpec, TrainingSpec } from "../../../src/training/contract";
import { adam } from "../../../src/training/defaults";
import { type JobEvent, runJob, untrained } from "../../../src/training/job";
import { openContext } from "../../../src/training/webgl-context";
import { openWebglEngine } from "../../../src/training/webgl-engine";
import initialWeights from "../../fixtures/x-squared/init.safetensors?url";

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

  /** Numbers of tensors after one and after ten trainings, the last of which diverges. */
  async tensorsAfterTrainings() {
    const engine = await openWebglEngine(openContext({ software: true }));
    const ends: string[] = [];
    const train = async (learningRate: number): Promise<void> => {
      const training = { ...spec(5, { steps: 6, snapshots: [3] }), optimiser: adam(learningRate) };
      const kept = { engine: { ...engine, dispose: () => {} } };
      const job = watch((listen) => runJob(training, listen, { openEngine: async () => kept }));
      await ended(job);
      ends.push(job.events.at(-2)!.type);
    };
    await train(1e-3);
    const afterOne = memory();
    for (let i = 0; i < 8; ++i) await train(1e-3);
    await train(1e18);
    const afterTen = memory();
    engine.dispose();
    const count = ({ numTensors, numDataBuffers }: typeof afterOne): number[] => [
      numTensors,
      numDataBuffers,
    ];
    return { ends, afterOne: count(afterOne), afterTen: count(afterTen) };
  },

  /** Trains while the context is lost `times` times, and on the plain engine undisturbed. */
  async lostContexts(times: number) {
    const model = { steps: 60, snapshots: [30] };
    let lose = (): void => {};
    const job = watch((listen) =>
      runJob(spec(8, model), listen, {
        openEngine: async (wanted, options) => {
          if (wanted === "wasm") return openEngine(wanted, options);
          const context = openContext({ software: true });
          const engine = await openWebglEngine(context);
          lose = () => context.gl.getExtension("WEBGL_lose_context")!.loseContext();
          return { engine };
        },
      }),
    );
    const end = ended(job);
    for (let i = 0; i < times; ++i) {
      // Past a checkpoint of the engine at hand, so that there is something to go on from.
      for (let looks = 0; looks < 2; ++looks) await job.next("progress");
      lose();
      await Promise.race([job.next("restarted"), end]);
    }
    await end;
    const undisturbed = watch((listen) => runJob(spec(8, model), listen, { engine: "plain" }));
    await ended(undisturbed);
    return {
      restarts: job.events.filter((event) => event.type === "restarted"),
      losses: lossesIn(job.events),
      undisturbed: lossesIn(undisturbed.events),
      kept: job.events.flatMap((event) =>
        event.type === "snapshot" && !event.live ? [event.step] : [],
      ),
      last: job.events.at(-1),
    };
  },

  /** Pauses a job in the worker, steps it twice, resumes it, and stops it. */
  async pauseStepResumeStop() {
    const job = watch((listen) => startTraining(spec(16, { steps: 1_000_000 }), listen, {}));
    const stepNow = (): number =>
      job.events.findLast((event) => event.type === "progress")?.step ?? -1;
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
  async choice(engine?: EngineName) {
    const options = engine === undefined ? {} : { engine };
    const job = watch((listen) => startTraining(spec(4, { steps: 1 }), listen, options));
    await ended(job);
    return job.events[0];
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
