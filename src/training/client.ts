import type { StartTraining, TrainingEvent } from "./contract";
import type { WorkerRequest } from "./messages";
import { type StartPart, spreadTraining } from "./spread";

/** The most workers for one job. */
const mostWorkers = 8;

/**
 * Trains in workers, which live as long as the job needs them: models that the processor trains are
 * spread over its cores.
 * Every job ends with exactly one of `done`, `stopped` (also when it is invalidated) and `error`
 * (also when a worker cannot be started or fails), and tells nothing after that.
 */
export const startTraining: StartTraining = (spec, listener, options) => {
  const workers = Math.min(navigator.hardwareConcurrency || 1, mostWorkers);
  return spreadTraining(startWorker, workers)(spec, listener, options);
};

/**
 * Trains a part of a job in a worker of its own, which lives as long as that.
 * It ends with exactly one of `done`, `stopped` and `error` (also when the worker cannot be started or fails), and tells nothing after that.
 */
const startWorker: StartPart = (spec, listener, options) => {
  let worker: Worker | undefined;
  let ended = false;
  const tell = (event: TrainingEvent): void => {
    if (ended) return;
    if (event.type === "done" || event.type === "stopped" || event.type === "error") {
      ended = true;
      worker?.terminate();
    }
    listener(event);
  };
  const fail = (what: string): void => tell({ type: "error", message: what });
  const ask = (request: WorkerRequest): void => {
    if (!ended) worker?.postMessage(request);
  };
  const stop = (): void => tell({ type: "stopped" });

  try {
    worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }: MessageEvent<TrainingEvent>) => tell(data);
    worker.onmessageerror = () => fail("The training worker sent something unreadable.");
    worker.onerror = ({ message }) => {
      // A script that cannot be fetched or parsed gives an event without a message.
      const reason = message ? `failed: ${message}` : "could not be started.";
      fail(`The training worker ${reason}`);
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
    stop,
  };
};
