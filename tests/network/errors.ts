import { type Network, parametersOf } from "../../src/network/network";

/** ‖found − expected‖ / ‖expected‖, or ‖found‖ where nothing but zeros is expected. */
export function relativeError(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (found.length !== expected.length) return Infinity;
  let difference = 0;
  let size = 0;
  for (let i = 0; i < expected.length; ++i) {
    difference += (found[i] - expected[i]) ** 2;
    size += expected[i] ** 2;
  }
  return Math.sqrt(difference / (size || 1));
}

/** The largest relative error of any tensor of a network. */
export function worstTensor(found: Network, expected: Network): number {
  const values = parametersOf(expected);
  return Math.max(...parametersOf(found).map((array, i) => relativeError(array, values[i])));
}
