/**
 * base^exponent for a whole exponent: the same bits everywhere, which `**` does not promise, and in far less time.
 */
export function integerPower(base: number, exponent: number): number {
  let result = 1;
  let factor = base;
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= factor;
    factor *= factor;
  }
  return result;
}
