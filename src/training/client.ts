import { startModuleWorker, workerProblem } from "../basics/module-worker";
import type { StartTraining, TrainingSpec } from "../engines/contract";
import type { JobEvent } from "./job";
import type { Alive, PrepareOptions, WorkerRequest } from "./messages";
import { watchSilence } from "./silence";
import { type StartPart, spreadTraining } from "./spread";
import workerUrl from "./worker?worker&url";
import { workerCount } from "./worker-count";

/**
 * Trains in workers, which live as long as the job needs them: models that the processor trains are
 * spread over its cores.
 * Every job ends with exactly one of `done`, `stopped` (also when it is invalidated) and `error`
 * (also when a worker cannot be started or fails), and tells nothing after that.
 */
export const startTraining: StartTraining = (spec, listener, options) => {
  return spreadTraining(startWorker, workerCount())(spec, listener, options);
};

/** Workers that are ready to train, to be taken by the next job, in the order in which they were started. */
const ready = new Set<Worker>();

/**
 * Makes ready for a job that the reader is about to start, so that it starts at once and at full speed: its workers,
 * its engine if that is on the processor, and the compiled code, which the first steps would otherwise wait for.
 * What is ready already is left alone; where there can be no workers, nothing happens: the job will say so.
 */
export function prepareTraining(spec: TrainingSpec, options: PrepareOptions): void {
  if (ready.size > 0) return;
  const models = spec.models.filter(({ steps }) => steps > 0).slice(0, workerCount());
  try {
    for (const model of models) {
      const worker = newWorker();
      const request: WorkerRequest = {
        type: "prepare",
        spec: { ...spec, models: [model] },
        options,
      };
      worker.postMessage(request);
      worker.onerror = () => ready.delete(worker);
      ready.add(worker);
    }
  } catch {
    // The job itself will say why there is no worker.
  }
}

function takeReady(): Worker | undefined {
  const [worker] = ready;
  if (worker !== undefined) ready.delete(worker);
  return worker;
}

function newWorker(): Worker {
  return startModuleWorker(workerUrl);
}

/**
 * Trains a part of a job in a worker of its own, which lives as long as that.
 * It ends with exactly one of `done`, `stopped`, `handed-over` and `error` (also when the worker cannot be started or
 * fails), and tells nothing after that.
 */
const startWorker: StartPart = (spec, listener, options) => {
  let worker: Worker | undefined;
  let ended = false;
  const tell = (event: JobEvent): void => {
    if (ended) return;
    if (endsJob(event)) {
      ended = true;
      silence.end();
      worker?.terminate();
    }
    listener(event);
  };
  const fail = (what: string): void => tell({ type: "error", message: what });
  const ask = (request: WorkerRequest): void => {
    if (!ended) worker?.postMessage(request);
  };
  const stop = (): void => tell({ type: "stopped" });
  const silence = watchSilence(
    () => ask({ type: "ping" }),
    () => fail("The training worker has fallen silent. What it had sent is kept."),
  );

  try {
    worker = takeReady() ?? newWorker();
    worker.onmessage = ({ data }: MessageEvent<JobEvent | Alive>) => {
      silence.heard();
      if (data.type !== "alive") tell(data);
    };
    worker.onmessageerror = () => fail("The training worker sent something unreadable.");
    worker.onerror = ({ message }) => {
      // A script that cannot be fetched or parsed gives an event without a message.
      const reason = message ? `failed: ${message}` : "could not be started.";
      fail(workerProblem() ?? `The training worker ${reason}`);
    };
    ask({ type: "start", spec, options });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    // The caller has its session before the first event.
    queueMicrotask(() => fail(`The training worker could not be started: ${reason}`));
  }
  return {
    pause: () => ask({ type: "pause" }),
    resume: () => ask({ type: "resume" }),
    step: () => ask({ type: "step" }),
    handOver: () => ask({ type: "handOver" }),
    stop,
  };
};

function endsJob({ type }: JobEvent): boolean {
  return type === "done" || type === "stopped" || type === "error" || type === "handed-over";
}
