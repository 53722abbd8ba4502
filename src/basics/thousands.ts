/**
 * Digits with thousands separators: "33,281".
 * By hand, since `toLocaleString` takes a tenth of a millisecond, and its first call tens of them.
 */
export function withThousands(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A number, rounded to a whole one, with thousands separators. */
export function whole(value: number): string {
  return withThousands(value.toFixed(0));
}
