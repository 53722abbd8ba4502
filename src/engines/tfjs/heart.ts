import type * as core from "@tensorflow/tfjs-core";

/** What is needed here of TensorFlow.js, which the page and the worker each have of their own. */
export type Tf = Pick<typeof core, "add" | "erf" | "matMul" | "mul">;

/** W `[out, in]` and b `[out]`. */
export interface AffineVariables {
  readonly weight: core.Tensor2D;
  readonly bias?: core.Tensor1D;
}

/** A dense layer: act(x·Wᵀ + b), times (x·Vᵀ + c) where it has a gate. */
export interface LayerVariables extends AffineVariables {
  readonly activation: (tf: Tf, z: core.Tensor2D) => core.Tensor2D;
  readonly gate?: AffineVariables;
}

/** The exact GELU, z·Φ(z). */
export function gelu(tf: Tf, z: core.Tensor2D): core.Tensor2D {
  return tf.mul(z, tf.mul(0.5, tf.add(1, tf.erf(tf.mul(Math.SQRT1_2, z)))));
}

/** The outputs `[N, out]` of a network at the rows `x`, `[N, in]`. */
export function forward(tf: Tf, layers: readonly LayerVariables[], x: core.Tensor2D) {
  const affine = ({ weight, bias }: AffineVariables, rows: core.Tensor2D): core.Tensor2D => {
    const product: core.Tensor2D = tf.matMul(rows, weight, false, true);
    return bias === undefined ? product : tf.add(product, bias);
  };
  let rows = x;
  for (const layer of layers) {
    const activations = layer.activation(tf, affine(layer, rows));
    rows = layer.gate === undefined ? activations : tf.mul(activations, affine(layer.gate, rows));
  }
  return rows;
}

/** One step of an optimiser, such as `tf.train.adam(0.001)`. Returns the loss before it. */
export function step(
  optimiser: core.Optimizer,
  loss: () => core.Scalar,
  variables: core.Variable[],
): core.Scalar {
  return optimiser.minimize(loss, true, variables)!;
}
