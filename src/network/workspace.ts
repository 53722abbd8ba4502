import { geluWithSlopes } from "./gelu";
import { multiplyTransposed, transpose } from "./kernels";
import { type Network, widthsOf } from "./network";

/** One layer's part of a workspace. */
interface WorkspaceLayer {
  readonly inputs: number;
  readonly outputs: number;
  /** W, `[outputs, inputs]`. */
  readonly weight: Float64Array;
  /** Wᵀ, `[inputs, outputs]`. */
  readonly weightTransposed: Float64Array;
  readonly bias: Float64Array;
  /** The layer's output: z or GELU(z), `[rows, outputs]`. */
  readonly activations: Float64Array;
  /** dGELU/dz, `[rows, outputs]`; unused in the last layer. */
  readonly slopes: Float64Array;
  /** Derivative of a scalar by z, `[rows, outputs]`. */
  readonly deltas: Float64Array;
}

/**
 * The memory of forward and backward passes over blocks of rows (queries), so that they allocate
 * nothing. It holds a float64 copy of one network's weights at a time.
 */
export interface Workspace {
  readonly widths: readonly number[];
  /** The largest number of rows in a block. */
  readonly rows: number;
  /** `[rows, widths[0]]`; the caller fills it before a forward pass. */
  readonly inputs: Float64Array;
  readonly layers: readonly WorkspaceLayer[];
  /** Room for two transposed matrices of a block, `[largest width, rows]`. */
  readonly scratch: readonly [Float64Array, Float64Array];
}

/**
 * Rows in a block: a few blocks' matrices fit a processor's second cache, and longer blocks gain nothing.
 * A multiple of 3, the height of the kernels' tiles.
 */
export const blockRows = 120;

/** Memory for networks of the given widths. */
export function workspaceFor(widths: readonly number[], rows: number = blockRows): Workspace {
  const largest = Math.max(...widths);
  return {
    widths: [...widths],
    rows,
    inputs: new Float64Array(rows * widths[0]),
    layers: widths.slice(1).map((outputs, i) => ({
      inputs: widths[i],
      outputs,
      weight: new Float64Array(outputs * widths[i]),
      weightTransposed: new Float64Array(outputs * widths[i]),
      bias: new Float64Array(outputs),
      activations: new Float64Array(rows * outputs),
      slopes: new Float64Array(rows * outputs),
      deltas: new Float64Array(rows * outputs),
    })),
    scratch: [new Float64Array(largest * rows), new Float64Array(largest * rows)],
  };
}

/**
 * Copies a network's weights into the workspace.
 * @throws RangeError if the network's widths are not the workspace's
 */
export function loadWeights(workspace: Workspace, network: Network): void {
  const widths = widthsOf(network);
  if (widths.join() !== workspace.widths.join())
    throw new RangeError(
      `The workspace is for a network ${workspace.widths.join(" → ")}, not ${widths.join(" → ")}.`,
    );
  for (const [i, { weight, bias }] of network.layers.entries()) {
    const layer = workspace.layers[i];
    layer.weight.set(weight);
    layer.bias.set(bias);
    transpose(layer.weightTransposed, layer.weight, layer.outputs, layer.inputs);
  }
}

/** What layer `index` reads: the activations of the layer before it, or the inputs. */
export function inputsOf(workspace: Workspace, index: number): Float64Array {
  return index === 0 ? workspace.inputs : workspace.layers[index - 1].activations;
}

/**
 * Runs layers `from` to the last on the first `rows` rows, from whatever stands in their inputs.
 * Leaves each layer's activations and slopes.
 */
export function forwardRows(workspace: Workspace, rows: number, from = 0): void {
  for (let i = from; i < workspace.layers.length; ++i) {
    const { inputs, outputs, weight, bias, activations } = workspace.layers[i];
    for (let row = 0; row < rows; ++row) activations.set(bias, row * outputs);
    multiplyTransposed(activations, inputsOf(workspace, i), weight, rows, outputs, inputs, true);
    if (i < workspace.layers.length - 1) activate(workspace, i, rows);
  }
}

/** Turns layer `index`'s pre-activations, which stand in its activations, into GELU of them and slopes. */
export function activate(workspace: Workspace, index: number, rows: number): void {
  const { outputs, activations, slopes } = workspace.layers[index];
  geluWithSlopes(activations, activations, slopes, rows * outputs);
}

/**
 * Carries the last layer's deltas (given) back to those of layer `to`, by the chain rule:
 * δₗ = (Wₗ₊₁ᵀ δₗ₊₁) ∘ GELU′(zₗ).
 */
export function backwardRows(workspace: Workspace, rows: number, to = 0): void {
  for (let i = workspace.layers.length - 1; i > to; --i) {
    const { inputs, outputs, weightTransposed, deltas } = workspace.layers[i];
    const below = workspace.layers[i - 1];
    multiplyTransposed(below.deltas, deltas, weightTransposed, rows, inputs, outputs, false);
    for (let j = 0; j < rows * inputs; ++j) below.deltas[j] *= below.slopes[j];
  }
}
