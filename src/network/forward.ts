import type { Floats, Network } from "./network";
import { widthsOf } from "./network";
import { blockRows, forwardRows, loadWeights, type Workspace, workspaceFor } from "./workspace";

/**
 * The network's outputs at a batch of inputs.
 * @param inputs `[N, in]`, row-major
 * @param workspace memory to reuse, for networks of these widths
 * @returns `[N, out]`, float32 or float64 as the inputs are
 * @throws RangeError if the inputs are not whole rows
 */
export function predict<F extends Floats>(network: Network, inputs: F, workspace?: Workspace): F {
  const widths = widthsOf(network);
  const rows = rowCount(inputs, widths[0]);
  const memory = workspace ?? workspaceFor(widths, Math.min(rows, blockRows));
  loadWeights(memory, network);
  const width = widths[widths.length - 1];
  const outputs = (
    inputs instanceof Float32Array ? new Float32Array(rows * width) : new Float64Array(rows * width)
  ) as F;
  const last = memory.layers[memory.layers.length - 1].activations;
  for (let start = 0; start < rows; start += memory.rows) {
    const count = Math.min(memory.rows, rows - start);
    memory.inputs.set(inputs.subarray(start * widths[0], (start + count) * widths[0]));
    forwardRows(memory, count);
    outputs.set(last.subarray(0, count * width), start * width);
  }
  return outputs;
}

/** The output of a network with one input and one output, in float64. */
export function predictAt(network: Network, x: number): number {
  return predict(network, Float64Array.of(x))[0];
}

/**
 * Number of rows of a `[N, width]` matrix.
 * @throws RangeError if the values are not whole rows
 */
export function rowCount(values: Floats, width: number): number {
  if (values.length % width !== 0)
    throw new RangeError(`${values.length} values are not whole rows of ${width}.`);
  return values.length / width;
}
