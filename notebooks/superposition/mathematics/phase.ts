import { mean } from "../../../src/network/sum";
import { drawSamples, expectedLoss, outputMoments } from "./errors";
import { gainsOf, sharingFeatures } from "./gains";
import { ignoringLoss } from "./naive";
import { diagonal, type SuperpositionWeights } from "./weights";

/** What a network has made of its n, m and p: ignored some features, or let all of them share. */
export interface Phase {
  /** How many features share the neurons, from 0 to n. */
  readonly sharing: number;
  /** The mean gain. */
  readonly gain: number;
  /** E |error|^q */
  readonly loss: number;
  /** The loss of the naive solution, which answers m features and no others; 0 where there is a neuron for each. */
  readonly ignoring: number;
}

/** Multiply-adds that a measurement may take: some milliseconds. */
const effort = 2e6;

/** Measures a network, in less than about ten milliseconds whatever its size. */
export function measurePhase(
  weights: SuperpositionWeights,
  probability: number,
  exponent: number,
): Phase {
  const { features, neurons } = weights;
  const gains = diagonal(gainsOf(weights).up);
  const count = Math.min(1024, Math.max(64, Math.round(effort / (features * neurons))));
  const samples = drawSamples(features, probability, count, 1);
  return {
    sharing: sharingFeatures(gains),
    gain: mean(gains),
    loss: expectedLoss(outputMoments(weights, samples, exponent)),
    ignoring: ignoringLoss(features, neurons, probability, exponent),
  };
}
