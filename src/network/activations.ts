import { architectureOf } from "./architecture";
import { rowCount } from "./batch";
import { gelu } from "./gelu";
import type { Floats, Network } from "./network";
import { forwardRows, loadWeights, workspaceFor } from "./workspace";

/** z = w·x + b of the first layer at one query of a network with one input, float64 `[d]`. */
export function preActivationsAt(network: Network, x: number): Float64Array<ArrayBuffer> {
  const { weight, bias } = network.layers[0];
  return Float64Array.from(bias, (b, i) => weight[i] * x + b);
}

/** The neurons as rows and the queries as columns: GELU(w·x + b) of the first layer, `[d, N]`, row-major. */
export function activationMap(network: Network, inputs: Floats): Float32Array<ArrayBuffer> {
  const { outputs, weight, bias } = network.layers[0];
  const columns = rowCount(inputs, network.layers[0].inputs);
  const map = new Float32Array(outputs * columns);
  for (let i = 0; i < outputs; ++i)
    for (let j = 0; j < columns; ++j) map[i * columns + j] = gelu(weight[i] * inputs[j] + bias[i]);
  return map;
}

/**
 * Prepares to compute what every layer of a network with one input makes of a query: its output, float64 `[outputs]`,
 * for each layer from the first to the last. The weights are copied once.
 */
export function layerActivations(network: Network): (x: number) => Float64Array<ArrayBuffer>[] {
  const point = workspaceFor(architectureOf(network), 1);
  loadWeights(point, network);
  return (x) => {
    point.inputs[0] = x;
    forwardRows(point, 1);
    return point.layers.map(({ activations }) => Float64Array.from(activations));
  };
}
