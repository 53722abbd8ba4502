import { rowCount } from "./batch";
import { gelu } from "./gelu";
import type { Floats, Network } from "./network";

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
