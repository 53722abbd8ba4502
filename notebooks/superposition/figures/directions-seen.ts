import { count, fixed } from "../../../src/drawing/format";
import type { View } from "../../../src/figure/drawing";
import { seeded } from "../../../src/network/random";
import { principalFrame, randomFrame, shownShare, turnedFrame } from "../mathematics/projection";
import type { GeometryState } from "./geometry-texts";

/** How the directions are looked at, which one figure alone knows. */
export interface Seen {
  /** `[3, m]` to the right, up, and towards the reader. */
  readonly frame: Float64Array;
  /** The directions whose principal axes it shows, turned or not; none where it is a random view. */
  readonly principalOf: Float64Array | undefined;
  /** The random views are the same for every reader, one after the other. */
  readonly random: () => number;
}

export type GeometryView = View<GeometryState, Seen>;

/** Before anything is seen. */
export function unseen(): Seen {
  return { frame: new Float64Array(), principalOf: undefined, random: seeded(1) };
}

function principal({ directions, neurons }: GeometryState) {
  return { frame: principalFrame(directions, neurons), principalOf: directions };
}

export function lookAlongAxes({ state, look }: GeometryView): void {
  look(principal(state));
}

export function lookElsewhere({ state: { neurons }, own: { random }, look }: GeometryView): void {
  look({ frame: randomFrame(neurons, random), principalOf: undefined });
}

/** What is seen stays while the network trains, lest it jump about; another number of neurons has other dimensions. */
export function seenNow({ state, own }: GeometryView): Seen {
  if (own.frame.length !== 3 * state.neurons) Object.assign(own, principal(state));
  return own;
}

/** Turns what is seen, by radians by which what is in front goes to the right and up. */
export function turn(view: GeometryView, right: number, up: number): void {
  view.look({ frame: turnedFrame(seenNow(view).frame, right, up) });
}

/** What of the directions is seen, in words. */
export function seenTitle(
  { directions, neurons }: GeometryState,
  { frame, principalOf }: Seen,
): string {
  const shown = shownShare(directions, frame);
  if (neurons <= 3 || !Number.isFinite(shown)) return "directions among the neurons";
  const share = `${fixed(100 * shown, 0)} % of the squared length`;
  return principalOf === directions
    ? `3 principal axes: ${share}`
    : `3 of ${count(neurons)} dimensions: ${share}`;
}
