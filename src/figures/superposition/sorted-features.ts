/** The features from the smallest value to the largest; those whose value is not a number last. */
export function sortedFeatures(values: ArrayLike<number>): number[] {
  const key = (feature: number): number =>
    Number.isNaN(values[feature]) ? Number.POSITIVE_INFINITY : values[feature];
  return Array.from({ length: values.length }, (_, feature) => feature).sort((a, b) =>
    key(a) === key(b) ? a - b : key(a) - key(b),
  );
}
