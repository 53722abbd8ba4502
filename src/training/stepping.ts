import { nearestIndex } from "../nearest-index";
import { keptEpochs } from "./chosen-settings";
import type { RunControl } from "./run-control";

/** Moves the training step among the epochs that the run on the page has kept. */
export interface Stepping {
  /** To the kept epoch nearest to this one. */
  epoch(epoch: number): void;
  /** By so many kept epochs. */
  by(moments: number): void;
}

/** @param step where the step is set: null for the latest moment, which then goes on with the training */
export function stepping(control: RunControl, step: { value: number | null }): Stepping {
  const to = (epochs: readonly number[], index: number): void => {
    const last = epochs.length - 1;
    step.value = index >= last ? null : epochs[Math.max(0, index)];
  };
  return {
    epoch(epoch) {
      const epochs = keptEpochs(control.run.value);
      to(epochs, nearestIndex(epochs, epoch));
    },
    by(moments) {
      const epochs = keptEpochs(control.run.value);
      to(epochs, nearestIndex(epochs, control.moment.value.epoch) + moments);
    },
  };
}
