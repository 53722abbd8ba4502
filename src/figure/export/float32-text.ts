/** Significant digits that tell every two float32 numbers apart, and those of which none is lost on the way there and back. */
const [most, kept] = [9, 6];
/** Smaller ones have fewer bits, and need fewer digits. */
const smallestNormal = 2 ** -126;

/**
 * The shortest decimal that, read as float32, is the float32 nearest to the value: 0.1 for the number that, as a double,
 * is 0.10000000149011612.
 */
export function float32Text(value: number): string {
  const single = Math.fround(value);
  const fewest = Math.abs(single) < smallestNormal ? 1 : kept;
  for (let digits = fewest; digits < most; ++digits) {
    const decimal = Number(single.toPrecision(digits));
    if (Math.fround(decimal) === single) return String(decimal);
  }
  return String(Number(single.toPrecision(most)));
}
