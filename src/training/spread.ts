import type {
  EngineName,
  ModelSpec,
  StartTraining,
  TrainingEvent,
  TrainingSession,
  TrainingSpec,
} from "./contract";
import type { JobOptions } from "./job";
import { totalEpochs } from "./total-epochs";

/** What a part of a job is to know besides its models. */
export interface PartOptions {
  readonly engine?: EngineName;
  /** The models to train instead of its own on an engine that is not on the processor. */
  readonly alone: readonly ModelSpec[];
  /** How many times rarer than usual it reports. */
  readonly pace: number;
}

/** Starts a part of a job on a thread of its own. */
export type StartPart = (
  spec: TrainingSpec,
  listener: (event: TrainingEvent) => void,
  options: PartOptions,
) => TrainingSession;

/** How a part runs on its thread. */
export function jobOptions(spec: TrainingSpec, { engine, alone, pace }: PartOptions): JobOptions {
  return {
    ...(engine && { engine }),
    modelsOn: (name) => (sharesProcessor(name) ? spec.models : alone),
    pace,
  };
}

/** Whether several threads are faster than one: there is one graphics card, but there are several cores. */
function sharesProcessor(engine: EngineName): boolean {
  return engine !== "webgl";
}

/**
 * Divides models among workers: the longest first, each to the worker with the least to do.
 * @returns at most `workers` shares, each with something to train if anything is, the one with the longest model first
 */
export function shareModels(models: readonly ModelSpec[], workers: number): ModelSpec[][] {
  const trained = models.filter(({ epochs }) => epochs > 0).length;
  const shares = Array.from(
    { length: Math.max(1, Math.min(workers, trained)) },
    (): ModelSpec[] => [],
  );
  for (const model of models.toSorted((a, b) => b.epochs - a.epochs))
    shares
      .reduce((least, share) => (totalEpochs(share) < totalEpochs(least) ? share : least))
      .push(model);
  return shares;
}

/**
 * Trains the models of a job on several threads, and tells and obeys as one job does: `done` and the
 * speed are those of all parts, it is paused once all parts are, and a step trains an epoch of the
 * longest model that is not done.
 */
export function spreadTraining(startPart: StartPart, workers: number): StartTraining {
  return (spec, listener, { engine, invalidation }) => {
    const job = new SpreadJob(spec, listener, startPart, workers);
    job.start(engine);
    void invalidation?.then(() => job.stop());
    return {
      pause: () => job.pause(),
      resume: () => job.resume(),
      step: () => job.step(),
      stop: () => job.stop(),
    };
  };
}

/** One thread's part of a job. */
interface Part {
  readonly session: TrainingSession;
  /** Models that are not done, the longest first. */
  models: readonly ModelSpec[];
  done: number;
  epochsPerSecond: number;
  paused: boolean;
  ended: boolean;
}

class SpreadJob implements TrainingSession {
  /** Those that have started; the others wait for the first one's choice of an engine. */
  readonly #parts: Part[] = [];
  /** Models of the parts that have not started. */
  #waiting: ModelSpec[][];
  #ended = false;
  #paused = false;
  /** Whether the listener was told of the pause. */
  #pauseTold = false;
  readonly #shares: number;
  readonly #total: number;

  constructor(
    private readonly spec: TrainingSpec,
    private readonly listener: (event: TrainingEvent) => void,
    private readonly startPart: StartPart,
    workers: number,
  ) {
    this.#waiting = shareModels(spec.models, workers);
    this.#shares = this.#waiting.length;
    this.#total = totalEpochs(spec.models);
  }

  start(engine: EngineName | undefined): void {
    this.#startNext(engine);
  }

  pause(): void {
    this.#paused = true;
    for (const { session } of this.#parts) session.pause();
  }

  resume(): void {
    this.#paused = false;
    for (const { session } of this.#parts) session.resume();
  }

  step(): void {
    this.#paused = true;
    const running = this.#parts.filter(({ ended }) => !ended);
    if (running.length === 0) return;
    const longest = running.reduce((a, b) => (lengthOf(b) > lengthOf(a) ? b : a));
    for (const part of running) {
      if (part !== longest) part.session.pause();
    }
    longest.paused = false;
    longest.session.step();
  }

  stop(): void {
    this.#end({ type: "stopped" });
  }

  /** Starts the next of the parts that wait. */
  #startNext(engine: EngineName | undefined): void {
    const [models, ...others] = this.#waiting;
    this.#waiting = others;
    const first = this.#parts.length === 0;
    const part: Part = {
      // A part tells nothing before it has returned its session.
      session: this.startPart(
        { ...this.spec, models },
        (event) => this.#hear(part, event),
        // The first part has the longest model, which readers watch.
        { ...(engine && { engine }), alone: this.spec.models, pace: first ? 1 : this.#shares },
      ),
      models,
      done: 0,
      epochsPerSecond: 0,
      paused: false,
      ended: false,
    };
    this.#parts.push(part);
    if (this.#paused && !first) part.session.pause();
  }

  #hear(part: Part, event: TrainingEvent): void {
    if (this.#ended) return;
    switch (event.type) {
      case "engine":
        this.#choose(part, event);
        break;
      case "progress":
        part.done = event.done;
        part.epochsPerSecond = event.epochsPerSecond;
        this.listener({
          ...event,
          done: this.#sum((one) => one.done),
          total: this.#total,
          epochsPerSecond: this.#sum((one) => one.epochsPerSecond),
        });
        break;
      case "model-done":
      case "diverged":
        part.models = part.models.filter(({ id }) => id !== event.model);
        this.listener(event);
        break;
      case "paused":
        part.paused = true;
        this.#tellPause();
        break;
      case "resumed":
        part.paused = false;
        if (this.#pauseTold) this.listener(event);
        this.#pauseTold = false;
        break;
      case "done":
        part.ended = true;
        part.epochsPerSecond = 0;
        if (this.#parts.every(({ ended }) => ended)) this.#end(event);
        else this.#tellPause();
        break;
      case "error":
        this.#end(event);
        break;
      case "stopped":
        break;
      default:
        this.listener(event);
    }
  }

  /** The first part chooses the engine of all. */
  #choose(part: Part, event: TrainingEvent & { readonly type: "engine" }): void {
    if (part !== this.#parts[0]) return;
    this.listener(event);
    if (!sharesProcessor(event.engine)) {
      part.models = this.spec.models;
      this.#waiting = [];
    }
    while (this.#waiting.length > 0 && !this.#ended) this.#startNext(event.engine);
  }

  #tellPause(): void {
    if (!this.#paused || !this.#parts.every(({ paused, ended }) => paused || ended)) return;
    this.#pauseTold = true;
    this.listener({ type: "paused" });
  }

  #end(event: TrainingEvent): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const { session } of this.#parts) session.stop();
    this.listener(event);
  }

  #sum(of: (part: Part) => number): number {
    return this.#parts.reduce((sum, part) => sum + of(part), 0);
  }
}

/** Epochs of the longest model of a part that is not done. */
function lengthOf({ models }: Part): number {
  return Math.max(0, ...models.map(({ epochs }) => epochs));
}
