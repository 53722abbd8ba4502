import { integerPower } from "../../../src/network/integer-power";
import { type Samples, transposed } from "./errors";
import { type Gains, responseAt } from "./gains";
import type { SuperpositionWeights } from "./weights";

/** What a network's answers to negative values, which should be 0, do to its error. Means over all features and samples. */
export interface NegativeSide {
  /** E |y|^q of a feature's output where its value is negative. */
  readonly withAnswer: number;
  /** The same where the output is spared what the feature, active alone, would add to it. */
  readonly withoutAnswer: number;
  /** E y where the feature is not active: what the other features bring to its output on average. */
  readonly interference: number;
}

/**
 * Measures what the answers to negative values are good for: each feature's own value is replaced by negative ones,
 * spread evenly over (−1, 0) through the samples of the others.
 * @param exponent q
 */
export function negativeSide(
  { features, neurons, weightsIn, weightsOut }: SuperpositionWeights,
  gains: Gains,
  { count, values }: Samples,
  exponent: number,
): NegativeSide {
  const columns = transposed(weightsIn, neurons, features);
  const all = new Float64Array(neurons);
  let withAnswer = 0;
  let withoutAnswer = 0;
  let interference = 0;
  for (let s = 0; s < count; ++s) {
    all.fill(0);
    for (let i = 0; i < features; ++i) {
      const x = values[s * features + i];
      if (x !== 0) for (let k = 0; k < neurons; ++k) all[k] += columns[i * neurons + k] * x;
    }
    const x = -(s + 0.5) / count;
    for (let i = 0; i < features; ++i) {
      let y = 0;
      let without = 0;
      for (let k = 0; k < neurons; ++k) {
        const column = columns[i * neurons + k];
        const others = all[k] - column * values[s * features + i];
        const z = others + column * x;
        // z + |z| is 2 ReLU(z), as in `momentsOf`.
        const out = 0.5 * weightsOut[i * neurons + k];
        y += out * (z + Math.abs(z));
        without += out * (others + Math.abs(others));
      }
      withAnswer += integerPower(Math.abs(y), exponent);
      withoutAnswer += integerPower(Math.abs(y - responseAt(gains, i, i, x)), exponent);
      interference += without;
    }
  }
  const measured = count * features;
  return {
    withAnswer: withAnswer / measured,
    withoutAnswer: withoutAnswer / measured,
    interference: interference / measured,
  };
}
