import { expect, test } from "vitest";
import { erf, gelu, geluDerivative, geluWithSlopes, normalCdf } from "../../src/network/gelu";
import { erfTable } from "../fixtures/erf-table";

test("erf is that of the C library to the last digits", () => {
  for (const [x, expected] of erfTable)
    expect(Math.abs(erf(x) - expected), `erf(${x})`).toBeLessThanOrEqual(2.3e-16);
});

test("erf is odd, and ±1 far out", () => {
  expect(erf(-0.3)).toBe(-erf(0.3));
  expect(erf(-2)).toBe(-erf(2));
  expect(erf(0)).toBe(0);
  expect([erf(30), erf(-30), erf(Infinity), erf(-Infinity)]).toEqual([1, -1, 1, -1]);
});

test.each([
  // From mpmath, with 40 digits.
  [-1, 0.15865525393145705],
  [-3, 0.0013498980316300946],
  [-5, 2.866515718791939e-7],
  [-10, 7.61985302416052e-24],
])("Φ keeps its relative precision in the tail: Φ(%d)", (x, expected) => {
  expect(normalCdf(x) / expected).toBeCloseTo(1, 13);
  expect(normalCdf(-x)).toBeCloseTo(1 - expected, 15);
});

test("GELU is x·Φ(x), near x far to the right and near 0 far to the left", () => {
  expect(gelu(0)).toBe(0);
  expect(gelu(1)).toBeCloseTo(0.8413447460685429, 15);
  expect(gelu(-1)).toBeCloseTo(-0.15865525393145707, 15);
  expect(gelu(40)).toBe(40);
  expect(gelu(-40)).toBeCloseTo(0, 15);
});

test("the derivative of GELU is its slope", () => {
  const h = 1e-5;
  for (let x = -8; x <= 8; x += 0.37)
    expect(geluDerivative(x)).toBeCloseTo((gelu(x + h) - gelu(x - h)) / (2 * h), 9);
});

test("over an array GELU and its derivative are those of each number", () => {
  const z = Float64Array.from({ length: 2001 }, (_, i) => (i - 1000) / 20);
  const activations = new Float64Array(z.length);
  const slopes = new Float64Array(z.length);
  geluWithSlopes(z, activations, slopes, z.length);
  for (const [i, x] of z.entries()) {
    expect(activations[i]).toBeCloseTo(gelu(x), 14);
    expect(slopes[i]).toBeCloseTo(geluDerivative(x), 14);
  }
});

test("what is not a number stays so", () => {
  expect([erf(Number.NaN), gelu(Number.NaN), geluDerivative(Number.NaN)]).toEqual([
    Number.NaN,
    Number.NaN,
    Number.NaN,
  ]);
});
