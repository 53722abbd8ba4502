import type { Gains } from "../mathematics/gains";
import { diagonal } from "../mathematics/weights";

/** How each feature alone is answered by its own output: at 1 and at −1, and in proportion between 0 and either. */
export interface OwnResponses {
  /** `[n]` The gains. */
  readonly up: Float64Array;
  /** `[n]` Ideally 0. */
  readonly down: Float64Array;
}

/** The responses of the network, and of the one beside which it is shown, if there is one. */
export interface BothResponses {
  readonly own: OwnResponses;
  readonly other: OwnResponses | undefined;
}

/** The responses that stand on the diagonals of the gains. */
export function ownResponses({ up, down }: Gains): OwnResponses {
  return { up: diagonal(up), down: diagonal(down) };
}

/** Where a response is drawn: pixels of the values −1, 0 and 1 of the feature, and those of its answers. */
export interface ResponseScales {
  x(value: number): number;
  y(answer: number): number;
}

/** The path of one response: two lines that meet at 0; nothing where an answer is not finite. */
export function responsePath(up: number, down: number, { x, y }: ResponseScales): string {
  if (!(Number.isFinite(up) && Number.isFinite(down))) return "";
  const point = (value: number, answer: number): string =>
    `${x(value).toFixed(1)} ${y(answer).toFixed(1)}`;
  return `M${point(-1, down)}L${point(0, 0)}L${point(1, up)}`;
}
