import { zerosLike } from "../network/copy";
import { initialise } from "../network/initialise";
import type { Network } from "../network/network";
import { seeded } from "../network/random";
import { type OpenEngine, openEngine } from "./choose-engine";
import type {
  EngineName,
  ModelSpec,
  StartTraining,
  TrainingEvent,
  TrainingSession,
  TrainingSpec,
} from "./contract";
import {
  type Checkpoint,
  type Engine,
  EngineLostError,
  type Reading,
  type Trainer,
} from "./engine";
import { LossLog } from "./loss-log";
import { Speedometer } from "./speed";
import { totalEpochs } from "./total-epochs";
import { type Yielder, yielder } from "./yield";

/** Milliseconds of training between two looks at the message queue. */
const sliceLength = 40;
/** The most epochs in a slice, however short they are. */
const sliceEpochs = 64;
const progressInterval = 200;
const liveInterval = 100;
const checkpointInterval = 2000;
const checkpointEpochs = 25;
/** Live snapshots and checkpoints wait at least this many times as long as the last one took. */
const sparing = 10;
const speedWindow = 3000;

export interface JobOptions extends NonNullable<Parameters<StartTraining>[2]> {
  readonly openEngine?: OpenEngine;
  readonly modelsOn?: (engine: EngineName) => readonly ModelSpec[];
  readonly pace?: number;
}

/**
 * Trains in this thread: the loop behind every engine, in workers and in Node.
 * Models are trained in order, in slices that let messages through. Every job ends with exactly one
 * of `done`, `stopped` (also when it is invalidated) and `error`, and tells nothing after that.
 * @param options.openEngine where engines come from; the best one here by default
 * @param options.modelsOn the models to train, if that depends on the engine; those of the spec by default
 * @param options.pace how many times rarer than usual progress and live snapshots are
 */
export const runJob = (
  spec: TrainingSpec,
  listener: (event: TrainingEvent) => void,
  options: JobOptions = {},
): TrainingSession => {
  const job = new Job(spec, listener, options);
  void options.invalidation?.then(() => job.stop());
  void job.run(options.engine);
  return {
    pause: () => job.pause(),
    resume: () => job.resume(),
    step: () => job.step(),
    stop: () => job.stop(),
  };
};

/** A model of the job and how far it has come, whichever engine trains it. */
class ModelRun {
  /** Where to go on from; its weights are known to have a finite loss, but for the initial ones. */
  checkpoint: Checkpoint;
  /** A later checkpoint, taken but not yet known to have a finite loss. */
  candidate: Checkpoint | undefined;
  readonly losses = new LossLog();
  /** Epochs whose weights are wanted and not yet sent, increasing. */
  readonly wanted: number[];
  /** Epoch of the last snapshot sent, live or not. */
  shown = -1;

  constructor(
    readonly model: ModelSpec,
    widths: readonly number[],
  ) {
    const network = model.initial ?? initialise(widths, seeded(model.seed));
    this.checkpoint = {
      epoch: 0,
      network,
      firstMoment: zerosLike(network),
      secondMoment: zerosLike(network),
    };
    const within = model.snapshots.filter((epoch) => epoch < model.epochs);
    this.wanted = [...new Set([...within, model.epochs])].sort((a, b) => a - b);
  }
}

/** Thrown through the loop once the job has ended. */
class Ended extends Error {}

class Job implements TrainingSession {
  #ended = false;
  #paused = false;
  /** Whether the listener was told of the pause. */
  #pauseTold = false;
  /** Epochs to train one by one while paused. */
  #steps = 0;
  #wake = (): void => {};

  #engine: Engine | undefined;
  #timesLost = 0;
  /** Epochs of the models before this one. */
  #doneBefore = 0;
  #total = 0;
  readonly #openEngine: OpenEngine;
  readonly #modelsOn: (engine: EngineName) => readonly ModelSpec[];
  readonly #pace: number;
  readonly #speed = new Speedometer(speedWindow);
  readonly #yielder: Yielder = yielder();
  #lastProgress = Number.NEGATIVE_INFINITY;
  #nextLive = 0;
  #nextCheckpoint = 0;
  /** No checkpoint before this time, however many the epochs since the last: they are not to cost much. */
  #checkpointRest = 0;

  constructor(
    private readonly spec: TrainingSpec,
    private readonly listener: (event: TrainingEvent) => void,
    options: JobOptions,
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

  stop(): void {
    this.#end({ type: "stopped" });
  }

  async run(wanted: EngineName | undefined): Promise<void> {
    try {
      // The caller has its session before the first event.
      await this.#yielder.turn();
      const { name } = await this.#open(wanted);
      const models = this.#modelsOn(name);
      this.#total = totalEpochs(models);
      for (const model of models) {
        await this.#trainModel(new ModelRun(model, this.spec.widths));
        this.#doneBefore += model.epochs;
      }
      this.#end({ type: "done" });
    } catch (error) {
      if (!(error instanceof Ended)) this.#end({ type: "error", message: messageOf(error) });
    } finally {
      this.#engine?.dispose();
      this.#yielder.close();
    }
  }

  #end(event: TrainingEvent): void {
    this.#tell(event);
    this.#ended = true;
    this.#wake();
  }

  #tell(event: TrainingEvent): void {
    if (!this.#ended) this.listener(event);
  }

  /** @throws Ended if the job was stopped meanwhile */
  #check(): void {
    if (this.#ended) throw new Ended();
  }

  async #open(wanted: EngineName | undefined, because?: string): Promise<Engine> {
    const before = this.#engine;
    const { engine, reason = because } = await this.#openEngine(wanted);
    this.#engine = engine;
    this.#check();
    if (engine.name !== before?.name)
      this.#tell({
        type: "engine",
        engine: engine.name,
        detail: engine.detail,
        ...(reason !== undefined && { reason }),
      });
    return engine;
  }

  async #trainModel(run: ModelRun): Promise<void> {
    let engine = this.#engine!;
    for (;;)
      try {
        await this.#trainOn(engine, run);
        return;
      } catch (error) {
        if (!(error instanceof EngineLostError)) throw error;
        this.#check();
        const { message: reason } = error;
        engine.dispose();
        this.#timesLost += 1;
        engine = await this.#open(this.#timesLost === 1 ? engine.name : "wasm", reason);
        const { epoch } = run.checkpoint;
        this.#tell({
          type: "restarted",
          model: run.model.id,
          epoch,
          engine: engine.name,
          reason,
        });
      }
  }

  /** Trains a model from its checkpoint to its end, or until it diverges. */
  async #trainOn(engine: Engine, run: ModelRun): Promise<void> {
    const trainer = await engine.start(this.spec, run.checkpoint);
    let divergedAt: number | undefined;
    try {
      divergedAt = await this.#trainWith(trainer, run);
    } finally {
      trainer.dispose();
    }
    if (divergedAt === undefined) {
      this.#tell({ type: "model-done", model: run.model.id, epoch: run.model.epochs });
      return;
    }
    await this.#showLastFinite(engine, run, divergedAt);
    this.#tell({ type: "diverged", model: run.model.id, epoch: divergedAt });
  }

  /** @returns the first epoch whose loss or weights are not finite, if any */
  async #trainWith(trainer: Trainer, run: ModelRun): Promise<number | undefined> {
    const { epochs } = run.model;
    let slice = 1;
    for (;;) {
      const atStart = performance.now();
      this.#check();
      if (trainer.epoch === run.wanted[0]) {
        if (!(await this.#show(trainer, run, false))) return trainer.epoch;
        run.wanted.shift();
      } else if (atStart >= this.#nextLive) {
        if (!(await this.#show(trainer, run, true))) return trainer.epoch;
        const now = performance.now();
        this.#nextLive = now + Math.max(this.#pace * liveInterval, sparing * (now - atStart));
      }
      if (trainer.epoch === epochs) return undefined;

      const afterShown = performance.now();
      const since = trainer.epoch - (run.candidate ?? run.checkpoint).epoch;
      if (
        since > 0 &&
        (since >= checkpointEpochs || afterShown >= this.#nextCheckpoint) &&
        afterShown >= this.#checkpointRest
      ) {
        const checkpoint = await trainer.checkpoint();
        if (!hasFiniteWeights(checkpoint.network)) return trainer.epoch;
        run.candidate = checkpoint;
        const now = performance.now();
        this.#nextCheckpoint = now + checkpointInterval;
        this.#checkpointRest = now + sparing * (now - afterShown);
      }
      this.#speed.add(performance.now() - atStart, 0);

      const allowed = await this.#gate(trainer, run);
      const before = trainer.epoch;
      const atSlice = performance.now();
      const count = Math.min(slice, allowed, run.wanted[0] - before);
      const losses = await trainer.run(count);
      this.#check();
      const broken = losses.findIndex((loss) => !Number.isFinite(loss));
      run.losses.add(before, broken < 0 ? losses : losses.subarray(0, broken));
      if (broken >= 0) return before + broken;
      if (run.candidate !== undefined) {
        run.checkpoint = run.candidate;
        run.candidate = undefined;
      }

      const trained = performance.now() - atSlice;
      await this.#yielder.turn();
      this.#speed.add(performance.now() - atSlice, count);
      slice = Math.floor((sliceLength / trained) * count);
      slice = Math.max(1, Math.min(slice, 2 * count, sliceEpochs));
      if (performance.now() >= this.#lastProgress + this.#pace * progressInterval)
        this.#report(trainer.epoch, run);
    }
  }

  /**
   * Waits while the job is paused.
   * @returns how many epochs may be trained before the next look
   */
  async #gate(trainer: Trainer, run: ModelRun): Promise<number> {
    if (this.#paused && this.#steps === 0) {
      this.#report(trainer.epoch, run);
      // Weights that are not finite are found by the next epoch's loss.
      if (run.shown !== trainer.epoch) await this.#show(trainer, run, true);
      if (this.#paused && this.#steps === 0) {
        const woken = new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        this.#pauseTold = true;
        this.#tell({ type: "paused" });
        await woken;
      }
    }
    this.#check();
    if (this.#paused) {
      if (this.#steps === 0) return this.#gate(trainer, run);
      this.#steps -= 1;
      return 1;
    }
    if (this.#pauseTold) this.#tell({ type: "resumed" });
    this.#pauseTold = false;
    return Number.POSITIVE_INFINITY;
  }

  #report(epoch: number, run: ModelRun): void {
    this.#lastProgress = performance.now();
    this.#tell({
      type: "progress",
      model: run.model.id,
      epoch,
      ...run.losses.take(),
      done: this.#doneBefore + epoch,
      total: this.#total,
      epochsPerSecond: this.#speed.epochsPerSecond,
    });
  }

  /**
   * Sends the weights as they are now.
   * @returns whether they and their loss are finite; otherwise nothing was sent
   */
  async #show(trainer: Trainer, run: ModelRun, live: boolean): Promise<boolean> {
    const { epoch } = trainer;
    const reading = await trainer.read();
    this.#check();
    if (!Number.isFinite(reading.loss) || !hasFiniteWeights(reading.network)) return false;
    if (epoch === run.model.epochs) {
      run.losses.add(epoch, [reading.loss]);
      this.#report(epoch, run);
    }
    this.#send(run, epoch, reading, live);
    return true;
  }

  #send(run: ModelRun, epoch: number, reading: Reading, live: boolean): void {
    run.shown = epoch;
    this.#tell({ type: "snapshot", model: run.model.id, epoch, ...reading, live });
  }

  /** Trains again from the checkpoint to the epoch before the divergence, and sends those weights. */
  async #showLastFinite(engine: Engine, run: ModelRun, divergedAt: number): Promise<void> {
    const last = divergedAt - 1;
    this.#report(Math.max(last, 0), run);
    if (last < run.checkpoint.epoch) return;
    const trainer = await engine.start(this.spec, run.checkpoint);
    try {
      while (trainer.epoch < last) {
        await trainer.run(1);
        await this.#yielder.turn();
        this.#check();
      }
      const reading = await trainer.read();
      this.#check();
      if (Number.isFinite(reading.loss)) this.#send(run, last, reading, false);
    } finally {
      trainer.dispose();
    }
  }
}

function hasFiniteWeights(network: Network): boolean {
  return network.layers.every(
    ({ weight, bias }) => weight.every(Number.isFinite) && bias.every(Number.isFinite),
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
