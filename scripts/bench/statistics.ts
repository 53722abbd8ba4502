/** Other programs only ever slow one down: of several measurements of the same, the smallest says most. */
export function best(values: readonly number[]): number {
  return Math.min(...values);
}

/** Where nine tenths lie below, and so on; the median of an even number of values is the upper of both in the middle. */
export function quantile(values: readonly number[], fraction: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(fraction * sorted.length))];
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function sum<T>(items: readonly T[], valueIn: (item: T) => number): number {
  return items.reduce((total, item) => total + valueIn(item), 0);
}
