import { preActivationsAt } from "./activations";
import { gelu } from "./gelu";
import { multiplyTransposed } from "./kernels";
import { type Network, widthsOf } from "./network";
import { gaussLegendre, type Quadrature } from "./quadrature";
import {
  activate,
  backwardRows,
  forwardRows,
  loadWeights,
  type Workspace,
  workspaceFor,
} from "./workspace";

/** A prediction of a network with one input and one output, taken apart by its first-layer neurons. All in float64. */
export interface Decomposition {
  /** The query. */
  readonly x: number;
  /** f(x) */
  readonly prediction: number;
  /** zᵢ = wᵢ·x + bᵢ, `[d]` */
  readonly preActivations: Float64Array<ArrayBuffer>;
  /** aᵢ = GELU(zᵢ), `[d]` */
  readonly activations: Float64Array<ArrayBuffer>;
  /** ∂f/∂aᵢ at a, `[d]` */
  readonly values: Float64Array<ArrayBuffer>;
  /** aᵢ·∂f/∂aᵢ, `[d]`: the first-order view */
  readonly contributions: Float64Array<ArrayBuffer>;
  /** Σ contributions */
  readonly contributionSum: number;
  /** f(x) − Σ contributions: what the first-order view misses */
  readonly remainder: number;
  /** f with all first-layer activations 0 */
  readonly baseline: number;
  /** aᵢ·∫₀¹ ∂f/∂aᵢ(t·a) dt, `[d]`: integrated gradients along the straight path from a = 0 */
  readonly integrated: Float64Array<ArrayBuffer>;
  /** Σ integrated; baseline + integratedSum = f(x) but for the quadrature's error */
  readonly integratedSum: number;
  /** Number of neurons with zᵢ > 0 */
  readonly activeNeurons: number;
}

/** Nodes that close f = f(a=0) + Σ integrated to 1e-11 on trained networks; 32 leave 6e-5. */
const pathNodes = 64;

/**
 * Prepares to take a network apart at many queries: the weights are copied, memory is reused.
 * @throws RangeError unless the network has one input, one output and a hidden layer
 */
export function decomposer(network: Network): (x: number) => Decomposition {
  const widths = checkedWidths(network);
  const path = pathIntegrator(network, gaussLegendre(pathNodes));
  const point = workspaceFor(widths, 1);
  loadWeights(point, network);
  const value = point.layers[point.layers.length - 1].activations;

  // From no activation at all.
  point.layers[0].activations.fill(0);
  forwardRows(point, 1, 1);
  const baseline = value[0];

  return (x) => {
    const preActivations = preActivationsAt(network, x);
    const activations = preActivations.map(gelu);
    point.layers[0].activations.set(activations);
    forwardRows(point, 1, 1);
    const prediction = value[0];
    const values = new Float64Array(widths[1]);
    outputGradient(point, 1, values);
    const contributions = activations.map((a, i) => a * values[i]);
    const contributionSum = sum(contributions);
    const integrated = path(activations);
    return {
      x,
      prediction,
      preActivations,
      activations,
      values,
      contributions,
      contributionSum,
      remainder: prediction - contributionSum,
      baseline,
      integrated,
      integratedSum: sum(integrated),
      activeNeurons: preActivations.reduce((count, z) => count + (z > 0 ? 1 : 0), 0),
    };
  };
}

/** Takes the network apart at one query. See `decomposer` for many. */
export function decompose(network: Network, x: number): Decomposition {
  return decomposer(network)(x);
}

/**
 * Integrated gradients of the output by the first-layer activations, along the straight path from 0 to a.
 * Sundararajan, Taly and Yan, "Axiomatic Attribution for Deep Networks", arXiv:1703.01365.
 *
 * The second layer is linear on the path, z(t·a) = b + t·W·a, and so is the step from its deltas to
 * the gradient: W·a is computed once, and the deltas are averaged before they go back through W.
 * @returns a function of the activations `[d]` to aᵢ·∫₀¹ ∂f/∂aᵢ(t·a) dt, `[d]`
 */
export function pathIntegrator(
  network: Network,
  { nodes, weights }: Quadrature,
): (activations: Float64Array) => Float64Array<ArrayBuffer> {
  const rows = nodes.length;
  const workspace = workspaceFor(checkedWidths(network), rows);
  loadWeights(workspace, network);
  const second = workspace.layers[1];
  const direction = new Float64Array(second.outputs);
  const meanDelta = new Float64Array(second.outputs);

  return (activations) => {
    multiplyTransposed(
      direction,
      activations,
      second.weight,
      1,
      second.outputs,
      second.inputs,
      false,
    );
    for (let row = 0; row < rows; ++row)
      for (let j = 0; j < second.outputs; ++j)
        second.activations[row * second.outputs + j] = second.bias[j] + nodes[row] * direction[j];
    if (workspace.layers.length > 2) {
      activate(workspace, 1, rows);
      forwardRows(workspace, rows, 2);
    }
    workspace.layers[workspace.layers.length - 1].deltas.fill(1);
    backwardRows(workspace, rows, 1);
    meanDelta.fill(0);
    for (let row = 0; row < rows; ++row)
      for (let j = 0; j < second.outputs; ++j)
        meanDelta[j] += weights[row] * second.deltas[row * second.outputs + j];
    const gradient = new Float64Array(second.inputs);
    multiplyTransposed(
      gradient,
      meanDelta,
      second.weightTransposed,
      1,
      second.inputs,
      second.outputs,
      false,
    );
    return gradient.map((g, i) => g * activations[i]);
  };
}

/**
 * ∂f/∂a of the first layer's activations after a forward pass of `rows` rows.
 * @param gradient receives `[rows, d]`
 */
export function outputGradient(workspace: Workspace, rows: number, gradient: Float64Array): void {
  const { inputs, outputs, weightTransposed, deltas } = workspace.layers[1];
  workspace.layers[workspace.layers.length - 1].deltas.fill(1);
  backwardRows(workspace, rows, 1);
  multiplyTransposed(gradient, deltas, weightTransposed, rows, inputs, outputs, false);
}

function checkedWidths(network: Network): number[] {
  const widths = widthsOf(network);
  if (widths.length < 3 || widths[0] !== 1 || widths[widths.length - 1] !== 1)
    throw new RangeError(
      `A decomposition needs one input, one output and a hidden layer, not ${widths.join(" → ")}.`,
    );
  return widths;
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
