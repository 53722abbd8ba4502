import type { TrainingSpec } from "../../../src/engines/contract";
import { mixSeeds } from "../../../src/network/random";
import { sparseTraining } from "./spec";

/** What all networks of a phase diagram share. */
export interface PhaseSettings {
  /** n */
  readonly features: number;
  /** q of the loss. */
  readonly exponent: 2 | 4 | 6 | 8;
  readonly seed: number;
}

/** What a phase diagram takes from the run on the page. */
export function phaseSettingsOf({ features, exponent, seed }: PhaseSettings): PhaseSettings {
  return { features, exponent, seed };
}

/**
 * A fast training, of a few tenths of a second, which comes to the same as one of 2,000 batches of 2,048 at a tenth of
 * the rate but for a percent or two of the loss (n = 100); only at p near 1, where features drop out late, it is not yet
 * at the end.
 */
const steps = 800;
const batchSize = 256;
const learningRate = 0.03;

/** The job of one place of a phase diagram: m neurons, features active with probability p. */
export function phaseTraining(
  { features, exponent, seed }: PhaseSettings,
  neurons: number,
  probability: number,
): TrainingSpec {
  const model = { id: "phase", seed: mixSeeds(seed, neurons), steps, snapshots: [] };
  return sparseTraining(
    { features, neurons, probability, exponent },
    { batchSize, learningRate },
    model,
  );
}
