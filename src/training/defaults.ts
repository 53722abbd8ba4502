import type { Adam } from "../network/optimiser";
import type { RunSettings } from "../run/run";

/** The run that is shipped with the page. */
export const shippedSettings: RunSettings = {
  epochs: [0, 10, 20, 30, 40, 50, 100, 200, 500],
  seed: 7,
  width: 64,
  learningRate: 1e-3,
};

/** Adam with PyTorch's default β₁, β₂ and ε. */
export function adam(learningRate: number): Adam {
  return { name: "adam", learningRate, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
}
