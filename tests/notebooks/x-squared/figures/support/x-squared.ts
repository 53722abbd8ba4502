import {
  xSquaredArchitecture,
  xSquaredDomain,
} from "../../../../../notebooks/x-squared/mathematics/dataset";
import { decompositionExtent } from "../../../../../notebooks/x-squared/mathematics/extent";
import { keysOf } from "../../../../../notebooks/x-squared/mathematics/keys";
import { activationMap } from "../../../../../src/network/activations";
import { float64Network } from "../../../../../src/network/copy";
import { decomposer, firstOrder } from "../../../../../src/network/decompose";
import { predict } from "../../../../../src/network/forward";
import { initialise } from "../../../../../src/network/initialise";
import { seeded } from "../../../../../src/network/random";

export const domain = xSquaredDomain;

/** −10, −9.5, … 10 */
export const inputs = Float32Array.from({ length: 41 }, (_, i) => (i - 20) / 2);
export const targets = inputs.map((x) => x * x);

/** A small network of the page on x², and what its figures show of it. */
export function smallNetwork(width = 4, seed = 1) {
  const network = float64Network(initialise(xSquaredArchitecture(width), seeded(seed)));
  const takeApart = decomposer(network);
  return {
    network,
    keys: keysOf(network),
    activations: activationMap(network, inputs),
    predictions: predict(network, inputs),
    extent: decompositionExtent(network, domain, true),
    order: Array.from({ length: width }, (_, i) => i),
    takeApart: (x: number) => firstOrder(takeApart(x)),
  };
}

/** The bars of a path: where each begins along its axis, and how far it goes up or to the right. */
export function barsOf(path: Element): { along: number; across: number }[] {
  const d = path.getAttribute("d")!;
  const up = [...d.matchAll(/M([-\d.]+) [-\d.]+h[-\d.]+v([-\d.]+)/g)];
  const right = [...d.matchAll(/M[-\d.]+ ([-\d.]+)v[-\d.]+h([-\d.]+)/g)];
  return [
    ...up.map(([, along, down]) => ({ along: Number(along), across: -Number(down) })),
    ...right.map(([, along, across]) => ({ along: Number(along), across: Number(across) })),
  ];
}
