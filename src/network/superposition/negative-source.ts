import { expectedLoss, mean, outputMoments, type Samples, transposed } from "./errors";
import type { SuperpositionWeights } from "./weights";

/**
 * Where the answers to negative values come from, and what they are the price of. Where feature i is −1, just those
 * neurons fire whose weight of it is negative, so its answer is the sum of |w| times what each of them adds to output
 * i. Without these outputs there is no such answer and the gain is the same; what changes is the interference.
 */
export interface NegativeSource {
  /** Pairs of a feature and a neuron whose weight of it is negative, and how many of them have a negative output, too. */
  readonly pairs: number;
  readonly alike: number;
  /** The correlation of the output weights with the input weights over all pairs of a feature and a neuron; NaN if either are all the same. */
  readonly correlation: number;
  /** E |error|^q of the network, and without the outputs of those pairs. */
  readonly loss: number;
  readonly lossWithout: number;
  /** E y of a feature's output where the feature is not active, and the same without the outputs of those pairs. */
  readonly interference: number;
  readonly interferenceWithout: number;
}

/** Measures the network as it is and without the outputs of neurons to the features that have a negative weight there. */
export function negativeSource(
  weights: SuperpositionWeights,
  samples: Samples,
  exponent: number,
): NegativeSource {
  const { features, neurons, weightsIn, weightsOut } = weights;
  const incoming = transposed(weightsIn, neurons, features);
  const cut = { ...weights, weightsOut: Float64Array.from(weightsOut) };
  let pairs = 0;
  let alike = 0;
  for (let pair = 0; pair < incoming.length; ++pair) {
    if (incoming[pair] >= 0) continue;
    ++pairs;
    if (weightsOut[pair] < 0) ++alike;
    cut.weightsOut[pair] = 0;
  }
  const lossOf = (network: SuperpositionWeights): number =>
    expectedLoss(outputMoments(network, samples, exponent));
  const interferenceOf = (network: SuperpositionWeights): number =>
    mean(outputMoments(network, samples, 1).inactive);
  return {
    pairs,
    alike,
    correlation: correlation(incoming, weightsOut),
    loss: lossOf(weights),
    lossWithout: lossOf(cut),
    interference: interferenceOf(weights),
    interferenceWithout: interferenceOf(cut),
  };
}

/** Pearson's correlation of two lists of the same length. */
function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  let [product, squareA, squareB] = [0, 0, 0];
  for (let i = 0; i < a.length; ++i) {
    product += (a[i] - meanA) * (b[i] - meanB);
    squareA += (a[i] - meanA) ** 2;
    squareB += (b[i] - meanB) ** 2;
  }
  return product / Math.sqrt(squareA * squareB);
}
