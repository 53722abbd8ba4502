import { expect, test } from "vitest";
import { multiplyTransposed, transpose } from "../../src/network/kernels";
import { seeded } from "../../src/network/random";
import { largestDifference } from "./reference";

const sizes = [1, 2, 3, 4, 5, 7, 8, 13];

test("products of all small shapes are those of the formula", () => {
  const random = seeded(1);
  const matrix = (size: number): Float64Array => Float64Array.from({ length: size }, random);
  for (const m of sizes)
    for (const n of sizes)
      for (const k of [0, 1, 6]) {
        const a = matrix(m * k);
        const b = matrix(n * k);
        const before = matrix(m * n);
        const product = Float64Array.from({ length: m * n }, (_, at) => {
          let sum = 0;
          for (let p = 0; p < k; ++p) sum += a[Math.floor(at / n) * k + p] * b[(at % n) * k + p];
          return sum;
        });
        const c = before.slice();
        multiplyTransposed(c, a, b, m, n, k, false);
        expect(largestDifference(c, product)).toBeLessThan(1e-14);
        c.set(before);
        multiplyTransposed(c, a, b, m, n, k, true);
        expect(
          largestDifference(
            c,
            product.map((value, i) => value + before[i]),
          ),
        ).toBeLessThan(1e-14);
      }
});

test("a matrix is transposed", () => {
  const out = new Float64Array(6);
  transpose(out, Float64Array.of(1, 2, 3, 4, 5, 6), 2, 3);
  expect([...out]).toEqual([1, 4, 2, 5, 3, 6]);
});
