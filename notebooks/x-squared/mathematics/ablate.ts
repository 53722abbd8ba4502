import type { Network } from "../../../src/network/network";

/**
 * The network with some first-layer neurons silenced: their activations are 0 at every query
 * (their weights and biases are set to 0, and GELU(0) = 0). Other layers are shared, not copied.
 * @throws RangeError for an index that names no neuron
 */
export function withoutNeurons(network: Network, silenced: readonly number[]): Network {
  const [first, ...rest] = network.layers;
  const weight = first.weight.slice();
  const bias = first.bias.slice();
  for (const index of silenced) {
    if (!(Number.isInteger(index) && index >= 0 && index < first.outputs))
      throw new RangeError(`There is no neuron ${index} among ${first.outputs}.`);
    weight.fill(0, index * first.inputs, (index + 1) * first.inputs);
    bias[index] = 0;
  }
  return { layers: [{ ...first, weight, bias }, ...rest] };
}
