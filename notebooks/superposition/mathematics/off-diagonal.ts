/** The entries `[n (n − 1)]` of a square matrix `[n, n]` off its diagonal, row by row. */
export function offDiagonal(matrix: ArrayLike<number>): Float64Array {
  const n = Math.round(Math.sqrt(matrix.length));
  const entries = new Float64Array(n * (n - 1));
  let next = 0;
  for (let at = 0; at < matrix.length; ++at) if (at % (n + 1) !== 0) entries[next++] = matrix[at];
  return entries;
}

/** √(Σ vᵢ² / n), 0 of no values. */
export function rootMeanSquare(values: ArrayLike<number>): number {
  if (values.length === 0) return 0;
  let sum = 0;
  for (let i = 0; i < values.length; ++i) sum += values[i] ** 2;
  return Math.sqrt(sum / values.length);
}

/**
 * The smallest root mean square that the entries off the diagonal of a matrix of rank r can have, given its diagonal
 * `[n]`, n > 1: √(((Σ d)²/r − Σ d²) / (n (n − 1))), since (tr A)² ≤ r ‖A‖² by the inequality of Cauchy and Schwarz.
 * With a diagonal of ones it is the Welch bound.
 */
export function leastOffDiagonal(diagonal: ArrayLike<number>, rank: number): number {
  const n = diagonal.length;
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < n; ++i) {
    sum += diagonal[i];
    squares += diagonal[i] ** 2;
  }
  return Math.sqrt(Math.max(0, sum ** 2 / rank - squares) / (n * (n - 1)));
}
