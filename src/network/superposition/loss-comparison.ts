import { expectedLoss, outputMoments, type Samples } from "./errors";
import { attenuatingLoss, ignoringLoss } from "./naive";
import type { SuperpositionWeights } from "./weights";

/** What the solutions cost under one loss, E |error|^q. */
export interface LossComparison {
  /** q */
  readonly exponent: number;
  /** Of the naive solution: m features perfect, the others ignored. Exact. */
  readonly ignoring: number;
  /** Of answering all features with the network's gain and nothing else: a formula that leaves interference out. */
  readonly attenuating: number;
  /** Of the network, its interference included. */
  readonly network: number;
  /** Of the network that was trained with another loss; null if there is none. */
  readonly other: number | null;
}

/**
 * Sets the costs side by side, under each of some losses.
 * @param gain the mean gain of the network
 * @param exponents q of the losses, each even
 */
export function compareLosses(
  network: SuperpositionWeights,
  other: SuperpositionWeights | null,
  gain: number,
  samples: Samples,
  exponents: readonly number[],
): LossComparison[] {
  const { features, neurons } = network;
  const { probability } = samples;
  const cost = (weights: SuperpositionWeights, exponent: number): number =>
    expectedLoss(outputMoments(weights, samples, exponent));
  return exponents.map((exponent) => ({
    exponent,
    ignoring: ignoringLoss(features, neurons, probability, exponent),
    attenuating: attenuatingLoss(gain, probability, exponent),
    network: cost(network, exponent),
    other: other && cost(other, exponent),
  }));
}
