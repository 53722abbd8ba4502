/** A vector or a row-major matrix of floating-point numbers. */
export type Floats = Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

/** One dense layer: z = W·a + b. */
export interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  /** W, `[outputs, inputs]`, row-major, as PyTorch's `Linear.weight`. */
  readonly weight: Floats;
  /** b, `[outputs]`. */
  readonly bias: Floats;
}

/**
 * A multi-layer perceptron: dense layers with GELU after each but the last.
 * Layers' arrays are all of one kind (float32 to train and to ship, float64 to take apart).
 */
export interface Network {
  readonly layers: readonly Layer[];
}

/** Layer widths, input first: `[1, 64, 256, 64, 1]`. */
export function widthsOf(network: Network): number[] {
  return [network.layers[0].inputs, ...network.layers.map((layer) => layer.outputs)];
}

/** Widths of the notebook's network 1 → d → 4d → d → 1. */
export function xSquaredWidths(d: number): number[] {
  return [1, d, 4 * d, d, 1];
}

/** Number of weights and biases in a network of the given widths. */
export function parameterCount(widths: readonly number[]): number {
  let count = 0;
  for (let i = 1; i < widths.length; ++i) count += widths[i] * (widths[i - 1] + 1);
  return count;
}
