/**
 * Sparse features to be rectified, as in the study of superposition: each of n features is active with a
 * probability of its own accord, and then uniform in (−1, 1); the target of each is its ReLU.
 */
export interface SparseFeatures {
  readonly name: "sparse-features";
  /** n, both inputs and outputs. */
  readonly features: number;
  /** p, from 0 to 1. */
  readonly probability: number;
}

/**
 * Fills rows of features and targets, the same for a seed on every machine.
 * @param inputs receives `[rows, n]`
 * @param targets receives `[rows, n]`
 * @param random uniform in [0, 1)
 */
export function fillSparseFeatures(
  { probability }: SparseFeatures,
  inputs: Float32Array,
  targets: Float32Array,
  random: () => number,
): void {
  for (let i = 0; i < inputs.length; ++i) {
    const x = random() < probability ? 2 * random() - 1 : 0;
    inputs[i] = x;
    targets[i] = x > 0 ? x : 0;
  }
}
