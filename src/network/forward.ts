import { architectureOf } from "./architecture";
import { type Inputs, isOneHot, rowsOf } from "./batch";
import type { Floats, Network } from "./network";
import {
  blockRows,
  forwardRows,
  loadInputs,
  loadWeights,
  type Workspace,
  workspaceFor,
} from "./workspace";

/**
 * The network's outputs at a batch of inputs.
 * @param inputs `[N, in]`, row-major, or one-hot
 * @param workspace memory to reuse, for networks of this shape
 * @returns `[N, out]`, float32 or float64 as the inputs are; float32 for one-hot ones
 * @throws RangeError if the inputs are not whole rows
 */
export function predict<F extends Floats = Float32Array<ArrayBuffer>>(
  network: Network,
  inputs: Inputs<F>,
  workspace?: Workspace,
): F {
  const architecture = architectureOf(network);
  const rows = rowsOf(inputs, architecture.inputs);
  const memory = workspace ?? workspaceFor(architecture, Math.min(rows, blockRows));
  loadWeights(memory, network);
  const { activations, outputs: width } = memory.layers[memory.layers.length - 1];
  const float64 = !isOneHot(inputs) && (inputs as Floats) instanceof Float64Array;
  const outputs = (float64 ? new Float64Array(rows * width) : new Float32Array(rows * width)) as F;
  for (let start = 0; start < rows; start += memory.rows) {
    const end = Math.min(start + memory.rows, rows);
    loadInputs(memory, inputs, start, end);
    forwardRows(memory, end - start);
    outputs.set(activations.subarray(0, (end - start) * width), start * width);
  }
  return outputs;
}

/** The output of a network with one input and one output, in float64. */
export function predictAt(network: Network, x: number): number {
  return predict(network, Float64Array.of(x))[0];
}
