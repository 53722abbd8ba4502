import { mean } from "../../../src/network/sum";
import { binomial, type OutputMoments } from "./errors";

/** The loss of a network whose outputs are all scaled by a factor s: a polynomial in s, since q is even. */
export interface GainCurve {
  /** q */
  readonly exponent: number;
  /** p */
  readonly probability: number;
  /** The mean gain of the network as it is, at s = 1. */
  readonly gain: number;
  /** `[q + 1]` Of s⁰, s¹, …: E |s·y − t|^q, the mean over all outputs. */
  readonly coefficients: Float64Array;
}

/** The curve of a network, from what `outputMoments` measured of it and from its mean gain. */
export function gainCurve(
  { exponent, active, inactive, probability }: OutputMoments,
  gain: number,
): GainCurve {
  const coefficients = new Float64Array(exponent + 1);
  for (let k = 0; k <= exponent; ++k) {
    let sum = 0;
    for (let i = 0; i < inactive.length; ++i) sum += active[i * (exponent + 1) + k];
    const sign = k % 2 === 0 ? 1 : -1;
    coefficients[k] = (sign * binomial(exponent, k) * probability * sum) / inactive.length;
  }
  coefficients[exponent] += (1 - probability) * mean(inactive);
  return { exponent, probability, gain, coefficients };
}

/** The loss where all outputs are scaled by s. */
export function lossAtScale({ coefficients }: GainCurve, scale: number): number {
  return coefficients.reduceRight((sum, coefficient) => sum * scale + coefficient, 0);
}

/** The loss where all outputs are scaled so that the mean gain is so much. */
export function lossAtGain(curve: GainCurve, gain: number): number {
  return lossAtScale(curve, gain / curve.gain);
}

/**
 * The scale s ≥ 0 of the smallest loss, which is convex in s: where its slope changes sign, by bisection. 0 where no
 * positive scale improves on no answer at all; NaN where the loss has no smallest value: of outputs that are all 0, or
 * are not finite.
 */
export function bestScale({ coefficients }: GainCurve): number {
  const slope = (scale: number): number => {
    let sum = 0;
    for (let k = coefficients.length - 1; k > 0; --k) sum = sum * scale + k * coefficients[k];
    return sum;
  };
  if (slope(0) > 0) return 0;
  let low = 0;
  let high = 1;
  while (slope(high) <= 0) high *= 2;
  if (!(slope(high) > 0)) return Number.NaN;
  for (let i = 0; i < 52; ++i) {
    const middle = (low + high) / 2;
    if (slope(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
