import { checkSpec } from "../engines/check-spec";
import { type OpenEngine, openEngine } from "../engines/choose-engine";
import type {
  EngineName,
  ModelSpec,
  Reading,
  TrainingEvent,
  TrainingOptions,
  TrainingSession,
  TrainingSpec,
} from "../engines/contract";
import { type Engine, isEngineLost } from "../engines/engine";
import { hasFiniteWeights, isFiniteReading } from "./finite";
import { Group, ModelRun, nextGroup } from "./model-run";
import { Speedometer } from "./speed";
import { totalSteps } from "./total-steps";
import { type Yielder, yielder } from "./yield";

/** Milliseconds of training between two looks at the message queue. */
const sliceLength = 40;
/** The most steps in a slice, however short they are. */
const sliceSteps = 64;
const progressInterval = 200;
const liveInterval = 100;
const checkpointInterval = 2000;
const checkpointSteps = 25;
/** Live snapshots and checkpoints wait at least this many times as long as the last one took. */
const sparing = 10;
const speedWindow = 3000;

/** What a job tells: besides all else, once it is asked for it, the models that are left and where they are. Then it has ended. */
export type JobEvent =
  | TrainingEvent
  | { readonly type: "handed-over"; readonly models: readonly ModelSpec[] };

export interface JobSession extends Omit<TrainingSession, "switchTo"> {
  /** Ends the job as soon as it can tell where its models are. */
  handOver(): void;
}

export interface JobOptions extends TrainingOptions {
  readonly openEngine?: OpenEngine;
  readonly modelsOn?: (engine: EngineName) => readonly ModelSpec[];
  readonly pace?: number;
}

/**
 * Trains in this thread: the loop behind every engine, in workers and in Node.
 * Models are trained in order, as many at once as the engine takes, in slices that let messages through. Every job
 * ends with exactly one of `done`, `stopped` (also when it is invalidated), `handed-over` and `error`, and tells
 * nothing after that.
 * @param options.openEngine where engines come from; the best one here by default
 * @param options.modelsOn the models to train, if that depends on the engine; those of the spec by default
 * @param options.pace how many times rarer than usual progress and live snapshots are
 */
export const runJob = (
  spec: TrainingSpec,
  listener: (event: JobEvent) => void,
  options: JobOptions = {},
): JobSession => {
  const job = new Job(spec, listener, options);
  void options.invalidation?.then(() => job.stop());
  void job.run();
  return {
    pause: () => job.pause(),
    resume: () => job.resume(),
    step: () => job.step(),
    stop: () => job.stop(),
    handOver: () => job.handOver(),
  };
};

/** Thrown through the loop once the job has ended. */
class Ended extends Error {}

class Job implements JobSession {
  #ended = false;
  #paused = false;
  /** Whether the listener was told of the pause. */
  #pauseTold = false;
  /** Steps to train one by one while paused. */
  #steps = 0;
  #handingOver = false;
  #wake = (): void => {};

  #engine!: Engine;
  #timesLost = 0;
  #runs: readonly ModelRun[] = [];
  #total = 0;
  readonly #openEngine: OpenEngine;
  readonly #modelsOn: (engine: EngineName) => readonly ModelSpec[];
  readonly #pace: number;
  readonly #speed = new Speedometer(speedWindow);
  readonly #yielder: Yielder = yielder();
  #lastProgress = Number.NEGATIVE_INFINITY;
  #nextLive = 0;
  /** Counts live snapshots, to take turns among models trained at once. */
  #liveTurn = 0;
  #nextCheckpoint = 0;
  /** No checkpoint before this time, however many the steps since the last: they are not to cost much. */
  #checkpointRest = 0;

  constructor(
    private readonly spec: TrainingSpec,
    private readonly listener: (event: JobEvent) => void,
    private readonly options: JobOptions,
  ) {
    this.#openEngine = options.openEngine ?? openEngine;
    this.#modelsOn = options.modelsOn ?? (() => spec.models);
    this.#pace = options.pace ?? 1;
  }

  pause(): void {
    this.#paused = true;
    this.#steps = 0;
  }

  resume(): void {
    this.#paused = false;
    this.#steps = 0;
    this.#wake();
  }

  step(): void {
    this.#paused = true;
    this.#steps += 1;
    this.#wake();
  }

  handOver(): void {
    this.#handingOver = true;
    this.#wake();
  }

  stop(): void {
    this.#end({ type: "stopped" });
  }

  async run(): Promise<void> {
    try {
      // The caller has its session before the first event.
      await this.#yielder.turn();
      checkSpec(this.spec);
      const { engine: wanted } = this.options;
      this.#engine = await this.#open(wanted);
      const models = this.#modelsOn(this.#engine.name);
      this.#total = totalSteps(models);
      this.#runs = models.map((model) => new ModelRun(model, this.spec));
      for (;;) {
        const group = nextGroup(this.#runs, this.#engine.together);
        if (group.length === 0) break;
        await this.#trainGroup(group);
      }
      this.#end({ type: "done" });
    } catch (error) {
      if (!(error instanceof Ended)) this.#end({ type: "error", message: messageOf(error) });
    } finally {
      this.#engine?.dispose();
      this.#yielder.close();
    }
  }

  #end(event: JobEvent): void {
    this.#tell(event);
    this.#ended = true;
    this.#wake();
  }

  #tell(event: JobEvent): void {
    if (!this.#ended) this.listener(event);
  }

  /** @throws Ended if the job was stopped meanwhile */
  #check(): void {
    if (this.#ended) throw new Ended();
  }

  async #open(wanted: EngineName | undefined, because?: string): Promise<Engine> {
    const before: Engine | undefined = this.#engine;
    const { reproducible = false } = this.options;
    const { engine, reason = because } = await this.#openEngine(wanted, { reproducible });
    if (this.#ended) engine.dispose();
    this.#check();
    if (engine.name !== before?.name)
      this.#tell({
        type: "engine",
        engine: engine.name,
        detail: engine.detail,
        reproducible: engine.reproducible,
        ...(reason !== undefined && { reason }),
      });
    return engine;
  }

  /** Trains models until each has come to its end, or the engine is lost and another is in its place. */
  async #trainGroup(group: readonly ModelRun[]): Promise<void> {
    try {
      await this.#trainOn(group);
    } catch (error) {
      if (!isEngineLost(error)) throw error;
      this.#check();
      const { message: reason } = error;
      const lost = this.#engine;
      lost.dispose();
      this.#timesLost += 1;
      // What has failed by itself would again.
      const again = this.#timesLost === 1 && error.name !== "EngineFailedError";
      this.#engine = await this.#open(again ? lost.name : "wasm", reason);
      for (const run of group) run.candidate = undefined;
      const run = group.find(({ ended }) => !ended);
      if (run !== undefined)
        this.#tell({
          type: "restarted",
          model: run.model.id,
          step: run.checkpoint.step,
          engine: this.#engine.name,
          reason,
        });
    }
  }

  /** Trains models from their checkpoints, which are at one step, until each has come to its end or diverged. */
  async #trainOn(group: readonly ModelRun[]): Promise<void> {
    const starts = group.map(({ model, checkpoint }) => ({ model, from: checkpoint }));
    const training = new Group(await this.#engine.start(this.spec, starts), group);
    try {
      await this.#trainWith(training);
    } finally {
      training.trainer.dispose();
    }
  }

  async #trainWith(group: Group): Promise<void> {
    const { trainer, runs } = group;
    let slice = 1;
    for (;;) {
      const atStart = performance.now();
      this.#check();
      await this.#showWanted(group);
      if (runs.length === 0) return;
      if (atStart >= this.#nextLive) {
        await this.#showLive(group);
        if (runs.length === 0) return;
        const now = performance.now();
        this.#nextLive = now + Math.max(this.#pace * liveInterval, sparing * (now - atStart));
      }
      await this.#takeCheckpoint(group);
      if (runs.length === 0) return;
      this.#speed.add(performance.now() - atStart, 0);

      const allowed = await this.#gate(group);
      const before = trainer.step;
      const atSlice = performance.now();
      const nearest = Math.min(...runs.map(({ wanted }) => wanted[0]));
      const count = Math.min(slice, allowed, nearest - before);
      const losses = await trainer.run(count);
      this.#check();
      const trainedModels = runs.length;
      for (const [i, run] of [...runs].entries())
        await this.#hearLosses(group, run, before, losses[i]);

      const trained = performance.now() - atSlice;
      await this.#yielder.turn();
      this.#speed.add(performance.now() - atSlice, count * trainedModels);
      slice = Math.floor((sliceLength / trained) * count);
      slice = Math.max(1, Math.min(slice, 2 * count, sliceSteps));
      if (performance.now() >= this.#lastProgress + this.#pace * progressInterval)
        for (const run of runs) this.#report(run, trainer.step);
    }
  }

  /** Sends the weights that are wanted of this step, and takes out the models that have come to their end. */
  async #showWanted(group: Group): Promise<void> {
    const { step } = group.trainer;
    for (const run of [...group.runs])
      if (step === run.wanted[0] && (await this.#show(group, run, false))) {
        run.wanted.shift();
        if (step < run.model.steps) continue;
        this.#endRun(run);
        this.#tell({ type: "model-done", model: run.model.id, step });
        await group.remove(run);
      }
  }

  /** Sends the weights of the first model, which readers watch, and of one of the others. */
  async #showLive(group: Group): Promise<void> {
    const [first, ...others] = group.runs;
    const turn = others.length > 0 ? [first, others[this.#liveTurn++ % others.length]] : [first];
    const { step } = group.trainer;
    for (const run of turn) if (run.shown !== step) await this.#show(group, run, true);
  }

  /** Takes a checkpoint if it is time. */
  async #takeCheckpoint(group: Group): Promise<void> {
    const { trainer, runs } = group;
    const now = performance.now();
    const since = trainer.step - (runs[0].candidate ?? runs[0].checkpoint).step;
    if (
      since === 0 ||
      (since < checkpointSteps && now < this.#nextCheckpoint) ||
      now < this.#checkpointRest
    )
      return;
    const checkpoints = await trainer.checkpoint();
    for (const [i, run] of [...runs].entries())
      if (hasFiniteWeights(checkpoints[i].network)) run.candidate = checkpoints[i];
      else await this.#diverge(group, run, trainer.step);
    const after = performance.now();
    this.#nextCheckpoint = after + checkpointInterval;
    this.#checkpointRest = after + sparing * (after - now);
  }

  /** Takes note of a model's losses before `from`, `from + 1`, … */
  async #hearLosses(
    group: Group,
    run: ModelRun,
    from: number,
    losses: Float32Array,
  ): Promise<void> {
    const broken = losses.findIndex((loss) => !Number.isFinite(loss));
    run.losses.add(from, broken < 0 ? losses : losses.subarray(0, broken));
    if (broken >= 0) {
      await this.#diverge(group, run, from + broken);
    } else if (run.candidate !== undefined) {
      run.checkpoint = run.candidate;
      run.candidate = undefined;
    }
  }

  /**
   * Waits while the job is paused.
   * @returns how many steps may be trained before the next look
   */
  async #gate(group: Group): Promise<number> {
    if (this.#handingOver) await this.#leave(group);
    const { step } = group.trainer;
    if (this.#paused && this.#steps === 0) {
      for (const run of group.runs) {
        this.#report(run, step);
        if (run.shown === step) continue;
        // Weights that are not finite are found by the next step's loss.
        const reading = await this.#read(group, run);
        if (isFiniteReading(reading)) this.#send(run, step, reading, true);
      }
      if (this.#paused && this.#steps === 0 && !this.#handingOver) {
        const woken = new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        this.#pauseTold = true;
        this.#tell({ type: "paused" });
        await woken;
      }
    }
    this.#check();
    if (this.#handingOver) return this.#gate(group);
    if (this.#paused) {
      if (this.#steps === 0) return this.#gate(group);
      this.#steps -= 1;
      return 1;
    }
    if (this.#pauseTold) this.#tell({ type: "resumed" });
    this.#pauseTold = false;
    return Number.POSITIVE_INFINITY;
  }

  /** Tells where the models are, and ends; those that have just diverged come to their own end. @throws Ended */
  async #leave(group: Group): Promise<never> {
    const { trainer, runs } = group;
    for (const run of [...runs])
      if (!isFiniteReading(await this.#read(group, run)))
        await this.#diverge(group, run, trainer.step);
    const checkpoints = runs.length > 0 ? await trainer.checkpoint() : [];
    this.#check();
    for (const [i, run] of runs.entries()) {
      this.#report(run, trainer.step);
      run.checkpoint = checkpoints[i];
    }
    const left = this.#runs.filter(({ ended }) => !ended);
    this.#end({ type: "handed-over", models: left.map(({ rest }) => rest) });
    throw new Ended();
  }

  #report(run: ModelRun, step: number): void {
    this.#lastProgress = performance.now();
    run.reached = step;
    this.#tell({
      type: "progress",
      model: run.model.id,
      step,
      ...run.losses.take(),
      done: this.#runs.reduce((sum, { reached }) => sum + reached, 0),
      total: this.#total,
      stepsPerSecond: this.#speed.stepsPerSecond,
    });
  }

  async #read(group: Group, run: ModelRun): Promise<Reading> {
    const reading = await group.trainer.read(group.runs.indexOf(run));
    this.#check();
    return reading;
  }

  /**
   * Sends the weights as they are now, or ends the model if they or their loss are not finite.
   * @returns whether they are
   */
  async #show(group: Group, run: ModelRun, live: boolean): Promise<boolean> {
    const { step } = group.trainer;
    const reading = await this.#read(group, run);
    if (!isFiniteReading(reading)) {
      await this.#diverge(group, run, step);
      return false;
    }
    if (step === run.model.steps) {
      run.losses.add(step, [reading.loss]);
      this.#report(run, step);
    }
    this.#send(run, step, reading, live);
    return true;
  }

  /** Sends weights, and before them the losses on the way to them: a curve of the losses has no gap before its end. */
  #send(run: ModelRun, step: number, reading: Reading, live: boolean): void {
    if (run.losses.pending) this.#report(run, step);
    run.shown = step;
    this.#tell({ type: "snapshot", model: run.model.id, step, ...reading, live });
  }

  /** Takes a model out whose loss or weights are not finite after `step` steps, and sends its last finite weights. */
  async #diverge(group: Group, run: ModelRun, step: number): Promise<void> {
    await group.remove(run);
    await this.#showLastFinite(run, step);
    this.#endRun(run);
    this.#tell({ type: "diverged", model: run.model.id, step });
  }

  #endRun(run: ModelRun): void {
    run.ended = true;
    run.reached = run.model.steps;
  }

  /** Trains again from the checkpoint to the step before the divergence, and sends those weights. */
  async #showLastFinite(run: ModelRun, divergedAt: number): Promise<void> {
    const last = divergedAt - 1;
    this.#report(run, Math.max(last, 0));
    if (last < run.checkpoint.step) return;
    const start = { model: run.model, from: run.checkpoint };
    const trainer = await this.#engine.start(this.spec, [start]);
    try {
      while (trainer.step < last) {
        await trainer.run(1);
        await this.#yielder.turn();
        this.#check();
      }
      const reading = await trainer.read(0);
      this.#check();
      if (isFiniteReading(reading)) this.#send(run, last, reading, false);
    } finally {
      trainer.dispose();
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
