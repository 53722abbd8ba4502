import type { TrainingEvent } from "../engines/contract";
import type { Network } from "../network/network";

/** One model at one moment of its training. Everything here belongs to the same weights. */
export interface Moment {
  /** Steps taken: epochs where the batch is all the data. */
  readonly step: number;
  /** The loss over all fixed data, or over a batch that is generated for this alone. */
  readonly loss: number;
  readonly network: Network;
  /** `[N]`, the network at the inputs of fixed data; `[0]` for generated data. */
  readonly predictions: Float32Array<ArrayBuffer>;
}

/** One of the independent models. */
export interface RunModel {
  /** Steps that it is to be trained for: its name. */
  readonly steps: number;
  readonly state: "waiting" | "training" | "done" | "diverged";
  /** Where it is now; absent while it waits. */
  readonly step?: number;
  readonly loss?: number;
  readonly predictions?: Float32Array<ArrayBuffer>;
}

/** Models trained together, shipped or live, or one that was opened from a file; a value that is replaced, never changed. */
export interface Run<Settings> {
  readonly settings: Settings;
  readonly origin: "shipped" | "live" | "opened";
  /** The name of the file from which it was opened; its settings are then not known. */
  readonly file?: string;
  /** Names of what else was in that file and belongs to no network. */
  readonly passedOver?: readonly string[];
  /** Increasing in steps; the last one is the one taken apart. */
  readonly models: readonly RunModel[];
  /** The longest model's loss before each step, and at last after the last one: `losses[t]` after t steps. */
  readonly losses: Float32Array;
  /** The longest model at the moments that were kept, increasing in step. */
  readonly history: readonly Moment[];
  /** The longest model as it is now. */
  readonly latest: Moment;
}

/** Whether two choices are the same, value by value. */
export function sameSettings<Settings>(a: Settings, b: Settings): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/**
 * A run before its first step: the longest model as it was initialised, the others waiting.
 * @param steps of the models, increasing
 */
export function startRun<Settings>(
  settings: Settings,
  steps: readonly number[],
  initial: Moment,
): Run<Settings> {
  const { loss, predictions } = initial;
  const longest = steps.length - 1;
  return {
    settings,
    origin: "live",
    models: steps.map((total, i) =>
      i === longest
        ? { steps: total, state: "waiting", step: 0, loss, predictions }
        : { steps: total, state: "waiting" },
    ),
    losses: Float32Array.of(loss),
    history: [initial],
    latest: initial,
  };
}

/** The run after an event of its job. Events that tell nothing of the models leave it as it is. */
export function advanceRun<Settings>(run: Run<Settings>, event: TrainingEvent): Run<Settings> {
  switch (event.type) {
    case "progress":
      return isLongest(run, event.model) ? withLosses(run, event) : run;
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

function isLongest({ models }: Run<unknown>, id: string): boolean {
  return String(models[models.length - 1].steps) === id;
}

function withLosses<Settings>(
  run: Run<Settings>,
  event: TrainingEvent & { type: "progress" },
): Run<Settings> {
  const end = event.lossFrom + event.losses.length;
  const losses = new Float32Array(Math.max(end, run.losses.length));
  losses.set(run.losses);
  losses.set(event.losses, event.lossFrom);
  return { ...run, losses };
}

function withSnapshot<Settings>(
  run: Run<Settings>,
  event: TrainingEvent & { type: "snapshot" },
): Run<Settings> {
  const { step, loss, network, predictions } = event;
  const changed = withModel(run, event.model, { state: "training", step, loss, predictions });
  if (!isLongest(run, event.model)) return changed;
  const latest: Moment = { step, loss, network, predictions };
  const losses = new Float32Array(Math.max(step + 1, run.losses.length));
  losses.set(run.losses);
  losses[step] = loss;
  const history = event.live
    ? run.history
    : [...run.history.filter((moment) => moment.step < step), latest];
  return { ...changed, losses, history, latest };
}

function withModel<Settings>(
  run: Run<Settings>,
  id: string,
  change: Partial<RunModel>,
): Run<Settings> {
  const models = run.models.map((model) =>
    String(model.steps) === id ? { ...model, ...change } : model,
  );
  return { ...run, models };
}

/**
 * The longest model at a training step: the kept moment nearest to it, or the latest where no step is named.
 */
export function momentAt(run: Run<unknown>, step: number | null): Moment {
  if (step === null) return run.latest;
  let nearest = run.latest;
  for (const moment of run.history) {
    if (Math.abs(moment.step - step) < Math.abs(nearest.step - step)) nearest = moment;
  }
  return nearest;
}
