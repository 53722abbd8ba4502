import type { Floats, Network } from "../../../src/network/network";

/** A first-layer neuron of a network with one input, as a key: it matches the half-line where w·x + b > 0. */
export interface Key {
  readonly index: number;
  /** w */
  readonly weight: number;
  /** b */
  readonly bias: number;
  /** −b/w, the end of the half-line; ±Infinity where w = 0 and the key matches everything or nothing. */
  readonly pivot: number;
  /** Which way the half-line goes from the pivot: 1 up, −1 down, 0 where w = 0. */
  readonly facing: 1 | -1 | 0;
}

/**
 * The keys of a network with one input, in the order of its neurons.
 * Where w = 0, the pivot is −Infinity if the key matches everywhere (b > 0), else Infinity.
 * @throws RangeError if the network has more inputs
 */
export function keysOf(network: Network): Key[] {
  const { inputs, outputs, weight, bias } = network.layers[0];
  if (inputs !== 1) throw new RangeError(`Keys need a network with 1 input, not ${inputs}.`);
  return Array.from({ length: outputs }, (_, index) => {
    const w = weight[index];
    const b = bias[index];
    return {
      index,
      weight: w,
      bias: b,
      pivot: w === 0 ? (b > 0 ? -Infinity : Infinity) : -b / w + 0,
      facing: w > 0 ? 1 : w < 0 ? -1 : 0,
    };
  });
}

/**
 * The fewest and the most keys that fire (w·x + b > 0) at one query, over the given queries.
 * @param inputs `[N]`
 */
export function firingRange(keys: readonly Key[], inputs: Floats): { least: number; most: number } {
  let least = keys.length;
  let most = 0;
  for (const x of inputs) {
    let firing = 0;
    for (const { weight, bias } of keys) if (weight * x + bias > 0) ++firing;
    least = Math.min(least, firing);
    most = Math.max(most, firing);
  }
  return { least, most };
}
