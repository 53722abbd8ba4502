import type { Floats } from "./network";

/** (1/N) Σ (prediction − target)², as PyTorch's `MSELoss`. */
export function meanSquaredError(predictions: Floats, targets: Floats): number {
  let sum = 0;
  for (let i = 0; i < targets.length; ++i) sum += (predictions[i] - targets[i]) ** 2;
  return sum / targets.length;
}
