import type { Reading } from "../engines/contract";
import { type Network, parametersOf } from "../network/network";

/** Whether the weights and their loss are finite: the loss as it is told, in float32, whatever it is computed in. */
export function isFiniteReading({ loss, network }: Reading): boolean {
  return Number.isFinite(Math.fround(loss)) && hasFiniteWeights(network);
}

/** Whether no weight and no bias is infinite or NaN. */
export function hasFiniteWeights(network: Network): boolean {
  // Zero times what is not finite is NaN; asking each number in turn would take ten times as long.
  let zero = 0;
  for (const values of parametersOf(network))
    for (let i = 0; i < values.length; ++i) zero += 0 * values[i];
  return zero === 0;
}
