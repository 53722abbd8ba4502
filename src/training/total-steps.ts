import type { ModelSpec } from "../engines/contract";

/** Steps of all models. */
export function totalSteps(models: readonly ModelSpec[]): number {
  return models.reduce((sum, { steps }) => sum + steps, 0);
}
