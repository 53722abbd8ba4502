import type { SuperpositionWeights } from "./weights";

/**
 * The cosine `[n]` between what each feature writes into the neurons, its column of W_in, and how its output reads
 * them, its row of W_out. 0 where either is 0.
 */
export function readWriteCosines({
  features,
  neurons,
  weightsIn,
  weightsOut,
}: SuperpositionWeights): Float64Array {
  return Float64Array.from({ length: features }, (_, i) => {
    let product = 0;
    let written = 0;
    let read = 0;
    for (let k = 0; k < neurons; ++k) {
      const below = weightsIn[k * features + i];
      const above = weightsOut[i * neurons + k];
      product += below * above;
      written += below * below;
      read += above * above;
    }
    return product === 0 ? 0 : product / Math.sqrt(written * read);
  });
}

/**
 * Over how many neurons the weights of each feature are spread `[n]`: (Σ w²)² / Σ w⁴ of its column of W_in. It is 1
 * for a feature in one neuron, m for one that is as large in all, and 0 for one without weights.
 */
export function neuronSpread({ features, neurons, weightsIn }: SuperpositionWeights): Float64Array {
  return Float64Array.from({ length: features }, (_, i) => {
    let squares = 0;
    let fourths = 0;
    for (let k = 0; k < neurons; ++k) {
      const square = weightsIn[k * features + i] ** 2;
      squares += square;
      fourths += square * square;
    }
    return fourths === 0 ? 0 : (squares * squares) / fourths;
  });
}

/** The share of Σ w² that positive weights have, 0 where there are no weights. */
export function positiveShare(weights: ArrayLike<number>): number {
  let all = 0;
  let positive = 0;
  for (let i = 0; i < weights.length; ++i) {
    const square = weights[i] ** 2;
    all += square;
    if (weights[i] > 0) positive += square;
  }
  return all === 0 ? 0 : positive / all;
}
