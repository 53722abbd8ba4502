import { magnitude } from "./format";

/** A quantity of either sign with 3 significant digits and a true minus sign: "0.388", "−0.0412", "0". */
export function significant(value: number): string {
  return value < 0 && Number.isFinite(value) ? `−${magnitude(-value)}` : magnitude(value);
}

/** The decimals with which terms of a sum are shown so that the sum has 3 significant digits, at most 6. */
export function decimalsOf(sum: number): number {
  if (sum === 0 || !Number.isFinite(sum)) return 2;
  return Math.min(6, Math.max(0, 2 - Math.floor(Math.log10(Math.abs(sum)))));
}
