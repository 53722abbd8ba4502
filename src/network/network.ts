import type { Activation } from "./activation";

/** A vector or a row-major matrix of floating-point numbers. */
export type Floats = Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

/** W and b, or V and c, of a dense layer. */
export interface Affine {
  /** `[outputs, inputs]`, row-major, as PyTorch's `Linear.weight`. */
  readonly weight: Floats;
  /** `[outputs]`, or `[0]` where the layer has no bias. */
  readonly bias: Floats;
}

/** One dense layer: activation(W·x + b), or activation(W·x + b) ∘ (V·x + c) where it has a gate. */
export interface Layer extends Affine {
  readonly inputs: number;
  readonly outputs: number;
  readonly activation: Activation;
  /** V and c, in the shapes of W and b. */
  readonly gate?: Affine;
}

/**
 * A multi-layer perceptron, and with it all that is needed to evaluate it.
 * Layers' arrays are all of one kind (float32 to train and to ship, float64 to take apart).
 */
export interface Network {
  readonly layers: readonly Layer[];
}

/** All arrays of parameters in a network, in the order in which they are initialised: W, b, V and c of each layer. */
export function parametersOf({ layers }: Network): Floats[] {
  return layers.flatMap(({ weight, bias, gate }) =>
    gate === undefined ? [weight, bias] : [weight, bias, gate.weight, gate.bias],
  );
}
