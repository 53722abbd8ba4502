import { whole } from "../../../src/basics/thousands";

/** What the reader of superposition chooses before she trains. */
export interface SuperpositionSettings {
  /** n */
  readonly features: number;
  /** m */
  readonly neurons: number;
  /** p, with which each feature is active in a sample. */
  readonly probability: number;
  /** q of the loss, the mean |error|^q. */
  readonly exponent: LossExponent;
  readonly seed: number;
  /** Batches to train for. */
  readonly steps: number;
}

/** The largest network that the page can show. */
export const mostFeatures = 200;
export const mostNeurons = 100;

/** The losses to choose from. */
export const exponents = [2, 4, 6, 8] as const;
export type LossExponent = (typeof exponents)[number];

/** The run that is shipped with the page. */
export const shippedSuperposition: SuperpositionSettings = {
  features: 100,
  neurons: 10,
  probability: 0.02,
  exponent: 4,
  seed: 7,
  steps: 1000,
};

/** The settings of the network that is trained beside: the same but for the loss, which is L2, or L4 beside L2. */
export function besideSettings(settings: SuperpositionSettings): SuperpositionSettings {
  return { ...settings, exponent: settings.exponent === 2 ? 4 : 2 };
}

/** "seed 7, 100 features, 10 neurons, p = 0.02, loss L4, 1,000 batches" */
export function superpositionText(settings: SuperpositionSettings): string {
  const { features, neurons, probability, exponent, seed, steps } = settings;
  return `seed ${seed}, ${features} features, ${neurons} neurons, p = ${probability}, loss L${exponent}, ${whole(steps)} batches`;
}
