import type { Run } from "../../../src/run/run";

/** What the reader of x² chooses before she trains. */
export interface RunSettings {
  /** Epochs of the independent models, increasing. */
  readonly epochs: readonly number[];
  readonly seed: number;
  /** d of 1 → d → 4d → d → 1. */
  readonly width: number;
  readonly learningRate: number;
}

export type XSquaredRun = Run<RunSettings>;

/** The run that is shipped with the page. */
export const shippedSettings: RunSettings = {
  epochs: [0, 10, 20, 30, 40, 50, 100, 200, 500],
  seed: 7,
  width: 64,
  learningRate: 1e-3,
};

/** Epochs of the longest model. */
export function longest(settings: RunSettings): number {
  return settings.epochs[settings.epochs.length - 1];
}
