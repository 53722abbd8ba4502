import type { Samples } from "../../../../notebooks/superposition/mathematics/errors";
import type { SuperpositionWeights } from "../../../../notebooks/superposition/mathematics/weights";
import type { Network } from "../../../../src/network/network";
import { seeded } from "../../../../src/network/random";

/** The weights of a network n → m → n, drawn from (−1, 1). */
export function randomWeights(
  features: number,
  neurons: number,
  seed: number,
): SuperpositionWeights {
  const random = seeded(seed);
  const draw = () => Float64Array.from({ length: neurons * features }, () => 2 * random() - 1);
  return { features, neurons, weightsIn: draw(), weightsOut: draw() };
}

/** A neuron for each of the first m features, and none for the others: their outputs are scaled by a gain. */
export function oneToOne(features: number, neurons: number, gain = 1): SuperpositionWeights {
  const weightsIn = new Float64Array(neurons * features);
  const weightsOut = new Float64Array(features * neurons);
  for (let i = 0; i < Math.min(features, neurons); ++i) {
    weightsIn[i * features + i] = 1;
    weightsOut[i * neurons + i] = gain;
  }
  return { features, neurons, weightsIn, weightsOut };
}

/** Weights as a network that `predict` evaluates. */
export function networkOf(
  { features, neurons, weightsIn, weightsOut }: SuperpositionWeights,
  activation: "relu" | "identity" = "relu",
): Network {
  const bias = new Float64Array(0);
  return {
    layers: [
      { inputs: features, outputs: neurons, activation, weight: weightsIn, bias },
      { inputs: neurons, outputs: features, activation: "identity", weight: weightsOut, bias },
    ],
  };
}

/** An input in which one feature alone has a value. */
export function alone(features: number, feature: number, value: number): Float64Array<ArrayBuffer> {
  const x = new Float64Array(features);
  x[feature] = value;
  return x;
}

/** W_out ReLU(W_in x) as the formula has it. */
export function answer(
  { features, neurons, weightsIn, weightsOut }: SuperpositionWeights,
  x: ArrayLike<number>,
): number[] {
  const hidden = Array.from({ length: neurons }, (_, k) => {
    let z = 0;
    for (let i = 0; i < features; ++i) z += weightsIn[k * features + i] * x[i];
    return Math.max(0, z);
  });
  return Array.from({ length: features }, (_, j) =>
    hidden.reduce((sum, h, k) => sum + weightsOut[j * neurons + k] * h, 0),
  );
}

/** The mean |error|^q over all samples: of all outputs, of those whose feature is active, or of one feature where it is. */
export function measuredError(
  weights: SuperpositionWeights,
  { count, values }: Samples,
  exponent: number,
  which: "all" | "active" | number,
  scale = 1,
): number {
  const { features } = weights;
  let sum = 0;
  let measured = 0;
  for (let s = 0; s < count; ++s) {
    const x = values.subarray(s * features, (s + 1) * features);
    for (const [i, y] of answer(weights, x).entries()) {
      if (which !== "all" && x[i] === 0) continue;
      if (typeof which === "number" && i !== which) continue;
      sum += Math.abs(scale * y - Math.max(0, x[i])) ** exponent;
      ++measured;
    }
  }
  return sum / measured;
}
