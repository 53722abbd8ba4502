import { memory } from "@tensorflow/tfjs-core";
import { xSquaredData } from "../../../src/network/dataset";
import { xSquaredWidths } from "../../../src/network/network";
import { readSafetensors } from "../../../src/network/safetensors";
import { fromStateDict } from "../../../src/network/state-dict";
import { openEngine } from "../../../src/training/choose-engine";
import { startTraining } from "../../../src/training/client";
import type {
  EngineName,
  ModelSpec,
  TrainingEvent,
  TrainingSession,
  TrainingSpec,
} from "../../../src/training/contract";
import { adam } from "../../../src/training/defaults";
import { runJob } from "../../../src/training/job";
import { openContext } from "../../../src/training/webgl-context";
import { openWebglEngine } from "../../../src/training/webgl-engine";
import initialWeights from "../../fixtures/x-squared/init.safetensors?url";

// What the tests of the engines call in the browser.

/** A job under way and what it told. */
interface Watched {
  readonly session: TrainingSession;
  readonly events: TrainingEvent[];
  /** Resolves with the next event of this type. */
  next(type: TrainingEvent["type"]): Promise<TrainingEvent>;
}

function watch(start: (listener: (event: TrainingEvent) => void) => TrainingSession): Watched {
  const events: TrainingEvent[] = [];
  const waiting: { type: string; resolve: (event: TrainingEvent) => void }[] = [];
  const session = start((event) => {
    events.push(event);
    for (const { type, resolve } of waiting) if (type === event.type) resolve(event);
  });
  const next = (type: TrainingEvent["type"]): Promise<TrainingEvent> =>
    new Promise((resolve) => waiting.push({ type, resolve }));
  return { session, events, next };
}

function ended(watched: Watched): Promise<unknown> {
  return Promise.race([watched.next("done"), watched.next("error"), watched.next("stopped")]);
}

function spec(width: number, model: Partial<ModelSpec>): TrainingSpec {
  return {
    widths: xSquaredWidths(width),
    activation: "gelu",
    loss: "mse",
    optimiser: adam(1e-3),
    data: xSquaredData(),
    models: [{ id: "model", seed: 1, epochs: 20, snapshots: [], ...model }],
  };
}

function lossesIn(events: readonly TrainingEvent[]): number[] {
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
  async referenceLosses(engine: EngineName, epochs: number) {
    const response = await fetch(initialWeights);
    const initial = fromStateDict(readSafetensors(await response.arrayBuffer()).tensors);
    const job = watch((listen) => startTraining(spec(64, { initial, epochs }), listen, { engine }));
    await ended(job);
    const finalSnapshot = job.events.findLast((event) => event.type === "snapshot");
    const lastProgress = job.events.findLast((event) => event.type === "progress");
    return {
      engine: job.events[0],
      losses: lossesIn(job.events),
      finalLoss: finalSnapshot?.loss,
      epochsPerSecond: lastProgress?.epochsPerSecond,
    };
  },

  /** Numbers of tensors after one and after ten trainings, the last of which diverges. */
  async tensorsAfterTrainings() {
    const engine = await openWebglEngine(openContext({ software: true }));
    const ends: string[] = [];
    const train = async (learningRate: number): Promise<void> => {
      const training = { ...spec(5, { epochs: 6, snapshots: [3] }), optimiser: adam(learningRate) };
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
    const model = { epochs: 60, snapshots: [30] };
    let lose = (): void => {};
    const job = watch((listen) =>
      runJob(spec(8, model), listen, {
        openEngine: async (wanted) => {
          if (wanted === "wasm") return openEngine(wanted);
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
        event.type === "snapshot" && !event.live ? [event.epoch] : [],
      ),
      last: job.events.at(-1),
    };
  },

  /** Pauses a job in the worker, steps it twice, resumes it, and stops it. */
  async pauseStepResumeStop() {
    const job = watch((listen) => startTraining(spec(16, { epochs: 1_000_000 }), listen, {}));
    const epochNow = (): number =>
      job.events.findLast((event) => event.type === "progress")?.epoch ?? -1;
    await job.next("snapshot");
    job.session.pause();
    await job.next("paused");
    const paused = epochNow();
    const count = job.events.length;
    await new Promise((resolve) => setTimeout(resolve, 300));
    const eventsWhilePaused = job.events.length - count;
    const stepped: number[] = [];
    for (let i = 0; i < 2; ++i) {
      job.session.step();
      await job.next("paused");
      stepped.push(epochNow());
    }
    job.session.resume();
    await job.next("resumed");
    await job.next("progress");
    const resumed = epochNow();
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

  /** Trains models of so many epochs as the page does, on as many workers as there are cores. */
  async manyModels(width: number, epochs: readonly number[]) {
    const models = epochs.map((total) => ({
      id: String(total),
      seed: total,
      epochs: total,
      snapshots: [],
    }));
    const start = performance.now();
    const job = watch((listen) => startTraining({ ...spec(width, {}), models }, listen, {}));
    await ended(job);
    return {
      seconds: (performance.now() - start) / 1000,
      done: job.events.flatMap((event) => (event.type === "model-done" ? [event.epoch] : [])),
      progress: job.events.findLast((event) => event.type === "progress"),
      last: job.events.at(-1),
      messages: job.events.length,
    };
  },

  /** What the page's choice of an engine is and why, in the worker. */
  async choice(engine?: EngineName) {
    const options = engine === undefined ? {} : { engine };
    const job = watch((listen) => startTraining(spec(4, { epochs: 1 }), listen, options));
    await ended(job);
    return job.events[0];
  },

  /** How a job ends whose invalidation comes first. */
  async invalidated() {
    const invalidation = new Promise<void>((resolve) => setTimeout(resolve, 200));
    const job = watch((listen) =>
      startTraining(spec(4, { epochs: 1_000_000 }), listen, { invalidation }),
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
    const { engine, reason } = await openEngine(wanted);
    engine.dispose();
    return { name: engine.name, detail: engine.detail, reason };
  },
};

export type EnginesPage = typeof page;

Object.assign(globalThis, { page });
