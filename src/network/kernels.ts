/*
 * The matrix products that everything else is made of. All work on Float64Array alone: engines
 * compile a loop for one kind of array much better than for two, and the precision is for free.
 */

/**
 * C = A·Bᵀ, or C += A·Bᵀ: every product of a dense layer takes this form once the right operands
 * are transposed, so that both are read along their rows.
 * Blocks of 4×4 outputs are kept in scalars while their rows are read once.
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
  const tiledRows = m - (m % 4);
  const tiledColumns = n - (n % 4);
  if (!accumulate) c.fill(0, 0, m * n);
  for (let i = 0; i < tiledRows; i += 4) {
    for (let j = 0; j < tiledColumns; j += 4) tile(c, a, b, i, j, n, k);
    dots(c, a, b, i, i + 4, tiledColumns, n, n, k);
  }
  dots(c, a, b, tiledRows, m, 0, n, n, k);
}

/** Adds to the 4×4 block of C at row i, column j. */
function tile(
  c: Float64Array,
  a: Float64Array,
  b: Float64Array,
  i: number,
  j: number,
  n: number,
  k: number,
): void {
  const a0 = i * k;
  const a1 = a0 + k;
  const a2 = a1 + k;
  const a3 = a2 + k;
  const b0 = j * k;
  const b1 = b0 + k;
  const b2 = b1 + k;
  const b3 = b2 + k;
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
  let s30 = 0;
  let s31 = 0;
  let s32 = 0;
  let s33 = 0;
  for (let p = 0; p < k; ++p) {
    const y0 = b[b0 + p];
    const y1 = b[b1 + p];
    const y2 = b[b2 + p];
    const y3 = b[b3 + p];
    const x0 = a[a0 + p];
    s00 += x0 * y0;
    s01 += x0 * y1;
    s02 += x0 * y2;
    s03 += x0 * y3;
    const x1 = a[a1 + p];
    s10 += x1 * y0;
    s11 += x1 * y1;
    s12 += x1 * y2;
    s13 += x1 * y3;
    const x2 = a[a2 + p];
    s20 += x2 * y0;
    s21 += x2 * y1;
    s22 += x2 * y2;
    s23 += x2 * y3;
    const x3 = a[a3 + p];
    s30 += x3 * y0;
    s31 += x3 * y1;
    s32 += x3 * y2;
    s33 += x3 * y3;
  }
  const c0 = i * n + j;
  const c1 = c0 + n;
  const c2 = c1 + n;
  const c3 = c2 + n;
  c[c0] += s00;
  c[c0 + 1] += s01;
  c[c0 + 2] += s02;
  c[c0 + 3] += s03;
  c[c1] += s10;
  c[c1 + 1] += s11;
  c[c1 + 2] += s12;
  c[c1 + 3] += s13;
  c[c2] += s20;
  c[c2 + 1] += s21;
  c[c2 + 2] += s22;
  c[c2 + 3] += s23;
  c[c3] += s30;
  c[c3 + 1] += s31;
  c[c3 + 2] += s32;
  c[c3 + 3] += s33;
}

/** Adds to the block of C of rows [fromRow, toRow) and columns [fromColumn, toColumn): what no tile covers. */
function dots(
  c: Float64Array,
  a: Float64Array,
  b: Float64Array,
  fromRow: number,
  toRow: number,
  fromColumn: number,
  toColumn: number,
  n: number,
  k: number,
): void {
  for (let i = fromRow; i < toRow; ++i) {
    const a0 = i * k;
    for (let j = fromColumn; j < toColumn; ++j) {
      const b0 = j * k;
      let sum = 0;
      for (let p = 0; p < k; ++p) sum += a[a0 + p] * b[b0 + p];
      c[i * n + j] += sum;
    }
  }
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
