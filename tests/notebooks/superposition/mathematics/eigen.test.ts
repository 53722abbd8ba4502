import { expect, test } from "vitest";
import { dot, eigen } from "../../../../notebooks/superposition/mathematics/eigen";
import { seeded } from "../../../../src/network/random";

/** A symmetric matrix of numbers in (−2, 2). */
function symmetric(size: number, seed: number): Float64Array {
  const random = seeded(seed);
  const some = Float64Array.from({ length: size * size }, () => 2 * random() - 1);
  return some.map((_, at) => some[at] + some[(at % size) * size + Math.floor(at / size)]);
}

/** A row of a square matrix. */
function row(matrix: Float64Array, size: number, at: number): Float64Array {
  return matrix.subarray(at * size, (at + 1) * size);
}

test("eigenvectors are orthonormal and the matrix only stretches them, by their eigenvalues", () => {
  for (const size of [1, 2, 3, 10, 60]) {
    const matrix = symmetric(size, size);
    const { values, vectors } = eigen(matrix, size);
    for (let k = 0; k < size; ++k) {
      const vector = row(vectors, size, k);
      for (let l = 0; l < size; ++l) {
        expect(dot(vector, row(vectors, size, l))).toBeCloseTo(Number(k === l), 12);
        expect(dot(row(matrix, size, l), vector)).toBeCloseTo(values[k] * vector[l], 11);
      }
    }
  }
});

test("the eigenvalues of a matrix known by hand", () => {
  const { values } = eigen(Float64Array.of(2, 1, 1, 2), 2);
  expect([...values].sort()).toEqual([expect.closeTo(1, 14), expect.closeTo(3, 14)]);
});

test("a matrix that is not finite ends, and so does one of nothing", () => {
  expect(eigen(Float64Array.of(1, Number.NaN, Number.NaN, 1), 2).vectors).toHaveLength(4);
  expect([...eigen(new Float64Array(4), 2).vectors]).toEqual([1, 0, 0, 1]);
});
