import { mean } from "../../../src/network/sum";
import { ignoringLoss } from "./naive";

/** What makes the mean squared error over all samples and outputs: its terms add up to it. */
export interface ErrorBudget {
  /** p times the error of a feature alone: its answer is too small. */
  readonly attenuation: number;
  /** p times what the error is more, or less, where other features may be active too. */
  readonly whileActive: number;
  /** (1 − p) times the mean squared output of a feature that is not active: all of it comes from others. */
  readonly whileInactive: number;
  readonly total: number;
  /** The error of the naive solution over all samples and outputs. */
  readonly naive: number;
}

/** What is measured of each feature. */
export interface ErrorSources {
  /** `[n]` Mean squared error of each feature where it alone is active. */
  readonly isolated: Float64Array;
  /** `[n]` The same given that it is active, whatever else is. */
  readonly conditional: Float64Array;
  /** `[n]` Mean squared output of each feature given that it is not active. */
  readonly inactive: Float64Array;
  /** p */
  readonly probability: number;
  /** m */
  readonly neurons: number;
}

/** The budget of the mean squared error over all samples and outputs. */
export function errorBudget({
  isolated,
  conditional,
  inactive,
  probability,
  neurons,
}: ErrorSources): ErrorBudget {
  const attenuation = probability * mean(isolated);
  const active = probability * mean(conditional);
  const whileInactive = (1 - probability) * mean(inactive);
  return {
    attenuation,
    whileActive: active - attenuation,
    whileInactive,
    total: active + whileInactive,
    naive: ignoringLoss(isolated.length, neurons, probability, 2),
  };
}
