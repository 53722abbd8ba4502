import { fixed } from "./format";

/**
 * Two or three terms and their total, written so that the numbers as shown add up exactly.
 * Where rounding alone would be off by one in the last digit, the term that is nearer to it is rounded the other way.
 * Terms that truly do not add up are shown as they are.
 */
export function addingUp<
  Terms extends readonly [number, number] | readonly [number, number, number],
>(
  total: number,
  terms: Terms,
  decimals = decimalsFor(Math.max(...[total, ...terms].map(Math.abs))),
): { total: string; terms: { [Place in keyof Terms]: string } } {
  const scale = 10 ** decimals;
  const whole = Math.round(total * scale);
  const exact = terms.map((term) => term * scale);
  const shown = exact.map(Math.round);
  const off = shown.reduce((rest, term) => rest - term, whole);
  if (Math.abs(off) === 1) {
    const residue = exact.map((term, i) => (term - shown[i]) * off);
    shown[residue.indexOf(Math.max(...residue))] += off;
  }
  return {
    total: fixed(whole / scale, decimals),
    terms: shown.map((term) => fixed(term / scale, decimals)) as {
      [Place in keyof Terms]: string;
    },
  };
}

/** Decimals of a prediction: a thousandth, less for values that are large. */
function decimalsFor(largest: number): number {
  if (largest < 1000) return 3;
  return largest < 100_000 ? 1 : 0;
}
