/*
 * What can be had without superposition, and what is said of it in formulas. Under a training's distribution a feature
 * is active with probability p and then uniform on (−1, 1), so its target ReLU(x) has the moments
 * E ReLU(x)^q = ∫₀¹ x^q dx / 2 = 1 / (2(q + 1)) given that it is active: 1/6 for q = 2, 1/10 for q = 4.
 */

/** E ReLU(x)^q for x uniform on (−1, 1). */
export function targetMoment(exponent: number): number {
  return 1 / (2 * (exponent + 1));
}

/**
 * The mean error |·|^q `[n]` of each feature, given that it is active, of the naive solution: m features perfect,
 * the others answered with 0. The perfect ones come first.
 */
export function naiveErrors(features: number, neurons: number, exponent: number): Float64Array {
  return Float64Array.from({ length: features }, (_, i) =>
    i < neurons ? 0 : targetMoment(exponent),
  );
}

/** The loss of the naive solution: the mean over all outputs of all samples of |error|^q. */
export function ignoringLoss(
  features: number,
  neurons: number,
  probability: number,
  exponent: number,
): number {
  return (probability * targetMoment(exponent) * Math.max(0, features - neurons)) / features;
}

/**
 * The loss of answering every feature with gain g and nothing else: p (1 − g)^q / (2(q + 1)). No network of fewer
 * neurons than features can do it: it leaves out all interference.
 */
export function attenuatingLoss(gain: number, probability: number, exponent: number): number {
  return probability * Math.abs(1 - gain) ** exponent * targetMoment(exponent);
}
