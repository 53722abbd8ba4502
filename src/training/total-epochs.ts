import type { ModelSpec } from "./contract";

/** Epochs of all models. */
export function totalEpochs(models: readonly ModelSpec[]): number {
  return models.reduce((sum, { epochs }) => sum + epochs, 0);
}
