import {
  type EngineName,
  type ModelSpec,
  type StartTraining,
  type TrainingEvent,
  type TrainingOptions,
  type TrainingSession,
  type TrainingSpec,
  usesGraphicsCard,
} from "../engines/contract";
import type { JobEvent, JobOptions, JobSession } from "./job";
import { LossLog } from "./loss-log";
import { totalSteps } from "./total-steps";

/** What a part of a job is to know besides its models. */
export interface PartOptions extends Pick<TrainingOptions, "engine" | "reproducible"> {
  /** The models to train instead of its own on an engine that is not on the processor. */
  readonly alone: readonly ModelSpec[];
  /** How many times rarer than usual it reports. */
  readonly pace: number;
}

/** Starts a part of a job on a thread of its own. */
export type StartPart = (
  spec: TrainingSpec,
  listener: (event: JobEvent) => void,
  options: PartOptions,
) => JobSession;

/** How a part runs on its thread. */
export function jobOptions(spec: TrainingSpec, { alone, ...options }: PartOptions): JobOptions {
  return {
    ...options,
    modelsOn: (name) => (sharesProcessor(name) ? spec.models : alone),
  };
}

/** Whether several threads are faster than one: there is one graphics card, but there are several cores. */
function sharesProcessor(engine: EngineName): boolean {
  return !usesGraphicsCard(engine);
}

/** Steps that a model has before it. */
function stepsLeft({ steps, from }: ModelSpec): number {
  return steps - (from?.step ?? 0);
}

/**
 * Divides models among workers: those with the most to do first, each to the worker with the least to do.
 * @returns at most `workers` shares, each with something to train if anything is, the one with the longest model first
 */
export function shareModels(models: readonly ModelSpec[], workers: number): ModelSpec[][] {
  const left = (share: readonly ModelSpec[]): number =>
    share.reduce((sum, model) => sum + stepsLeft(model), 0);
  const trained = models.filter((model) => stepsLeft(model) > 0).length;
  const shares = Array.from(
    { length: Math.max(1, Math.min(workers, trained)) },
    (): ModelSpec[] => [],
  );
  for (const model of models.toSorted((a, b) => stepsLeft(b) - stepsLeft(a)))
    shares.reduce((least, share) => (left(share) < left(least) ? share : least)).push(model);
  return shares;
}

/**
 * Trains the models of a job on several threads, and tells and obeys as one job does: `done` and the
 * speed are those of all parts, it is paused once all parts are, and a step trains a step of the
 * longest model that is not done.
 */
export function spreadTraining(startPart: StartPart, workers: number): StartTraining {
  return (spec, listener, { engine, invalidation, reproducible = false }) => {
    const job = new SpreadJob(spec, listener, startPart, workers, reproducible);
    job.start(engine);
    void invalidation?.then(() => job.stop());
    return {
      pause: () => job.pause(),
      resume: () => job.resume(),
      step: () => job.step(),
      switchTo: (name) => job.switchTo(name),
      stop: () => job.stop(),
    };
  };
}

/** One thread's part of a job. */
interface Part {
  readonly session: JobSession;
  /** Models that are not done, the longest first. */
  models: readonly ModelSpec[];
  stepsPerSecond: number;
  paused: boolean;
  ended: boolean;
}

/** How far a model has come, whichever part trains it. */
interface Reached {
  readonly steps: number;
  reached: number;
  /** What a part trains again of a model that another has lost is not told again. */
  readonly losses: LossLog;
}

class SpreadJob implements TrainingSession {
  /** Those that have started; the others wait for the first one's choice of an engine. */
  #parts: Part[] = [];
  /** Models of the parts that have not started. */
  #waiting: ModelSpec[][];
  /** The engine to go on with once all parts have handed their models over, and what they have handed over so far. */
  #switch: { readonly engine: EngineName | undefined; models: readonly ModelSpec[] } | undefined;
  #ended = false;
  #paused = false;
  /** Whether the listener was told of the pause. */
  #pauseTold = false;
  /** How far the models have come, by their names. */
  readonly #models: ReadonlyMap<string, Reached>;
  readonly #total: number;

  constructor(
    private readonly spec: TrainingSpec,
    private readonly listener: (event: TrainingEvent) => void,
    private readonly startPart: StartPart,
    private readonly workers: number,
    private readonly reproducible: boolean,
  ) {
    this.#waiting = shareModels(spec.models, workers);
    this.#models = new Map(
      spec.models.map(({ id, steps, from }) => [
        id,
        { steps, reached: 0, losses: new LossLog(from?.step ?? 0) },
      ]),
    );
    this.#total = totalSteps(spec.models);
  }

  start(engine: EngineName | undefined): void {
    this.#startNext(engine, this.#waiting.flat());
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
    const longest = running.reduce((a, b) => (mostLeft(b) > mostLeft(a) ? b : a));
    for (const part of running) {
      if (part !== longest) part.session.pause();
    }
    longest.paused = false;
    longest.session.step();
  }

  switchTo(engine: EngineName | undefined): void {
    if (this.#ended) return;
    // Those who wait hand over what they were to do.
    const models = this.#switch?.models ?? this.#waiting.flat();
    this.#waiting = [];
    this.#switch = { engine, models };
    for (const { session, ended } of this.#parts) if (!ended) session.handOver();
  }

  stop(): void {
    this.#end({ type: "stopped" });
  }

  /**
   * Starts the next of the parts that wait.
   * @param all the models of all of them
   */
  #startNext(engine: EngineName | undefined, all: readonly ModelSpec[]): void {
    const [models, ...others] = this.#waiting;
    const shares = this.#parts.length + this.#waiting.length;
    this.#waiting = others;
    const first = this.#parts.length === 0;
    const part: Part = {
      // A part tells nothing before it has returned its session.
      session: this.startPart({ ...this.spec, models }, (event) => this.#hear(part, event, all), {
        ...(engine && { engine }),
        reproducible: this.reproducible,
        alone: all,
        // The first part has the longest model, which readers watch.
        pace: first ? 1 : shares,
      }),
      models,
      stepsPerSecond: 0,
      paused: false,
      ended: false,
    };
    this.#parts.push(part);
    if (this.#paused) part.session.pause();
  }

  #hear(part: Part, event: JobEvent, all: readonly ModelSpec[]): void {
    if (this.#ended) return;
    switch (event.type) {
      case "engine":
        this.#choose(part, event, all);
        break;
      case "progress": {
        const model = this.#models.get(event.model)!;
        model.losses.add(event.lossFrom, event.losses);
        model.reached = event.step;
        part.stepsPerSecond = event.stepsPerSecond;
        this.listener({
          ...event,
          ...model.losses.take(),
          done: [...this.#models.values()].reduce((sum, { reached }) => sum + reached, 0),
          total: this.#total,
          stepsPerSecond: this.#parts.reduce((sum, one) => sum + one.stepsPerSecond, 0),
        });
        break;
      }
      case "model-done":
      case "diverged": {
        const model = this.#models.get(event.model)!;
        model.reached = model.steps;
        part.models = part.models.filter(({ id }) => id !== event.model);
        this.listener(event);
        break;
      }
      case "restarted":
        this.listener(event);
        this.#spreadOut(part, event.engine);
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
        this.#endPart(part, []);
        break;
      case "handed-over":
        this.#endPart(part, event.models);
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
  #choose(
    part: Part,
    event: TrainingEvent & { readonly type: "engine" },
    all: readonly ModelSpec[],
  ): void {
    if (part !== this.#parts[0]) return;
    this.listener(event);
    if (!sharesProcessor(event.engine)) {
      part.models = all;
      this.#waiting = [];
      // This part hands all of them over.
      if (this.#switch !== undefined) this.#switch.models = [];
    }
    while (this.#waiting.length > 0 && !this.#ended) this.#startNext(event.engine, all);
  }

  /** A part that has fallen from the graphics card back on the processor has the models of all threads. */
  #spreadOut(part: Part, engine: EngineName): void {
    const several = this.workers > 1 && part.models.length > 1;
    if (this.#parts.length === 1 && sharesProcessor(engine) && several) this.switchTo(engine);
  }

  #endPart(part: Part, left: readonly ModelSpec[]): void {
    part.ended = true;
    part.stepsPerSecond = 0;
    if (this.#switch !== undefined) this.#switch.models = [...this.#switch.models, ...left];
    if (this.#parts.every(({ ended }) => ended)) this.#goOn();
    else this.#tellPause();
  }

  /** All parts have ended: the job has, unless they have handed something over. */
  #goOn(): void {
    const { engine, models = [] } = this.#switch ?? {};
    this.#switch = undefined;
    if (models.length === 0) {
      this.#end({ type: "done" });
      return;
    }
    this.#parts = [];
    this.#waiting = shareModels(models, this.workers);
    this.start(engine);
  }

  #tellPause(): void {
    // In the middle of a switch, those who go on will tell.
    if (!this.#paused || this.#switch !== undefined) return;
    if (!this.#parts.every(({ paused, ended }) => paused || ended)) return;
    this.#pauseTold = true;
    this.listener({ type: "paused" });
  }

  #end(event: TrainingEvent): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const { session } of this.#parts) session.stop();
    this.listener(event);
  }
}

/** Steps before the longest model of a part that is not done. */
function mostLeft({ models }: Part): number {
  return Math.max(0, ...models.map(stepsLeft));
}
