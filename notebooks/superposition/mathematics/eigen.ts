/**
 * The eigenvalues `[m]` and eigenvectors `[m, m]`, one a row, of a symmetric matrix `[m, m]`, by Jacobi's rotations
 * (Golub & Van Loan, "Matrix Computations", 8.5), each of which makes one entry beside the diagonal 0.
 */
export function eigen(
  symmetric: Float64Array,
  size: number,
): { readonly values: Float64Array; readonly vectors: Float64Array } {
  const matrix = symmetric.slice();
  const vectors = new Float64Array(size * size);
  for (let k = 0; k < size; ++k) vectors[k * (size + 1)] = 1;
  const tiny = 1e-14 * Math.sqrt(dot(matrix, matrix));
  // Some eight sweeps are enough for a hundred rows: they converge quadratically.
  for (let sweep = 0, left = true; left && sweep < 30; ++sweep) {
    left = false;
    for (let p = 0; p < size; ++p)
      for (let q = p + 1; q < size; ++q) {
        const beside = matrix[p * size + q];
        if (!(Math.abs(beside) > tiny)) continue;
        left = true;
        const ratio = (matrix[q * (size + 1)] - matrix[p * (size + 1)]) / (2 * beside);
        const tangent = (ratio < 0 ? -1 : 1) / (Math.abs(ratio) + Math.hypot(1, ratio));
        const cosine = 1 / Math.hypot(1, tangent);
        rotateRows(matrix, size, p, q, cosine, tangent * cosine);
        rotateColumns(matrix, size, p, q, cosine, tangent * cosine);
        rotateRows(vectors, size, p, q, cosine, tangent * cosine);
      }
  }
  return { values: Float64Array.from({ length: size }, (_, k) => matrix[k * (size + 1)]), vectors };
}

function rotateRows(
  matrix: Float64Array,
  size: number,
  p: number,
  q: number,
  cosine: number,
  sine: number,
): void {
  for (let k = 0; k < size; ++k) {
    const [a, b] = [matrix[p * size + k], matrix[q * size + k]];
    matrix[p * size + k] = cosine * a - sine * b;
    matrix[q * size + k] = sine * a + cosine * b;
  }
}

function rotateColumns(
  matrix: Float64Array,
  size: number,
  p: number,
  q: number,
  cosine: number,
  sine: number,
): void {
  for (let k = 0; k < size; ++k) {
    const [a, b] = [matrix[k * size + p], matrix[k * size + q]];
    matrix[k * size + p] = cosine * a - sine * b;
    matrix[k * size + q] = sine * a + cosine * b;
  }
}

/** Σ aₖ bₖ */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; ++k) sum += a[k] * b[k];
  return sum;
}
