import { mean } from "../../../src/network/sum";
import { expectedLoss } from "./errors";
import type { MeasuredNetwork } from "./measured-network";
import { attenuatingLoss, ignoringLoss } from "./naive";
import { diagonal } from "./weights";

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
 * @param other measured against samples of the same probability
 * @param exponents q of the losses
 */
export function compareLosses(
  network: MeasuredNetwork,
  other: MeasuredNetwork | undefined,
  exponents: readonly (2 | 4 | 6 | 8)[],
): LossComparison[] {
  const { features, neurons } = network.weights;
  const { probability } = network.moments[2];
  const gain = mean(diagonal(network.gains.up));
  return exponents.map((exponent) => ({
    exponent,
    ignoring: ignoringLoss(features, neurons, probability, exponent),
    attenuating: attenuatingLoss(gain, probability, exponent),
    network: expectedLoss(network.moments[exponent]),
    other: other === undefined ? null : expectedLoss(other.moments[exponent]),
  }));
}
