import type { Batch } from "../network/batch";
import { lossDivisor, lossSum } from "../network/loss";
import type { Batches } from "./batches";
import type { Reading, TrainingSpec } from "./contract";

/**
 * The loss of a network over what its model is evaluated on, and its predictions there.
 * @param predict gives `[rows, out]` for a batch of at most `batches.rows` rows
 */
export function evaluate(
  { architecture, loss }: TrainingSpec,
  batches: Batches,
  predict: (batch: Batch<Float32Array<ArrayBuffer>>) => Float32Array<ArrayBuffer>,
): Omit<Reading, "network"> {
  const width = architecture.layers[architecture.layers.length - 1].outputs;
  const parts: Float32Array<ArrayBuffer>[] = [];
  let rows = 0;
  let sum = 0;
  for (const batch of batches.evaluation()) {
    const outputs = predict(batch);
    sum += lossSum(loss, outputs, batch.targets, batch.rows, width, 1);
    rows += batch.rows;
    if (batches.keepsPredictions) parts.push(outputs);
  }
  return {
    loss: sum / lossDivisor(loss, rows, width),
    predictions: parts.length === 1 ? parts[0] : concatenated(parts),
  };
}

function concatenated(parts: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
