import type { Activation } from "./activation";
import type { Layer, Network } from "./network";
import { quoted, SafetensorsError, shapeText, type Tensor } from "./safetensors";

/*
 * The names of the state_dict of a PyTorch module whose `unit` is
 * Sequential(Linear, GELU, Linear, GELU, …, Linear), or with another activation: unit.0.weight, unit.0.bias,
 * unit.2.weight, … What the activation is, it does not say.
 */

/**
 * The network's tensors by name, its own arrays.
 * @param prefix stands before each name, with its dot, where a file holds several networks: "epoch-500."
 */
export function toStateDict(network: Network, prefix = ""): Map<string, Tensor> {
  const tensors = new Map<string, Tensor>();
  for (const [i, { inputs, outputs, weight, bias }] of network.layers.entries()) {
    tensors.set(`${prefix}unit.${2 * i}.weight`, { shape: [outputs, inputs], data: weight });
    if (bias.length > 0)
      tensors.set(`${prefix}unit.${2 * i}.bias`, { shape: [outputs], data: bias });
  }
  return tensors;
}

/** How many names from a file are told in a sentence. */
const told = 3;

/** Names from a file, in a sentence: a few of them, and how many more there are; nothing where there are none. */
export function listed(names: readonly string[]): string {
  const [few, more] = [names.slice(0, told).map(quoted), names.length - told];
  return more > 0 ? `${few.join(", ")} and ${more} more` : few.join(", ");
}

/** What a state_dict does not say of its network, or may say in two ways. */
export interface StateDictOptions {
  /** Stands before the names of this network's tensors. */
  readonly prefix?: string;
  /** Between the layers; GELU by default. */
  readonly activation?: Activation;
  /** Whether the layers have biases; they do by default. */
  readonly bias?: boolean;
}

/**
 * The network of a state_dict: any chain of dense layers that fit one another.
 * Tensors whose names lack the prefix belong to other networks and are passed over.
 * @throws SafetensorsError that names a tensor which is missing, unexpected or of the wrong shape
 */
export function fromStateDict(
  tensors: ReadonlyMap<string, Tensor>,
  { prefix = "", activation = "gelu", bias: biased = true }: StateDictOptions = {},
): Network {
  const layers: Layer[] = [];
  const used = new Set<string>();
  const take = (name: string): Tensor => {
    const tensor = tensors.get(name);
    if (tensor === undefined)
      throw new SafetensorsError(
        `Expected a tensor "${name}", found ${listed([...tensors.keys()]) || "none"}.`,
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
    const bias = biased ? take(`${layer}.bias`) : { shape: [0], data: new Float32Array(0) };
    if (biased && (bias.shape.length !== 1 || bias.shape[0] !== outputs))
      throw new SafetensorsError(
        `Expected shape [${outputs}] in tensor "${layer}.bias", found ${shapeText(bias.shape)}.`,
      );
    layers.push({ inputs, outputs, activation, weight: weight.data, bias: bias.data });
  } while (tensors.has(`${prefix}unit.${2 * layers.length}.weight`));

  for (const name of tensors.keys())
    if (name.startsWith(prefix) && !used.has(name))
      throw new SafetensorsError(
        `Expected ${layers.length} layers, up to "${prefix}unit.${2 * layers.length - 2}.${biased ? "bias" : "weight"}", found ${quoted(name)} besides.`,
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
