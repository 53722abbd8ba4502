import type { Adam } from "../network/optimiser";

/** Adam with PyTorch's default β₁, β₂ and ε. */
export function adam(learningRate: number): Adam {
  return { name: "adam", learningRate, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
}
