import { type Architecture, perceptron } from "../../../src/network/architecture";
import type { Floats, Network } from "../../../src/network/network";

/** The network y = W_out ReLU(W_in x), without biases, in which n features share m neurons. */
export interface SuperpositionWeights {
  /** n, both inputs and outputs. */
  readonly features: number;
  /** m */
  readonly neurons: number;
  /** W_in `[m, n]`, row-major. */
  readonly weightsIn: Floats;
  /** W_out `[n, m]`, row-major. */
  readonly weightsOut: Floats;
}

/** The shape of the network with n features and m neurons. */
export function superpositionArchitecture(features: number, neurons: number): Architecture {
  return perceptron([features, neurons, features], { activation: "relu", bias: false });
}

/** The two matrices of a network. @throws RangeError unless it is n → m → n with ReLU and without biases */
export function superpositionWeights({ layers }: Network): SuperpositionWeights {
  const [below, above] = layers;
  const fits =
    layers.length === 2 &&
    below.activation === "relu" &&
    above.activation === "identity" &&
    below.inputs === above.outputs &&
    layers.every(({ bias, gate }) => bias.length === 0 && gate === undefined);
  if (!fits)
    throw new RangeError("Superposition needs a network n → m → n with ReLU and without biases.");
  return {
    features: below.inputs,
    neurons: below.outputs,
    weightsIn: below.weight,
    weightsOut: above.weight,
  };
}

/** The effective map W_out W_in `[n, n]`, row-major: what the network would be without its ReLU. */
export function effectiveMap({
  features,
  neurons,
  weightsIn,
  weightsOut,
}: SuperpositionWeights): Float64Array {
  const map = new Float64Array(features * features);
  for (let j = 0; j < features; ++j) {
    for (let k = 0; k < neurons; ++k) {
      const out = weightsOut[j * neurons + k];
      for (let i = 0; i < features; ++i) map[j * features + i] += out * weightsIn[k * features + i];
    }
  }
  return map;
}

/** The diagonal `[n]` of a square matrix `[n, n]`. */
export function diagonal(matrix: ArrayLike<number>): Float64Array {
  const n = Math.round(Math.sqrt(matrix.length));
  return Float64Array.from({ length: n }, (_, i) => matrix[i * (n + 1)]);
}

/** A row `[n]` of a square matrix `[n, n]`, not copied. */
export function rowOf(matrix: Float64Array, row: number): Float64Array {
  const n = Math.round(Math.sqrt(matrix.length));
  return matrix.subarray(row * n, (row + 1) * n);
}
