import type { Network } from "../../../src/network/network";
import { seeded } from "../../../src/network/random";
import type { SuperpositionWeights } from "../../../src/network/superposition/weights";

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
