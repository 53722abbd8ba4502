import type { Network } from "../../../src/network/network";

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
 * The fewest and the most keys that fire (w·x + b > 0) at one query, over a whole domain: between two pivots nothing
 * changes, so the pivots, a query between any two and the ends are all that there is.
 * @param domain [low, high]
 */
export function firingRange(
  keys: readonly Key[],
  [low, high]: readonly [number, number],
): { least: number; most: number } {
  const pivots = keys.map(({ pivot }) => pivot).filter((pivot) => pivot > low && pivot < high);
  const ends = [low, ...pivots.sort((a, b) => a - b), high];
  const between = ends.slice(1).map((end, i) => (end + ends[i]) / 2);
  const counts = [...ends, ...between].map(
    (x) => keys.filter(({ weight, bias }) => weight * x + bias > 0).length,
  );
  return { least: Math.min(...counts), most: Math.max(...counts) };
}
