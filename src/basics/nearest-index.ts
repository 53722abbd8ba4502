/** Index of the entry nearest to a value; the later of two. */
export function nearestIndex(entries: readonly number[], value: number): number {
  const distances = entries.map((entry) => Math.abs(entry - value));
  return distances.lastIndexOf(Math.min(...distances));
}
