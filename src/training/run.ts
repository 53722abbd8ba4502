import type { Network } from "../network/network";
import type { TrainingEvent } from "./contract";

/** What the reader chooses before she trains. */
export interface RunSettings {
  /** Epochs of the independent models, increasing. */
  readonly epochs: readonly number[];
  readonly seed: number;
  /** d of 1 → d → 4d → d → 1. */
  readonly width: number;
  readonly learningRate: number;
}

/** One model at one moment of its training. Everything here belongs to the same weights. */
export interface Moment {
  readonly epoch: number;
  /** Mean squared error over the data. */
  readonly loss: number;
  readonly network: Network;
  /** `[N]`, the network at the data's inputs. */
  readonly predictions: Float32Array<ArrayBuffer>;
}

/** One of the independent models. */
export interface RunModel {
  /** Epochs it is to be trained for: its name. */
  readonly epochs: number;
  readonly state: "waiting" | "training" | "done" | "diverged";
  /** Where it is now; absent while it waits. */
  readonly epoch?: number;
  readonly loss?: number;
  readonly predictions?: Float32Array<ArrayBuffer>;
}

/** Models trained together, shipped or live, or one that was opened from a file; a value that is replaced, never changed. */
export interface Run {
  readonly settings: RunSettings;
  readonly origin: "shipped" | "live" | "opened";
  /** The name of the file from which it was opened; its settings are then not known. */
  readonly file?: string;
  /** Increasing in epochs; the last one is the one taken apart. */
  readonly models: readonly RunModel[];
  /** The longest model's loss before each step, and at last after the last one: `losses[t]` after t steps. */
  readonly losses: Float32Array;
  /** The longest model at the moments that were kept, increasing in epoch. */
  readonly history: readonly Moment[];
  /** The longest model as it is now. */
  readonly latest: Moment;
}

/** Epochs of the longest model. */
export function longest(settings: RunSettings): number {
  return settings.epochs[settings.epochs.length - 1];
}

export function sameSettings(a: RunSettings, b: RunSettings): boolean {
  return (
    a.seed === b.seed &&
    a.width === b.width &&
    a.learningRate === b.learningRate &&
    a.epochs.length === b.epochs.length &&
    a.epochs.every((epochs, i) => epochs === b.epochs[i])
  );
}

/** A run before its first epoch: the longest model as it was initialised, the others waiting. */
export function startRun(settings: RunSettings, initial: Moment): Run {
  return {
    settings,
    origin: "live",
    models: settings.epochs.map((epochs) =>
      epochs === longest(settings)
        ? {
            epochs,
            state: "waiting",
            epoch: 0,
            loss: initial.loss,
            predictions: initial.predictions,
          }
        : { epochs, state: "waiting" },
    ),
    losses: Float32Array.of(initial.loss),
    history: [initial],
    latest: initial,
  };
}

/** The run after an event of its job. Events that tell nothing of the models leave it as it is. */
export function advanceRun(run: Run, event: TrainingEvent): Run {
  switch (event.type) {
    case "progress":
      return event.model === String(longest(run.settings)) ? withLosses(run, event) : run;
    case "snapshot":
      return withSnapshot(run, event);
    case "model-done":
      return withModel(run, event.model, { state: "done" });
    case "diverged":
      return withModel(run, event.model, { state: "diverged" });
    default:
      return run;
  }
}

function withLosses(run: Run, event: TrainingEvent & { type: "progress" }): Run {
  const end = event.lossFrom + event.losses.length;
  const losses = new Float32Array(Math.max(end, run.losses.length));
  losses.set(run.losses);
  losses.set(event.losses, event.lossFrom);
  return { ...run, losses };
}

function withSnapshot(run: Run, event: TrainingEvent & { type: "snapshot" }): Run {
  const { step: epoch, loss, network, predictions } = event;
  const changed = withModel(run, event.model, { state: "training", epoch, loss, predictions });
  if (event.model !== String(longest(run.settings))) return changed;
  const latest: Moment = { epoch, loss, network, predictions };
  const losses = new Float32Array(Math.max(epoch + 1, run.losses.length));
  losses.set(run.losses);
  losses[epoch] = loss;
  const history = event.live
    ? run.history
    : [...run.history.filter((moment) => moment.epoch < epoch), latest];
  return { ...changed, losses, history, latest };
}

function withModel(run: Run, id: string, change: Partial<RunModel>): Run {
  const models = run.models.map((model) =>
    String(model.epochs) === id ? { ...model, ...change } : model,
  );
  return { ...run, models };
}

/**
 * The longest model at a training step: the kept moment nearest to it, or the latest where no step is named.
 */
export function momentAt(run: Run, step: number | null): Moment {
  if (step === null) return run.latest;
  let nearest = run.latest;
  for (const moment of run.history) {
    if (Math.abs(moment.epoch - step) < Math.abs(nearest.epoch - step)) nearest = moment;
  }
  return nearest;
}
