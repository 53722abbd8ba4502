import { architectureOf } from "../../../src/network/architecture";
import { type Decomposition, outputGradient, pathIntegrator } from "../../../src/network/decompose";
import type { Network } from "../../../src/network/network";
import { gaussLegendre } from "../../../src/network/quadrature";
import { forwardRows, loadWeights, workspaceFor } from "../../../src/network/workspace";

/** The largest magnitude of any neuron anywhere in a domain, of each kind of bar. */
export interface DecompositionExtent {
  readonly activation: number;
  readonly value: number;
  readonly contribution: number;
  readonly integrated: number;
}

/** Queries at which the bars are looked at: every quarter on [−10, 10]. */
const gridPoints = 81;
/** The integrated bars cost most: first at every fourth query, then at those around the largest. */
const stride = 4;
/** Nodes that give the integrated bars to 1 %. */
const gridNodes = 8;
/** What the grid and the coarser rule may miss. */
const headroom = 1.02;

/**
 * The scale on which the bars of all queries of a domain can be compared: the largest magnitudes
 * found on a grid of queries, and 2 % more for what lies between them (on trained and untrained
 * networks the grid alone falls 0.2 % short; after a learning rate of 1 integrated bars may be 15 %
 * longer than this). NaN where the network is not finite.
 * @param domain [low, high]
 * @param integrated whether the integrated bars, which cost as much as all others, are looked at too; if not, no
 *   bound is known for them: Infinity
 * @throws RangeError unless the network has one input, one output and a hidden layer
 */
export function decompositionExtent(
  network: Network,
  [low, high]: readonly [number, number],
  integrated: boolean,
): DecompositionExtent {
  const workspace = workspaceFor(architectureOf(network), gridPoints);
  loadWeights(workspace, network);
  for (let i = 0; i < gridPoints; ++i)
    workspace.inputs[i] = low + ((high - low) * i) / (gridPoints - 1);
  forwardRows(workspace, gridPoints);
  const { activations, outputs: d } = workspace.layers[0];
  const values = new Float64Array(gridPoints * d);
  outputGradient(workspace, gridPoints, values);
  const contributions = values.map((value, i) => value * activations[i]);

  return {
    activation: headroom * largest(activations),
    value: headroom * largest(values),
    contribution: headroom * largest(contributions),
    integrated: integrated
      ? headroom * largestIntegrated(network, activations)
      : Number.POSITIVE_INFINITY,
  };
}

/**
 * The largest integrated gradient on the grid.
 * @param activations `[gridPoints, d]` of the first layer
 */
function largestIntegrated(network: Network, activations: Float64Array): number {
  const d = network.layers[0].outputs;
  const path = pathIntegrator(network, gaussLegendre(gridNodes), 1);
  const integratedAt = (i: number): number =>
    largest(path(activations.subarray(i * d, (i + 1) * d)));
  let best = 0;
  let longest = 0;
  const look = (i: number): void => {
    const found = integratedAt(i);
    if (found > longest) best = i;
    longest = Math.max(longest, found);
  };
  for (let i = 0; i < gridPoints; i += stride) look(i);
  const centre = best;
  for (let i = Math.max(0, centre - stride + 1); i < Math.min(gridPoints, centre + stride); ++i)
    if (i !== centre) look(i);
  return longest;
}

/** The largest magnitude, NaN if any is. */
function largest(values: Float64Array): number {
  let size = 0;
  for (const value of values) size = Math.max(size, Math.abs(value));
  return size;
}

/**
 * The extent, or a larger one where a decomposition goes beyond it; the same object where it does not.
 */
export function covering(extent: DecompositionExtent, at: Decomposition): DecompositionExtent {
  const wider = {
    activation: Math.max(extent.activation, largest(at.activations)),
    value: Math.max(extent.value, largest(at.values)),
    contribution: Math.max(extent.contribution, largest(at.contributions)),
    integrated: Math.max(extent.integrated, largest(at.integrated)),
  };
  const covers =
    wider.activation === extent.activation &&
    wider.value === extent.value &&
    wider.contribution === extent.contribution &&
    wider.integrated === extent.integrated;
  return covers ? extent : wider;
}
