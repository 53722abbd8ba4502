import { count } from "../../../src/drawing/format";
import type { Key } from "../mathematics/keys";

/** How many keys fire, wherever in the domain one asks. */
export function firingText({ least, most }: { least: number; most: number }, keys: number): string {
  const range = least === most ? count(most) : `${count(least)} to ${count(most)}`;
  return `${range} of the ${count(keys)} ${most === 1 ? "fires" : "fire"}`;
}

/** What the rows of the activations are when they are sorted by pivot: of one family of half-lines or two. */
export function familiesText(keys: readonly Key[]): string {
  const right = keys.filter(({ facing }) => facing === 1).length;
  const left = keys.filter(({ facing }) => facing === -1).length;
  const flat = keys.length - right - left;
  const others =
    flat === 0 ? "" : ` (${count(flat)} with w = 0 ${flat === 1 ? "has" : "have"} no side)`;
  if (right > 0 && left > 0)
    return `Sorted by pivot, the rows fall into the two families of half-lines: ${count(right)} ${right === 1 ? "rises" : "rise"} to the right and ${count(left)} to the left${others}.`;
  if (right + left === 0) return "Here no key has a side: all weights are 0.";
  return `Here all of them rise to the ${right > 0 ? "right" : "left"}${others}.`;
}
