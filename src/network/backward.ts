import { zerosLike } from "./copy";
import { rowCount } from "./forward";
import { multiplyTransposed, transpose } from "./kernels";
import { type Floats, type Network, widthsOf } from "./network";
import {
  backwardRows,
  blockRows,
  forwardRows,
  inputsOf,
  loadWeights,
  type Workspace,
  workspaceFor,
} from "./workspace";

/** The memory of a training: what `lossAndGradients` writes and works in. */
export interface GradientWorkspace {
  readonly workspace: Workspace;
  /** Sums of the gradients over blocks, in float64, layer by layer. */
  readonly sums: readonly { readonly weight: Float64Array; readonly bias: Float64Array }[];
  readonly result: LossAndGradients;
}

export interface LossAndGradients {
  /** The mean squared error. */
  loss: number;
  /** The loss's derivatives by each weight and bias, arrays of the network's kind. */
  readonly gradients: Network;
  /** `[N, out]`, arrays of the network's kind. */
  readonly predictions: Floats;
}

/** Memory for `lossAndGradients` of networks of this shape and kind on N samples. */
export function gradientWorkspace(network: Network, samples: number): GradientWorkspace {
  const widths = widthsOf(network);
  const outputs = samples * widths[widths.length - 1];
  return {
    workspace: workspaceFor(widths, Math.min(blockRows, samples)),
    sums: network.layers.map(({ weight, bias }) => ({
      weight: new Float64Array(weight.length),
      bias: new Float64Array(bias.length),
    })),
    result: {
      loss: 0,
      gradients: zerosLike(network),
      predictions:
        network.layers[0].weight instanceof Float32Array
          ? new Float32Array(outputs)
          : new Float64Array(outputs),
    },
  };
}

/**
 * The mean squared error over a batch and its gradient, by backpropagation.
 * It is computed in float64 and stored in the network's kind of numbers.
 * @param inputs `[N, in]`, row-major
 * @param targets `[N, out]`, row-major
 * @param memory from `gradientWorkspace`; then nothing is allocated, and the result is overwritten by the next call
 * @throws RangeError if the shapes of network, inputs, targets and memory do not fit
 */
export function lossAndGradients(
  network: Network,
  inputs: Floats,
  targets: Floats,
  memory?: GradientWorkspace,
): LossAndGradients {
  const { inputs: inputWidth } = network.layers[0];
  const { outputs: outputWidth } = network.layers[network.layers.length - 1];
  const samples = rowCount(inputs, inputWidth);
  const { workspace, sums, result } = memory ?? gradientWorkspace(network, samples);
  if (targets.length !== samples * outputWidth || result.predictions.length !== targets.length)
    throw new RangeError(
      `${samples} inputs need ${samples * outputWidth} targets, and memory for as many; there are ${targets.length} and ${result.predictions.length}.`,
    );

  loadWeights(workspace, network);
  for (const { weight, bias } of sums) {
    weight.fill(0);
    bias.fill(0);
  }
  const last = workspace.layers[workspace.layers.length - 1];
  let squares = 0;
  for (let start = 0; start < samples; start += workspace.rows) {
    const rows = Math.min(workspace.rows, samples - start);
    workspace.inputs.set(inputs.subarray(start * inputWidth, (start + rows) * inputWidth));
    forwardRows(workspace, rows);
    const offset = start * outputWidth;
    for (let i = 0; i < rows * outputWidth; ++i) {
      const error = last.activations[i] - targets[offset + i];
      squares += error * error;
      last.deltas[i] = (2 * error) / targets.length;
      result.predictions[offset + i] = last.activations[i];
    }
    backwardRows(workspace, rows);
    for (let i = 0; i < sums.length; ++i) addGradients(workspace, i, rows, sums[i]);
  }

  result.loss = squares / targets.length;
  for (const [i, { weight, bias }] of sums.entries()) {
    result.gradients.layers[i].weight.set(weight);
    result.gradients.layers[i].bias.set(bias);
  }
  return result;
}

/** Adds a block's part of ∂loss/∂W = Σ δ aᵀ and ∂loss/∂b = Σ δ of layer `index`, both over the block's rows. */
function addGradients(
  workspace: Workspace,
  index: number,
  rows: number,
  sum: { readonly weight: Float64Array; readonly bias: Float64Array },
): void {
  const { inputs, outputs, deltas } = workspace.layers[index];
  const [deltasTransposed, activationsTransposed] = workspace.scratch;
  transpose(deltasTransposed, deltas, rows, outputs);
  transpose(activationsTransposed, inputsOf(workspace, index), rows, inputs);
  multiplyTransposed(
    sum.weight,
    deltasTransposed,
    activationsTransposed,
    outputs,
    inputs,
    rows,
    true,
  );
  for (let j = 0; j < outputs; ++j) {
    let total = 0;
    for (let row = 0; row < rows; ++row) total += deltasTransposed[j * rows + row];
    sum.bias[j] += total;
  }
}
