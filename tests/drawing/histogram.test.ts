import { expect, test } from "vitest";
import { binOf, binShares, edge, roundBins } from "../../src/drawing/histogram";

test("bins lie between round values, with an edge at zero, and hold the whole range", () => {
  for (const range of [
    [-0.26, 1],
    [0, 1],
    [-3.3, 0.04],
    [0.2, 0.9],
    [-1e-3, 2e9],
  ] as const) {
    const bins = roundBins(range, 40);
    expect(edge(bins, 0)).toBeLessThanOrEqual(range[0] + 1e-9 * bins.width);
    expect(edge(bins, bins.count)).toBeGreaterThanOrEqual(range[1] - 1e-9 * bins.width);
    expect(bins.count).toBeGreaterThan(15);
    expect(bins.count).toBeLessThan(70);
    const toZero = bins.low / bins.width;
    expect(Math.abs(toZero - Math.round(toZero))).toBeLessThan(1e-9);
  }
});

test("a value on an edge is in the bin that begins there, the last one in the last bin", () => {
  const bins = { low: -1, width: 0.05, count: 40 };
  for (let bin = 0; bin < 40; ++bin) expect(binOf(bins, -1 + bin / 20)).toBe(bin);
  expect(binOf(bins, 1)).toBe(39);
  expect(binOf(bins, -7)).toBe(0);
});

test("shares count what is finite and sum to 1, or are 0 where nothing is", () => {
  const bins = { low: 0, width: 1, count: 3 };
  expect([...binShares([0.5, 2.5, 2.9, 3, Number.NaN, Number.POSITIVE_INFINITY], bins)]).toEqual([
    0.25, 0, 0.75,
  ]);
  expect([...binShares([Number.NaN], bins)]).toEqual([0, 0, 0]);
});
