import type { SuperpositionWeights } from "../mathematics/weights";

/** The weight by which a feature goes into a neuron. */
export function weightIn(
  { features, weightsIn }: SuperpositionWeights,
  neuron: number,
  feature: number,
): number {
  return weightsIn[neuron * features + feature];
}

/** The weight by which a neuron goes into a feature's output. */
export function weightOut(
  { neurons, weightsOut }: SuperpositionWeights,
  neuron: number,
  feature: number,
): number {
  return weightsOut[feature * neurons + neuron];
}
