import { momentsOf, type OutputMoments, type Samples } from "./errors";
import type { Gains } from "./gains";
import type { SuperpositionWeights } from "./weights";

/** The exponents that a network is measured for: those of all losses, and 1 for means. */
const measured = [1, 2, 4, 6, 8] as const;

/** What is known of a network, measured once for all that is to be said of it. */
export interface MeasuredNetwork {
  readonly weights: SuperpositionWeights;
  readonly gains: Gains;
  /** By the exponent q. */
  readonly moments: Readonly<Record<(typeof measured)[number], OutputMoments>>;
}

/** Measures a network against samples, whose features it has. */
export function measureNetwork(
  weights: SuperpositionWeights,
  gains: Gains,
  samples: Samples,
): MeasuredNetwork {
  return { weights, gains, moments: momentsOf(weights, samples, measured) };
}
