import { architectureOf } from "./architecture";
import { type Batch, rowsOf } from "./batch";
import { mapArrays, zerosLike } from "./copy";
import { multiplyTransposed, transpose } from "./kernels";
import { type Loss, lossDivisor, lossSum } from "./loss";
import { type Affine, type Floats, type Network, parametersOf } from "./network";
import {
  backwardRows,
  blockRows,
  forwardRows,
  inputsOf,
  loadInputs,
  loadWeights,
  type Workspace,
  type WorkspaceAffine,
  type WorkspaceLayer,
  workspaceFor,
} from "./workspace";

/** The memory of a training: what `lossAndGradients` writes and works in. */
export interface GradientWorkspace {
  readonly workspace: Workspace;
  /** Sums of the gradients over blocks, in float64. */
  readonly sums: Network;
  readonly result: LossAndGradients;
}

export interface LossAndGradients {
  loss: number;
  /** The loss's derivatives by each weight and bias, arrays of the network's kind. */
  readonly gradients: Network;
  /** `[N, out]`, arrays of the network's kind. */
  readonly predictions: Floats;
}

/** Memory for `lossAndGradients` of networks of this shape and kind on N samples. */
export function gradientWorkspace(network: Network, samples: number): GradientWorkspace {
  const { layers } = network;
  const outputs = samples * layers[layers.length - 1].outputs;
  return {
    workspace: workspaceFor(architectureOf(network), Math.min(blockRows, samples)),
    sums: mapArrays(network, ({ length }) => new Float64Array(length)),
    result: {
      loss: 0,
      gradients: zerosLike(network),
      predictions:
        layers[0].weight instanceof Float32Array
          ? new Float32Array(outputs)
          : new Float64Array(outputs),
    },
  };
}

/**
 * The loss over a batch and its gradient, by backpropagation.
 * It is computed in float64 and stored in the network's kind of numbers.
 * @param memory from `gradientWorkspace`; then nothing is allocated, and the result is overwritten by the next call
 * @throws RangeError if the shapes of network, inputs, targets and memory do not fit
 */
export function lossAndGradients(
  network: Network,
  { inputs, targets }: Pick<Batch, "inputs" | "targets">,
  loss: Loss,
  memory?: GradientWorkspace,
): LossAndGradients {
  const inputWidth = network.layers[0].inputs;
  const { outputs: outputWidth } = network.layers[network.layers.length - 1];
  const samples = rowsOf(inputs, inputWidth);
  const { workspace, sums, result } = memory ?? gradientWorkspace(network, samples);
  const targetWidth = loss.name === "power" ? outputWidth : 1;
  if (
    targets.length !== samples * targetWidth ||
    result.predictions.length !== samples * outputWidth
  )
    throw new RangeError(
      `${samples} inputs need ${samples * targetWidth} targets, and memory for ${samples * outputWidth} predictions; there are ${targets.length} and ${result.predictions.length}.`,
    );

  loadWeights(workspace, network);
  for (const values of parametersOf(sums)) values.fill(0);
  const last = workspace.layers[workspace.layers.length - 1];
  const divisor = lossDivisor(loss, samples, outputWidth);
  let total = 0;
  for (let start = 0; start < samples; start += workspace.rows) {
    const rows = Math.min(workspace.rows, samples - start);
    loadInputs(workspace, inputs, start, start + rows);
    forwardRows(workspace, rows);
    const outputs = last.activations.subarray(0, rows * outputWidth);
    result.predictions.set(outputs, start * outputWidth);
    const blockTargets = targets.subarray(start * targetWidth, (start + rows) * targetWidth);
    total += lossSum(
      loss,
      outputs as Floats,
      blockTargets as typeof targets,
      rows,
      outputWidth,
      divisor,
      last.deltas as Floats,
    );
    backwardRows(workspace, rows);
    for (const [i, sum] of sums.layers.entries()) {
      const layer = workspace.layers[i];
      addGradients(workspace, i, layer, rows, sum);
      if (layer.gate && sum.gate) addGradients(workspace, i, layer.gate, rows, sum.gate);
    }
  }

  result.loss = total / divisor;
  const gradients = parametersOf(result.gradients);
  for (const [i, values] of parametersOf(sums).entries()) gradients[i].set(values);
  return result;
}

/** Adds a block's part of ∂loss/∂W = Σ δ aᵀ and ∂loss/∂b = Σ δ of layer `index`, or of its gate, both over the block's rows. */
function addGradients(
  workspace: Workspace,
  index: number,
  { deltas }: WorkspaceAffine,
  rows: number,
  { weight, bias }: Affine,
): void {
  const layer = workspace.layers[index];
  const { inputs, outputs } = layer;
  const [deltasTransposed, activationsTransposed] = workspace.scratch;
  transpose(deltasTransposed, deltas, rows, outputs);
  if (index === 0 && workspace.oneHot !== undefined) {
    addOneHotGradients(workspace.oneHot, layer, deltas, rows, weight);
  } else {
    transpose(activationsTransposed, inputsOf(workspace, index), rows, inputs);
    multiplyTransposed(
      weight as Float64Array,
      deltasTransposed,
      activationsTransposed,
      outputs,
      inputs,
      rows,
      true,
    );
  }
  for (let j = 0; j < bias.length; ++j) {
    let total = 0;
    for (let row = 0; row < rows; ++row) total += deltasTransposed[j * rows + row];
    bias[j] += total;
  }
}

/** Each row's deltas belong to the columns of W that its ones name. */
function addOneHotGradients(
  { indices, perRow }: { readonly indices: Int32Array; readonly perRow: number },
  { inputs, outputs }: WorkspaceLayer,
  deltas: Float64Array,
  rows: number,
  weight: Floats,
): void {
  for (let i = 0; i < rows * perRow; ++i) {
    const from = Math.floor(i / perRow) * outputs;
    for (let j = 0; j < outputs; ++j) weight[j * inputs + indices[i]] += deltas[from + j];
  }
}
