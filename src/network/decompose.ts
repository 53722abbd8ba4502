import { preActivationsAt } from "./activations";
import { type Architecture, architectureOf, architectureText } from "./architecture";
import { gelu } from "./gelu";
import { multiplyTransposed } from "./kernels";
import type { Network } from "./network";
import { gaussLegendre, type Quadrature } from "./quadrature";
import { secantIntegrator } from "./secants";
import { sum } from "./sum";
import {
  activate,
  backwardRows,
  forwardRows,
  loadWeights,
  type Workspace,
  workspaceFor,
} from "./workspace";

/** A prediction of a network with one input and one output, taken apart by its first-layer neurons. All in float64. */
export interface TakenApart {
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
  /** f with all first-layer activations 0 */
  readonly baseline: number;
  /**
   * aᵢ·∫₀¹ ∂f/∂aᵢ(t·a) dt, `[d]`: integrated gradients along the straight path from a = 0. f(x) = baseline + Σ integrated
   * to 1e-6 of the largest of 1, |f(x)| and Σ|aᵢ·∂f/∂aᵢ|, or better.
   */
  readonly integrated: Float64Array<ArrayBuffer>;
}

/** A prediction taken apart, and put together again to first order. */
export interface Decomposition extends TakenApart {
  /** aᵢ·∂f/∂aᵢ, `[d]` */
  readonly contributions: Float64Array<ArrayBuffer>;
  /** f(x) − Σ contributions: what the first-order view misses */
  readonly remainder: number;
}

/** Nodes that close f = f(a=0) + Σ integrated to 1e-12 on networks trained as PyTorch's; 32 leave 6e-5. */
const pathNodes = 64;
/** Panels that take some 50 ms at the notebook's width of 64. A rate of 0.03 needs several; from 1 on these do not always do. */
const pathPanels = 32;
/** Panels that may be tried however wide the network is. */
const leastPanels = 8;

/**
 * Prepares to take a network apart at many queries: the weights are copied, memory is reused.
 * @returns a function of the query and of whether it is on its way, that is, whether another one comes with the next
 * frame: then the parts of a network for which the integral is dear are within some thousandths of all that they add and take
 * away. They add up as well.
 * @throws RangeError unless the network has one input, one output and a hidden layer, and GELU between layers without gates
 */
export function decomposer(network: Network): (x: number, onItsWay?: boolean) => TakenApart {
  const architecture = checkedArchitecture(network);
  const second = network.layers[1];
  const affordable = Math.floor((pathPanels * cheapWeights) / (second.inputs * second.outputs));
  const panels = Math.max(leastPanels, Math.min(pathPanels, affordable));
  const path = pathIntegrator(network, gaussLegendre(pathNodes), panels);
  const point = workspaceFor(architecture, 1);
  loadWeights(point, network);
  const value = point.layers[point.layers.length - 1].activations;

  // From no activation at all.
  point.layers[0].activations.fill(0);
  forwardRows(point, 1, 1);
  const baseline = value[0];

  return (x, onItsWay) => {
    const preActivations = preActivationsAt(network, x);
    const activations = preActivations.map(gelu);
    point.layers[0].activations.set(activations);
    forwardRows(point, 1, 1);
    const prediction = value[0];
    const values = new Float64Array(point.layers[0].outputs);
    outputGradient(point, 1, values);
    const integrated = path(activations, onItsWay);
    return { x, prediction, preActivations, activations, values, baseline, integrated };
  };
}

/** The first-order view of a prediction: contributions, and the remainder that they leave. */
export function firstOrder(taken: TakenApart): Decomposition {
  const { activations, values, prediction } = taken;
  const contributions = activations.map((a, i) => a * values[i]);
  return { ...taken, contributions, remainder: prediction - sum(contributions) };
}

/** The number of neurons with zᵢ > 0. */
export function activeNeurons({ preActivations }: TakenApart): number {
  return preActivations.reduce((active, z) => active + (z > 0 ? 1 : 0), 0);
}

/** Takes the network apart at one query. See `decomposer` for many. */
export function decompose(network: Network, x: number): Decomposition {
  return firstOrder(decomposer(network)(x));
}

/** Relative to the largest of 1 and |f| at its ends, what a panel may miss of the change of f. */
const panelTolerance = 1e-9;
/** Pieces of what is integrated by secants. */
const secantPieces = 16;
/** Weights of the second layer up to which a panel takes no more than some two milliseconds. */
const cheapWeights = 64 * 256;

/** A point of the path, and the output there. */
interface End {
  readonly t: number;
  readonly f: number;
}

/** A part of the path, integrated by the rule. */
interface Panel {
  readonly from: End;
  readonly to: End;
  /** ∫ δ(t) dt over it, `[outputs]` of the second layer. */
  readonly delta: Float64Array;
  /** By how much it misses the change of f, relative to the largest of 1 and |f| at its ends. */
  readonly error: number;
}

/**
 * Integrated gradients of the output by the first-layer activations, along the straight path from 0 to a.
 * Sundararajan, Taly and Yan, "Axiomatic Attribution for Deep Networks", arXiv:1703.01365.
 *
 * The second layer is linear on the path, z(t·a) = b + t·W·a, and so is the step from its deltas to
 * the gradient: W·a is computed once, and the deltas are averaged before they go back through W.
 *
 * A panel of the path checks itself: the integral of df/dt = δ(t)·(W·a) over it must be the change of f.
 * Where it is not to 1e-9 (weights so large that neurons switch abruptly), the panel is halved, the worst first. Those that
 * are left open when there are enough are integrated by secants, which close whatever happens on the way.
 * @param rule the nodes of a panel
 * @param maximumPanels how many panels may be tried
 * @returns a function of the activations `[d]` to aᵢ·∫₀¹ ∂f/∂aᵢ(t·a) dt, `[d]`; if they are on their way to others, by
 * secants alone where one panel would be dear or not enough
 */
export function pathIntegrator(
  network: Network,
  { nodes, weights }: Quadrature,
  maximumPanels: number,
): (activations: Float64Array, onTheirWay?: boolean) => Float64Array<ArrayBuffer> {
  const rows = nodes.length;
  const workspace = workspaceFor(checkedArchitecture(network), rows);
  loadWeights(workspace, network);
  const second = workspace.layers[1];
  const last = workspace.layers[workspace.layers.length - 1];
  const direction = new Float64Array(second.outputs);
  const mean = new Float64Array(second.outputs);
  const integrateBySecants = secantIntegrator(workspace.layers.slice(1), secantPieces);
  let dear = second.inputs * second.outputs > cheapWeights;

  /** Puts the point t·a of the path in a row of the second layer. */
  const place = (row: number, t: number): void => {
    const start = row * second.outputs;
    for (let j = 0; j < second.outputs; ++j)
      second.activations[start + j] = second.bias[j] + t * direction[j];
  };
  const forward = (count: number): void => {
    if (second === last) return;
    activate(workspace, 1, count);
    forwardRows(workspace, count, 2);
  };
  const outputAt = (t: number): number => {
    place(0, t);
    forward(1);
    return last.activations[0];
  };
  const panelOf = (from: End, to: End): Panel => {
    const length = to.t - from.t;
    for (let row = 0; row < rows; ++row) place(row, from.t + length * nodes[row]);
    forward(rows);
    last.deltas.fill(1);
    backwardRows(workspace, rows, 1);
    const delta = new Float64Array(second.outputs);
    for (let row = 0; row < rows; ++row) {
      const start = row * second.outputs;
      for (let j = 0; j < second.outputs; ++j)
        delta[j] += length * weights[row] * second.deltas[start + j];
    }
    const missed = Math.abs(dot(delta, direction) - (to.f - from.f));
    const error = missed / Math.max(1, Math.abs(from.f), Math.abs(to.f));
    return { from, to, delta, error };
  };
  const endAt = (t: number): End => ({ t, f: outputAt(t) });

  return (activations, onTheirWay = false) => {
    const { inputs, outputs, weight, weightTransposed } = second;
    multiplyTransposed(direction, activations, weight, 1, outputs, inputs, false);
    mean.fill(0);
    if (onTheirWay && dear) integrateBySecants(direction, 0, 1, mean);
    else {
      const panels = [panelOf(endAt(0), endAt(1))];
      for (let tried = 1; tried + 2 <= maximumPanels; tried += 2) {
        const worst = panels.reduce((a, b) => (b.error > a.error ? b : a));
        if (!(worst.error > panelTolerance)) break;
        const middle = endAt((worst.from.t + worst.to.t) / 2);
        panels.splice(
          panels.indexOf(worst),
          1,
          panelOf(worst.from, middle),
          panelOf(middle, worst.to),
        );
      }
      dear ||= panels.length > 1;
      for (const { from, to, delta, error } of panels) {
        if (error > panelTolerance) integrateBySecants(direction, from.t, to.t, mean);
        else for (let j = 0; j < outputs; ++j) mean[j] += delta[j];
      }
    }
    const gradient = new Float64Array(inputs);
    multiplyTransposed(gradient, mean, weightTransposed, 1, inputs, outputs, false);
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

function checkedArchitecture(network: Network): Architecture {
  const architecture = architectureOf(network);
  const { inputs, layers } = architecture;
  const hidden = layers.slice(0, -1);
  const last = layers[layers.length - 1];
  if (hidden.length === 0 || inputs !== 1 || last.outputs !== 1)
    throw new RangeError(
      `A decomposition needs one input, one output and a hidden layer, not ${architectureText(architecture)}.`,
    );
  const plain = hidden.every(({ activation, gated }) => activation === "gelu" && !gated);
  if (!plain || last.activation !== "identity" || last.gated)
    throw new RangeError("A decomposition needs GELU between layers, without gates.");
  return architecture;
}

function dot(a: Float64Array, b: Float64Array): number {
  let total = 0;
  for (let i = 0; i < a.length; ++i) total += a[i] * b[i];
  return total;
}
