/*
 * The matrix products that everything else is made of. All work on Float64Array alone: engines
 * compile a loop for one kind of array much better than for two, and the precision is for free.
 */

/**
 * C = A·Bᵀ, or C += A·Bᵀ: every product of a dense layer takes this form once the right operands
 * are transposed, so that both are read along their rows.
 * Blocks of 3×4 outputs are kept in scalars while their rows are read once: of the sizes tried,
 * the fastest in V8, which runs out of registers beyond. `| 0` tells it that indices do not overflow.
 * @param c `[m, n]`, row-major
 * @param a `[m, k]`, row-major
 * @param b `[n, k]`, row-major
 * @param accumulate adds to C rather than overwrite it
 */
export function multiplyTransposed(
  c: Float64Array,
  a: Float64Array,
  b: Float64Array,
  m: number,
  n: number,
  k: number,
  accumulate: boolean,
): void {
  const tiledRows = m - (m % 3);
  const tiledColumns = n - (n % 4);
  if (!accumulate) c.fill(0, 0, m * n);
  for (let i = 0; i < tiledRows; i += 3)
    for (let j = 0; j < tiledColumns; j += 4) addTile(c, a, b, i, j, n, k);
  for (let i = tiledRows; i < m; ++i)
    for (let j = 0; j < tiledColumns; j += 4) addRowTile(c, a, b, i, j, n, k);
  for (let i = 0; i < m; ++i) for (let j = tiledColumns; j < n; ++j) addDot(c, a, b, i, j, n, k);
}

/** Adds to the 3×4 block of C at row i, column j. */
function addTile(
  c: Float64Array,
  a: Float64Array,
  b: Float64Array,
  i: number,
  j: number,
  n: number,
  k: number,
): void {
  let a0 = Math.imul(i, k);
  let a1 = Math.imul(i + 1, k);
  let a2 = Math.imul(i + 2, k);
  let b0 = Math.imul(j, k);
  let b1 = Math.imul(j + 1, k);
  let b2 = Math.imul(j + 2, k);
  let b3 = Math.imul(j + 3, k);
  let s00 = 0;
  let s01 = 0;
  let s02 = 0;
  let s03 = 0;
  let s10 = 0;
  let s11 = 0;
  let s12 = 0;
  let s13 = 0;
  let s20 = 0;
  let s21 = 0;
  let s22 = 0;
  let s23 = 0;
  for (let p = 0; p < k; ++p) {
    const y0 = b[b0];
    const y1 = b[b1];
    const y2 = b[b2];
    const y3 = b[b3];
    const x0 = a[a0];
    s00 += x0 * y0;
    s01 += x0 * y1;
    s02 += x0 * y2;
    s03 += x0 * y3;
    const x1 = a[a1];
    s10 += x1 * y0;
    s11 += x1 * y1;
    s12 += x1 * y2;
    s13 += x1 * y3;
    const x2 = a[a2];
    s20 += x2 * y0;
    s21 += x2 * y1;
    s22 += x2 * y2;
    s23 += x2 * y3;
    a0 = (a0 + 1) | 0;
    a1 = (a1 + 1) | 0;
    a2 = (a2 + 1) | 0;
    b0 = (b0 + 1) | 0;
    b1 = (b1 + 1) | 0;
    b2 = (b2 + 1) | 0;
    b3 = (b3 + 1) | 0;
  }
  const c0 = i * n + j;
  c[c0] += s00;
  c[c0 + 1] += s01;
  c[c0 + 2] += s02;
  c[c0 + 3] += s03;
  const c1 = c0 + n;
  c[c1] += s10;
  c[c1 + 1] += s11;
  c[c1 + 2] += s12;
  c[c1 + 3] += s13;
  const c2 = c1 + n;
  c[c2] += s20;
  c[c2 + 1] += s21;
  c[c2 + 2] += s22;
  c[c2 + 3] += s23;
}

/** Adds to the four outputs of C from row i, column j: rows that fill no tile, and single queries. */
function addRowTile(
  c: Float64Array,
  a: Float64Array,
  b: Float64Array,
  i: number,
  j: number,
  n: number,
  k: number,
): void {
  let a0 = Math.imul(i, k);
  let b0 = Math.imul(j, k);
  let b1 = Math.imul(j + 1, k);
  let b2 = Math.imul(j + 2, k);
  let b3 = Math.imul(j + 3, k);
  let s00 = 0;
  let s01 = 0;
  let s02 = 0;
  let s03 = 0;
  for (let p = 0; p < k; ++p) {
    const y0 = b[b0];
    const y1 = b[b1];
    const y2 = b[b2];
    const y3 = b[b3];
    const x0 = a[a0];
    s00 += x0 * y0;
    s01 += x0 * y1;
    s02 += x0 * y2;
    s03 += x0 * y3;
    a0 = (a0 + 1) | 0;
    b0 = (b0 + 1) | 0;
    b1 = (b1 + 1) | 0;
    b2 = (b2 + 1) | 0;
    b3 = (b3 + 1) | 0;
  }
  const c0 = i * n + j;
  c[c0] += s00;
  c[c0 + 1] += s01;
  c[c0 + 2] += s02;
  c[c0 + 3] += s03;
}

/** Adds to the one output of C at row i, column j: columns that fill no tile. */
function addDot(
  c: Float64Array,
  a: Float64Array,
  b: Float64Array,
  i: number,
  j: number,
  n: number,
  k: number,
): void {
  const a0 = i * k;
  const b0 = j * k;
  let sum = 0;
  for (let p = 0; p < k; ++p) sum += a[a0 + p] * b[b0 + p];
  c[i * n + j] += sum;
}

/**
 * Transposes a matrix.
 * @param out `[columns, rows]`, row-major
 * @param matrix `[rows, columns]`, row-major
 */
export function transpose(
  out: Float64Array,
  matrix: Float64Array,
  rows: number,
  columns: number,
): void {
  for (let i = 0; i < rows; ++i) {
    const row = i * columns;
    for (let j = 0; j < columns; ++j) out[j * rows + i] = matrix[row + j];
  }
}
