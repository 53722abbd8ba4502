import { expect, test } from "vitest";
import { gaussLegendre } from "../../src/network/quadrature";

test("the rule of 3 nodes is the one in the books", () => {
  const { nodes, weights } = gaussLegendre(3);
  for (const [i, node] of [-Math.sqrt(0.6), 0, Math.sqrt(0.6)].entries())
    expect(nodes[i]).toBeCloseTo((1 + node) / 2, 15);
  for (const [i, weight] of [5 / 18, 8 / 18, 5 / 18].entries())
    expect(weights[i]).toBeCloseTo(weight, 15);
});

test.each([1, 2, 8, 16, 64])("%d nodes integrate polynomials of degree 2n − 1 exactly", (n) => {
  const { nodes, weights } = gaussLegendre(n);
  for (const degree of [0, 1, n, 2 * n - 1]) {
    const integral = nodes.reduce((sum, t, i) => sum + weights[i] * t ** degree, 0);
    expect(integral * (degree + 1)).toBeCloseTo(1, 12);
  }
});

test("nodes increase inside (0, 1)", () => {
  const { nodes } = gaussLegendre(64);
  expect([...nodes].sort((a, b) => a - b)).toEqual([...nodes]);
  expect(nodes[0]).toBeGreaterThan(0);
  expect(nodes[63]).toBeLessThan(1);
});
