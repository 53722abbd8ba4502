import type { OneHot } from "../../network/batch";

/*
 * Matrices in textures, as TensorFlow.js packs them: a texel holds the 2×2 block (r, c), (r, c+1),
 * (r+1, c), (r+1, c+1), and texels at the edges of a matrix with an odd number of rows or columns
 * reach beyond it. Matrix products read those parts, so they must be zero.
 */

/** Texels for so many rows or columns. */
export function texelsFor(count: number): number {
  return Math.ceil(count / 2);
}

/** Where an element stands among the floats of a texture. @param width of the texture, in texels */
export function placeOf(row: number, column: number, width: number): number {
  return 4 * ((row >> 1) * width + (column >> 1)) + 2 * (row & 1) + (column & 1);
}

/**
 * Writes a matrix into texels that are exactly as wide.
 * @param matrix `[rows, columns]`, row-major
 * @param firstRow of the matrix among all rows of the texels
 */
export function packMatrix(
  texels: Float32Array,
  firstRow: number,
  matrix: ArrayLike<number>,
  columns: number,
): void {
  const width = texelsFor(columns);
  for (let i = 0, row = firstRow; i < matrix.length; ++row)
    for (let column = 0; column < columns; ++column, ++i)
      texels[placeOf(row, column, width)] = matrix[i];
}

/** Writes one-hot rows as the matrix that they stand for, where zeros are. @param columns that the ones are among */
export function packOneHot(
  texels: Float32Array,
  firstRow: number,
  { indices, perRow }: OneHot,
  columns: number,
): void {
  const width = texelsFor(columns);
  for (let i = 0; i < indices.length; ++i)
    texels[placeOf(firstRow + Math.floor(i / perRow), indices[i], width)] += 1;
}

/** The first rows of a matrix in texels that are exactly as wide: `[rows, columns]`, row-major. */
export function unpackMatrix(
  texels: Float32Array,
  rows: number,
  columns: number,
): Float32Array<ArrayBuffer> {
  const width = texelsFor(columns);
  const matrix = new Float32Array(rows * columns);
  for (let row = 0, i = 0; row < rows; ++row)
    for (let column = 0; column < columns; ++column, ++i)
      matrix[i] = texels[placeOf(row, column, width)];
  return matrix;
}
