import type { Activation } from "../../src/network/activation";
import type { Targets } from "../../src/network/batch";
import { gelu } from "../../src/network/gelu";
import { type Loss, lossDivisor, lossSum } from "../../src/network/loss";
import type { Affine, Floats, Network } from "../../src/network/network";

// Networks written as their formulas, as slow and as plain as can be.

export const activations: readonly Activation[] = [
  "identity",
  "relu",
  "gelu",
  "silu",
  "tanh",
  "sigmoid",
];

/** Each activation at one pre-activation. */
export const formulas: Readonly<Record<Activation, (z: number) => number>> = {
  identity: (z) => z,
  relu: (z) => Math.max(0, z),
  gelu,
  silu: (z) => z / (1 + Math.exp(-z)),
  tanh: (z) => 1 - 2 / (Math.exp(2 * z) + 1),
  sigmoid: (z) => 0.5 + Math.tanh(z / 2) / 2,
};

/** The network at one row. */
export function plainly({ layers }: Network, row: readonly number[]): number[] {
  let values = [...row];
  for (const { outputs, activation, gate, ...own } of layers) {
    const affine = ({ weight, bias }: Affine, i: number): number =>
      values.reduce(
        (sum, value, j) => sum + weight[i * values.length + j] * value,
        bias.length > 0 ? bias[i] : 0,
      );
    values = Array.from({ length: outputs }, (_, i) => {
      const activated = formulas[activation](affine(own, i));
      return gate === undefined ? activated : activated * affine(gate, i);
    });
  }
  return values;
}

/** The loss of predictions `[N, width]`. */
export function lossOf(loss: Loss, predictions: Floats, targets: Targets, width: number): number {
  const rows = predictions.length / width;
  const divisor = lossDivisor(loss, rows, width);
  return lossSum(loss, predictions, targets, rows, width, divisor) / divisor;
}
