import type { Targets } from "./batch";
import type { Floats } from "./network";

/** What a training makes small. */
export type Loss =
  /** The mean over all outputs of all rows of |prediction − target|ᵖ; 2 is the mean squared error, PyTorch's `MSELoss`. */
  | { readonly name: "power"; readonly exponent: 2 | 4 | 6 | 8 }
  /** The mean over rows of −log softmax(outputs)[class], in nats, as PyTorch's `CrossEntropyLoss`. */
  | { readonly name: "cross-entropy" };

export const meanSquaredErrorLoss: Loss = { name: "power", exponent: 2 };

/** (1/N) Σ (prediction − target)², as PyTorch's `MSELoss`. */
export function meanSquaredError(predictions: Floats, targets: Floats): number {
  let sum = 0;
  for (let i = 0; i < targets.length; ++i) sum += (predictions[i] - targets[i]) ** 2;
  return sum / targets.length;
}

/** By how much a loss is divided: the number of outputs of all rows, or of rows for cross-entropy. */
export function lossDivisor({ name }: Loss, rows: number, outputs: number): number {
  return name === "power" ? rows * outputs : rows;
}

/**
 * The loss of rows of outputs, times `lossDivisor` (so that parts of a batch add up), and its derivatives.
 * @param outputs `[rows, width]`, row-major
 * @param targets of these rows
 * @param divisor of the whole batch
 * @param deltas receives the derivatives of the loss by the outputs, `[rows, width]`; may be `outputs` itself
 */
export function lossSum(
  loss: Loss,
  outputs: Floats,
  targets: Targets,
  rows: number,
  width: number,
  divisor: number,
  deltas?: Floats,
): number {
  return loss.name === "power"
    ? powerSum(loss.exponent, outputs, targets as Floats, rows * width, divisor, deltas)
    : crossEntropySum(outputs, targets as Int32Array, rows, width, divisor, deltas);
}

function powerSum(
  exponent: number,
  outputs: Floats,
  targets: Floats,
  count: number,
  divisor: number,
  deltas: Floats | undefined,
): number {
  let sum = 0;
  for (let i = 0; i < count; ++i) {
    const error = outputs[i] - targets[i];
    const square = error * error;
    let below = error;
    for (let power = 2; power < exponent; power += 2) below *= square;
    sum += below * error;
    if (deltas !== undefined) deltas[i] = (exponent * below) / divisor;
  }
  return sum;
}

function crossEntropySum(
  outputs: Floats,
  classes: Int32Array,
  rows: number,
  width: number,
  divisor: number,
  deltas: Floats | undefined,
): number {
  let sum = 0;
  for (let row = 0; row < rows; ++row) {
    const start = row * width;
    let largest = Number.NEGATIVE_INFINITY;
    for (let j = 0; j < width; ++j) largest = Math.max(largest, outputs[start + j]);
    let total = 0;
    for (let j = 0; j < width; ++j) total += Math.exp(outputs[start + j] - largest);
    sum += Math.log(total) - (outputs[start + classes[row]] - largest);
    if (deltas === undefined) continue;
    for (let j = 0; j < width; ++j) {
      const probability = Math.exp(outputs[start + j] - largest) / total;
      deltas[start + j] = (probability - (j === classes[row] ? 1 : 0)) / divisor;
    }
  }
  return sum;
}
