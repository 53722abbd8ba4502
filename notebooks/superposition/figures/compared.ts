import { fixed } from "../../../src/drawing/format";

/** Numbers closer than this part of theirs are the same in words: measured errors scatter by as much. */
const margin = 0.05;

/** Whether one number is smaller than another by more than they scatter (−1), larger (1), or neither (0). */
export function order(value: number, reference: number): -1 | 0 | 1 {
  const most = Math.max(Math.abs(value), Math.abs(reference));
  if (!(Math.abs(value - reference) > margin * most)) return 0;
  return value < reference ? -1 : 1;
}

/** How many times one is of another: "0.31", "2.1", "12". */
export function times(factor: number): string {
  return fixed(factor, factor < 0.995 ? 2 : factor < 9.95 ? 1 : 0);
}

/** A probability in two digits: "0.02", "0.43", "1". */
export function chance(p: number): string {
  return String(Number(p.toPrecision(2)));
}

/** The same in one digit, which is what curves measured by samples can tell of where they cross: "0.4". */
export function roughChance(p: number): string {
  return String(Number(p.toPrecision(1)));
}

/** How an error compares with another that is not 0: "2.1 times smaller", "1.3 times larger", "as large". */
export function compared(value: number, reference: number): string {
  switch (order(value, reference)) {
    case -1:
      return value === 0 ? "none" : smaller(reference / value);
    case 1:
      return larger(value / reference);
    case 0:
      return "as large";
  }
}

function smaller(factor: number): string {
  return factor < 1.1 ? "a little smaller" : `${times(factor)} times smaller`;
}

function larger(factor: number): string {
  return factor < 1.1 ? "a little larger" : `${times(factor)} times larger`;
}

/** A number with so many decimals, or "not finite" of a network that diverged. */
export function decimal(value: number, decimals: number): string {
  return Number.isFinite(value) ? fixed(value, decimals) : "not finite";
}
