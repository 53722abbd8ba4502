import { mean } from "../../../src/network/sum";
import { expectedLoss, momentsOf, type Samples, transposed } from "./errors";
import type { MeasuredNetwork } from "./measured-network";

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

/**
 * Sets a network beside itself without the outputs of neurons to the features that have a negative weight there.
 * @param samples those that the network was measured against
 */
export function negativeSource(
  { weights, moments }: MeasuredNetwork,
  samples: Samples,
  exponent: 2 | 4 | 6 | 8,
): NegativeSource {
  const { features, neurons, weightsIn, weightsOut } = weights;
  const incoming = transposed(weightsIn, neurons, features);
  const outgoing = Float64Array.from(weightsOut);
  let pairs = 0;
  let alike = 0;
  for (let pair = 0; pair < incoming.length; ++pair) {
    if (incoming[pair] >= 0) continue;
    ++pairs;
    if (weightsOut[pair] < 0) ++alike;
    outgoing[pair] = 0;
  }
  const without = momentsOf({ ...weights, weightsOut: outgoing }, samples, [1, exponent]);
  return {
    pairs,
    alike,
    correlation: correlation(incoming, weightsOut),
    loss: expectedLoss(moments[exponent]),
    lossWithout: expectedLoss(without[exponent]),
    interference: mean(moments[1].inactive),
    interferenceWithout: mean(without[1].inactive),
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
