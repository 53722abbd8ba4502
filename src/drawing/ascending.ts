/** The indices of values from the smallest to the largest, equal ones in their order; those that are not numbers last. */
export function ascending(values: ArrayLike<number>): number[] {
  const key = (i: number): number =>
    Number.isNaN(values[i]) ? Number.POSITIVE_INFINITY : values[i];
  return Array.from(values, (_, i) => i).sort((a, b) => key(a) - key(b) || a - b);
}
