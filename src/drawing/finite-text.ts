import { fixed } from "./format";

/** A number with three decimals; in words where training has made it infinite or no number at all. */
export function finiteText(value: number): string {
  return Number.isFinite(value) ? fixed(value, 3) : "not finite";
}
