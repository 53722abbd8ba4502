import { startOf } from "../engines/checkpoint";
import type { Checkpoint, ModelSpec, TrainingSpec } from "../engines/contract";
import type { Trainer } from "../engines/engine";
import { LossLog } from "./loss-log";

/** A model of the job and how far it has come, whichever engine trains it. */
export class ModelRun {
  /** Where to go on from; its weights are known to have a finite loss, but for the initial ones. */
  checkpoint: Checkpoint;
  /** A later checkpoint, taken but not yet known to have a finite loss. */
  candidate: Checkpoint | undefined;
  readonly losses: LossLog;
  /** Steps whose weights are wanted and not yet sent, increasing. */
  readonly wanted: number[];
  /** Steps taken, as far as the listener will be told. */
  reached: number;
  /** Step of the last snapshot sent, live or not. */
  shown = -1;
  ended = false;

  constructor(
    readonly model: ModelSpec,
    spec: TrainingSpec,
  ) {
    this.checkpoint = startOf(spec, model);
    this.reached = this.checkpoint.step;
    this.losses = new LossLog(this.reached);
    const within = model.snapshots.filter((step) => step >= this.reached && step < model.steps);
    this.wanted = [...new Set([...within, model.steps])].sort((a, b) => a - b);
  }

  /** The model as another job can go on with it. */
  get rest(): ModelSpec {
    return { ...this.model, from: this.checkpoint, snapshots: this.wanted };
  }
}

/** Models in training at once, those that are left of them in the trainer's order. */
export class Group {
  readonly runs: ModelRun[];

  constructor(
    readonly trainer: Trainer,
    runs: readonly ModelRun[],
  ) {
    this.runs = [...runs];
  }

  /** Takes a model out, of the trainer too if others are left in it. */
  async remove(run: ModelRun): Promise<void> {
    const place = this.runs.indexOf(run);
    this.runs.splice(place, 1);
    if (this.runs.length > 0) await this.trainer.remove(place);
  }
}

/** The first model that has not ended and those that stand where it does, at most `together` in all. */
export function nextGroup(runs: readonly ModelRun[], together: number): ModelRun[] {
  const left = runs.filter(({ ended }) => !ended);
  return left.filter((run) => run.checkpoint.step === left[0].checkpoint.step).slice(0, together);
}
