/** Significant digits from which on decimals can tell every two float32 numbers apart; with six none is lost on the way back. */
const [fewest, most] = [6, 9];

/**
 * The shortest decimal that, read as float32, is the float32 nearest to the value: 0.1 for the number that, as a double,
 * is 0.10000000149011612.
 */
export function float32Text(value: number): string {
  const single = Math.fround(value);
  for (let digits = fewest; digits < most; ++digits) {
    const text = Number(single.toPrecision(digits));
    if (Math.fround(text) === single) return String(text);
  }
  return String(Number(single.toPrecision(most)));
}
