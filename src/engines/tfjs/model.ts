import type * as core from "@tensorflow/tfjs-core";
import type { Scalar, Tensor, Tensor2D, Variable } from "@tensorflow/tfjs-core";
import type { Activation } from "../../network/activation";
import { type Batch, isOneHot } from "../../network/batch";
import type { Loss } from "../../network/loss";
import type { Affine, Floats, Network } from "../../network/network";
import { type AffineVariables, gelu, type Tf as HeartTf, type LayerVariables } from "./heart";

/** What is needed here of TensorFlow.js: named one by one, lest all of it be fetched. */
export type Tf = HeartTf &
  Pick<
    typeof core,
    | "logSoftmax"
    | "mean"
    | "neg"
    | "relu"
    | "sigmoid"
    | "square"
    | "sub"
    | "sum"
    | "tanh"
    | "tensor1d"
    | "tensor2d"
    | "variable"
  >;

/** A network in TensorFlow.js's variables. */
export interface Model {
  readonly layers: readonly LayerVariables[];
  /** All of them, in the order of `parametersOf` without the biases that are not there. */
  readonly variables: readonly Variable[];
}

function activationOf(tf: Tf, name: Activation): LayerVariables["activation"] {
  switch (name) {
    case "identity":
      return (_, z) => z;
    case "relu":
      return (_, z) => tf.relu(z);
    case "gelu":
      return gelu;
    case "silu":
      return (_, z) => tf.mul(z, tf.sigmoid(z));
    case "tanh":
      return (_, z) => tf.tanh(z);
    case "sigmoid":
      return (_, z) => tf.sigmoid(z);
  }
}

/**
 * Makes a network's variables.
 * @param name of the network, which no other one has: TensorFlow.js knows variables by their names
 */
export function modelOf(tf: Tf, { layers }: Network, name: string): Model {
  const variables: Variable[] = [];
  const variable = <T extends Tensor>(tensor: T): T => {
    const made = tf.variable(tensor, true, `${name}-${variables.length}`);
    tensor.dispose();
    variables.push(made);
    // A variable is a tensor of the same shape, which its type does not say.
    return made as unknown as T;
  };
  const affine = ({ weight, bias }: Affine, inputs: number): AffineVariables => ({
    weight: variable(matrix(tf, weight, weight.length / inputs, inputs)),
    // There are no tensors without elements.
    ...(bias.length > 0 && { bias: variable(tf.tensor1d(Float32Array.from(bias))) }),
  });
  return {
    layers: layers.map((layer) => ({
      ...affine(layer, layer.inputs),
      activation: activationOf(tf, layer.activation),
      ...(layer.gate && { gate: affine(layer.gate, layer.inputs) }),
    })),
    variables,
  };
}

/** A network of the shape of another, from as many arrays as it has parameters. */
export function networkFrom(
  { layers }: Network,
  arrays: readonly Float32Array<ArrayBuffer>[],
): Network {
  const next = arrays.values();
  const affine = ({ bias }: Affine): Affine => ({
    weight: next.next().value!,
    bias: bias.length > 0 ? next.next().value! : new Float32Array(0),
  });
  return {
    layers: layers.map(({ gate, ...layer }) => ({
      ...layer,
      ...affine(layer),
      ...(gate && { gate: affine(gate) }),
    })),
  };
}

/** Inputs `[rows, inputs]`; of one-hot inputs the sums of the vectors. */
export function inputsOf(tf: Tf, { rows, inputs }: Batch, width: number): Tensor2D {
  if (!isOneHot(inputs)) return matrix(tf, inputs, rows, width);
  const dense = new Float32Array(rows * width);
  for (const [i, place] of inputs.indices.entries())
    dense[Math.floor(i / inputs.perRow) * width + place] += 1;
  return matrix(tf, dense, rows, width);
}

/** Targets `[rows, outputs]`; of classes the one-hot vectors. */
export function targetsOf(tf: Tf, { rows, targets }: Batch, width: number): Tensor2D {
  return targets instanceof Int32Array
    ? inputsOf(tf, { rows, inputs: { indices: targets, perRow: 1 }, targets }, width)
    : matrix(tf, targets, rows, width);
}

/** The mean of |error|ᵖ over all outputs, or of the cross-entropy over rows. */
export function lossOf(tf: Tf, loss: Loss, outputs: Tensor2D, targets: Tensor2D): Scalar {
  if (loss.name === "cross-entropy")
    return tf.neg(tf.mean(tf.sum(tf.mul(targets, tf.logSoftmax(outputs)), 1)));
  const square = tf.square(tf.sub(outputs, targets));
  // By products: `pow` is not exact on graphics cards.
  let power = square;
  for (let exponent = 2; exponent < loss.exponent; exponent += 2) power = tf.mul(power, square);
  return tf.mean(power);
}

function matrix(tf: Tf, values: Floats, rows: number, columns: number): Tensor2D {
  return tf.tensor2d(Float32Array.from(values), [rows, columns]);
}
