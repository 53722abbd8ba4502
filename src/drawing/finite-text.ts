import { fixed } from "./format";

/** A number with so many decimals; in words where training has made it infinite or no number at all. */
export function finiteText(value: number, decimals = 3): string {
  return Number.isFinite(value) ? fixed(value, decimals) : "not finite";
}
