import type { Layer, Network } from "./network";
import { SafetensorsError, shapeText, type Tensor } from "./safetensors";

/*
 * The names of the state_dict of a PyTorch module whose `unit` is
 * Sequential(Linear, GELU, Linear, GELU, …, Linear): unit.0.weight, unit.0.bias, unit.2.weight, …
 */

/**
 * The network's tensors by name, its own arrays.
 * @param prefix stands before each name, with its dot, where a file holds several networks: "epoch-500."
 */
export function toStateDict(network: Network, prefix = ""): Map<string, Tensor> {
  const tensors = new Map<string, Tensor>();
  for (const [i, { inputs, outputs, weight, bias }] of network.layers.entries()) {
    tensors.set(`${prefix}unit.${2 * i}.weight`, { shape: [outputs, inputs], data: weight });
    tensors.set(`${prefix}unit.${2 * i}.bias`, { shape: [outputs], data: bias });
  }
  return tensors;
}

/**
 * The network of a state_dict: any chain of dense layers that fit one another.
 * Tensors whose names lack the prefix belong to other networks and are passed over.
 * @throws SafetensorsError that names a tensor which is missing, unexpected or of the wrong shape
 */
export function fromStateDict(tensors: ReadonlyMap<string, Tensor>, prefix = ""): Network {
  const layers: Layer[] = [];
  const used = new Set<string>();
  const take = (name: string): Tensor => {
    const tensor = tensors.get(name);
    if (tensor === undefined)
      throw new SafetensorsError(
        `Expected a tensor "${name}", found ${[...tensors.keys()].map((other) => `"${other}"`).join(", ") || "none"}.`,
      );
    used.add(name);
    return tensor;
  };

  do {
    const layer = `${prefix}unit.${2 * layers.length}`;
    const weight = take(`${layer}.weight`);
    const before = layers.at(-1)?.outputs;
    const [outputs, inputs] = weight.shape;
    if (weight.shape.length !== 2 || (before !== undefined && inputs !== before))
      throw new SafetensorsError(
        `Expected shape [outputs, ${before ?? "inputs"}] in tensor "${layer}.weight", found ${shapeText(weight.shape)}.`,
      );
    const bias = take(`${layer}.bias`);
    if (bias.shape.length !== 1 || bias.shape[0] !== outputs)
      throw new SafetensorsError(
        `Expected shape [${outputs}] in tensor "${layer}.bias", found ${shapeText(bias.shape)}.`,
      );
    layers.push({ inputs, outputs, activation: "gelu", weight: weight.data, bias: bias.data });
  } while (tensors.has(`${prefix}unit.${2 * layers.length}.weight`));

  for (const name of tensors.keys())
    if (name.startsWith(prefix) && !used.has(name))
      throw new SafetensorsError(
        `Expected ${layers.length} layers, up to "${prefix}unit.${2 * layers.length - 2}.bias", found "${name}" besides.`,
      );
  layers.push({ ...layers.pop()!, activation: "identity" });
  return { layers };
}

/**
 * Checks that a network has the widths that are wanted.
 * @throws SafetensorsError that names the first tensor of another shape
 */
export function expectWidths(network: Network, widths: readonly number[], prefix = ""): void {
  for (let i = 0; i < widths.length - 1; ++i) {
    const layer = network.layers[i];
    const name = `${prefix}unit.${2 * i}.weight`;
    const expected = shapeText([widths[i + 1], widths[i]]);
    const present = layer ? shapeText([layer.outputs, layer.inputs]) : "no such tensor";
    if (expected !== present)
      throw new SafetensorsError(
        `Expected shape ${expected} in tensor "${name}", found ${present}.`,
      );
  }
  if (network.layers.length !== widths.length - 1)
    throw new SafetensorsError(
      `Expected ${widths.length - 1} layers, found ${network.layers.length}.`,
    );
}
