import type { Activation } from "./activation";
import { activateWithSlopes } from "./activation";
import {
  type Architecture,
  architectureOf,
  architectureText,
  sameArchitecture,
  widthsOf,
} from "./architecture";
import { type Inputs, inputRows, isOneHot, type OneHot } from "./batch";
import { multiplyTransposed, transpose } from "./kernels";
import type { Affine, Network } from "./network";

/** The part of a workspace that belongs to W and b of a layer, or to V and c of its gate. */
export interface WorkspaceAffine {
  /** W, `[outputs, inputs]`. */
  readonly weight: Float64Array;
  /** Wᵀ, `[inputs, outputs]`. */
  readonly weightTransposed: Float64Array;
  /** b, zeros where there is none. */
  readonly bias: Float64Array;
  /** z = W·x + b, `[rows, outputs]`. */
  readonly preActivations: Float64Array;
  /** Derivative of the layer's output by z, `[rows, outputs]`; unused where that is 1. */
  readonly slopes: Float64Array;
  /** Derivative of a scalar by z, `[rows, outputs]`. */
  readonly deltas: Float64Array;
}

/** One layer's part of a workspace. */
export interface WorkspaceLayer extends WorkspaceAffine {
  readonly inputs: number;
  readonly outputs: number;
  readonly activation: Activation;
  /** The layer's output, `[rows, outputs]`: the same memory as the pre-activations, where there is no gate. */
  readonly activations: Float64Array;
  readonly gate?: WorkspaceAffine;
}

/**
 * The memory of forward and backward passes over blocks of rows (queries), so that they allocate
 * nothing. It holds a float64 copy of one network's weights at a time.
 */
export interface Workspace {
  readonly architecture: Architecture;
  /** The largest number of rows in a block. */
  readonly rows: number;
  /** `[rows, inputs]`; the caller fills it before a forward pass, unless it gives one-hot inputs. */
  readonly inputs: Float64Array;
  /** What the first layer reads instead of `inputs`. */
  oneHot: OneHot | undefined;
  readonly layers: readonly WorkspaceLayer[];
  /** Room for two transposed matrices of a block, `[largest width, rows]`. */
  readonly scratch: readonly [Float64Array, Float64Array];
}

/**
 * Rows in a block: a few blocks' matrices fit a processor's second cache, and longer blocks gain nothing.
 * A multiple of 3, the height of the kernels' tiles.
 */
export const blockRows = 120;

/** Memory for networks of a shape. */
export function workspaceFor(architecture: Architecture, rows: number = blockRows): Workspace {
  const widths = widthsOf(architecture);
  const largest = Math.max(...widths);
  return {
    architecture,
    rows,
    inputs: new Float64Array(rows * architecture.inputs),
    oneHot: undefined,
    layers: architecture.layers.map(({ outputs, activation, gated }, i) => {
      const inputs = widths[i];
      const activations = new Float64Array(rows * outputs);
      const affine = (preActivations: Float64Array): WorkspaceAffine => ({
        weight: new Float64Array(outputs * inputs),
        weightTransposed: new Float64Array(outputs * inputs),
        bias: new Float64Array(outputs),
        preActivations,
        slopes: new Float64Array(rows * outputs),
        deltas: new Float64Array(rows * outputs),
      });
      if (!gated) return { inputs, outputs, activation, activations, ...affine(activations) };
      const own = (): WorkspaceAffine => affine(new Float64Array(rows * outputs));
      return { inputs, outputs, activation, activations, ...own(), gate: own() };
    }),
    scratch: [new Float64Array(largest * rows), new Float64Array(largest * rows)],
  };
}

/**
 * Copies a network's weights into the workspace.
 * @throws RangeError if the network's shape is not the workspace's
 */
export function loadWeights(workspace: Workspace, network: Network): void {
  const architecture = architectureOf(network);
  if (!sameArchitecture(architecture, workspace.architecture))
    throw new RangeError(
      `The workspace is for a network ${architectureText(workspace.architecture)}, not ${architectureText(architecture)} of this kind.`,
    );
  for (const [i, layer] of network.layers.entries()) {
    const memory = workspace.layers[i];
    loadAffine(memory, layer, memory);
    if (memory.gate && layer.gate) loadAffine(memory.gate, layer.gate, memory);
  }
}

function loadAffine(
  memory: WorkspaceAffine,
  { weight, bias }: Affine,
  { inputs, outputs }: { readonly inputs: number; readonly outputs: number },
): void {
  memory.weight.set(weight);
  memory.bias.set(bias);
  transpose(memory.weightTransposed, memory.weight, outputs, inputs);
}

/** Takes rows `from` to `to` of inputs, at most as many as fit, for the next forward pass. */
export function loadInputs(workspace: Workspace, inputs: Inputs, from: number, to: number): void {
  const part = inputRows(inputs, workspace.architecture.inputs, from, to);
  workspace.oneHot = isOneHot(part) ? part : undefined;
  if (!isOneHot(part)) workspace.inputs.set(part);
}

/** What layer `index` reads, unless that is one-hot: the activations of the layer before it, or the inputs. */
export function inputsOf(workspace: Workspace, index: number): Float64Array {
  return index === 0 ? workspace.inputs : workspace.layers[index - 1].activations;
}

/**
 * Runs layers `from` to the last on the first `rows` rows, from whatever stands in their inputs.
 * Leaves each layer's activations and slopes.
 */
export function forwardRows(workspace: Workspace, rows: number, from = 0): void {
  for (let i = from; i < workspace.layers.length; ++i) {
    const layer = workspace.layers[i];
    preActivate(workspace, i, layer, rows);
    if (layer.gate) preActivate(workspace, i, layer.gate, rows);
    activate(workspace, i, rows);
  }
}

/** z = b + W·x */
function preActivate(
  workspace: Workspace,
  index: number,
  { weight, weightTransposed, bias, preActivations }: WorkspaceAffine,
  rows: number,
): void {
  const { inputs, outputs } = workspace.layers[index];
  for (let row = 0; row < rows; ++row) preActivations.set(bias, row * outputs);
  if (index > 0 || workspace.oneHot === undefined) {
    const x = inputsOf(workspace, index);
    multiplyTransposed(preActivations, x, weight, rows, outputs, inputs, true);
    return;
  }
  const { indices, perRow } = workspace.oneHot;
  for (let i = 0; i < rows * perRow; ++i) {
    const to = Math.floor(i / perRow) * outputs;
    const column = indices[i] * outputs;
    for (let j = 0; j < outputs; ++j) preActivations[to + j] += weightTransposed[column + j];
  }
}

/** Makes layer `index`'s activations and slopes of its pre-activations. */
export function activate(workspace: Workspace, index: number, rows: number): void {
  const layer = workspace.layers[index];
  const { outputs, activation, preActivations, activations, slopes, gate } = layer;
  const count = rows * outputs;
  if (gate === undefined) {
    if (activation !== "identity")
      activateWithSlopes(activation, preActivations, activations, slopes, count);
    return;
  }
  // f(z) ∘ u: by u its derivative is f(z), by z it is f′(z) ∘ u.
  activateWithSlopes(activation, preActivations, gate.slopes, slopes, count);
  for (let i = 0; i < count; ++i) {
    activations[i] = gate.slopes[i] * gate.preActivations[i];
    slopes[i] *= gate.preActivations[i];
  }
}

/**
 * Carries the derivatives by the network's outputs, which stand in the last layer's deltas, back to the
 * pre-activations of layer `to`, by the chain rule: δₗ = (Wₗ₊₁ᵀ δₗ₊₁) ∘ f′(zₗ).
 */
export function backwardRows(workspace: Workspace, rows: number, to = 0): void {
  for (let i = workspace.layers.length - 1; i >= to; --i) {
    const layer = workspace.layers[i];
    backThroughActivation(layer, rows * layer.outputs);
    if (i === to) return;
    const { inputs, outputs, weightTransposed, deltas, gate } = layer;
    const below = workspace.layers[i - 1].deltas;
    multiplyTransposed(below, deltas, weightTransposed, rows, inputs, outputs, false);
    if (gate)
      multiplyTransposed(below, gate.deltas, gate.weightTransposed, rows, inputs, outputs, true);
  }
}

/** Makes of derivatives by a layer's activations those by its pre-activations. */
function backThroughActivation(
  { activation, slopes, deltas, gate }: WorkspaceLayer,
  count: number,
): void {
  if (gate) for (let j = 0; j < count; ++j) gate.deltas[j] = deltas[j] * gate.slopes[j];
  else if (activation === "identity") return;
  for (let j = 0; j < count; ++j) deltas[j] *= slopes[j];
}
