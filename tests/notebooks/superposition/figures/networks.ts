import type { SuperpositionWeights } from "../../../../notebooks/superposition/mathematics/weights";
import { seeded } from "../../../../src/network/random";

/** Weights uniform in (−1, 1). */
export function randomWeights(features: number, neurons: number, seed = 1): SuperpositionWeights {
  const random = seeded(seed);
  const matrix = () => Float64Array.from({ length: features * neurons }, () => 2 * random() - 1);
  return { features, neurons, weightsIn: matrix(), weightsOut: matrix() };
}

/** Three features and two neurons by hand: W_in has the columns (1, 0), (0, 2) and (−3, 4). */
export const byHand: SuperpositionWeights = {
  features: 3,
  neurons: 2,
  weightsIn: Float64Array.of(1, 0, -3, 0, 2, 4),
  weightsOut: Float64Array.of(0.5, 0, 0, 0.25, -0.1, 0.2),
};
