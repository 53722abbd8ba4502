import type { SuperpositionWeights } from "./weights";

/**
 * How each output answers each feature alone. A network of ReLUs without biases is positively homogeneous,
 * f(c·x) = c·f(x) for c ≥ 0, so two numbers say it for all values of the feature: the answers at 1 and at −1.
 */
export interface Gains {
  /** n */
  readonly features: number;
  /** `[n, n]` G[j, i], row-major: output j where feature i is 1 and the others are 0. */
  readonly up: Float64Array;
  /** `[n, n]` The same where feature i is −1. */
  readonly down: Float64Array;
}

/** The cross-gain matrices of a network. */
export function gainsOf({ features, neurons, weightsIn, weightsOut }: SuperpositionWeights): Gains {
  const up = new Float64Array(features * features);
  const down = new Float64Array(features * features);
  for (let j = 0; j < features; ++j) {
    for (let k = 0; k < neurons; ++k) {
      const out = weightsOut[j * neurons + k];
      for (let i = 0; i < features; ++i) {
        const weight = weightsIn[k * features + i];
        if (weight > 0) up[j * features + i] += out * weight;
        else down[j * features + i] -= out * weight;
      }
    }
  }
  return { features, up, down };
}

/** Output j where feature i alone has a value. */
export function responseAt({ features, up, down }: Gains, j: number, i: number, x: number): number {
  return x > 0 ? x * up[j * features + i] : -x * down[j * features + i];
}

/**
 * The mean squared error `[n]` of each feature's output where that feature alone is active, its value uniform on
 * (−1, 1): (1 − g)²/6 + h²/6 with g and h its answers to 1 and −1, since ∫₀¹ x² dx / 2 = 1/6.
 */
export function isolatedErrors({ features, up, down }: Gains): Float64Array {
  return Float64Array.from({ length: features }, (_, i) => {
    const at = i * (features + 1);
    return ((1 - up[at]) ** 2 + down[at] ** 2) / 6;
  });
}

/**
 * The interference `[n]` that each output receives: the root of its mean squared answer to another feature, chosen
 * evenly, that alone is active with a value uniform on (−1, 1). 0 where there is no other.
 */
export function interferenceReceived({ features, up, down }: Gains): Float64Array {
  return Float64Array.from({ length: features }, (_, j) => {
    if (features === 1) return 0;
    let sum = 0;
    for (let i = 0; i < features; ++i)
      if (i !== j) sum += up[j * features + i] ** 2 + down[j * features + i] ** 2;
    return Math.sqrt(sum / 6 / (features - 1));
  });
}

/**
 * How many features share the memory: (Σ g)² / Σ g² of the gains that are positive. It is n where all features have
 * the same gain, and m where m are answered in full and the others not at all. 0 where no gain is positive.
 */
export function sharingFeatures(gains: ArrayLike<number>): number {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < gains.length; ++i) {
    const gain = Math.max(0, gains[i]);
    sum += gain;
    squares += gain * gain;
  }
  return squares === 0 ? 0 : (sum * sum) / squares;
}
