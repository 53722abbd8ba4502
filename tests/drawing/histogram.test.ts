import { expect, test } from "vitest";
import {
  binOf,
  binShares,
  edge,
  roundBins,
  signedBars,
  stepOutline,
} from "../../src/drawing/histogram";

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

const scales = { x: (value: number) => 100 * value, y: (share: number) => 50 - 50 * share };
const bins = { low: -1, width: 1, count: 2 };

test("bars below zero are apart from those above, as long as their shares", () => {
  expect(signedBars(Float64Array.of(0.5, 1), bins, scales)).toEqual({
    negative: "M-99.8,50.0V25.0H-0.3V50.0z",
    positive: "M0.3,50.0V0.0H99.8V50.0z",
  });
  expect(signedBars(Float64Array.of(0, 0), bins, scales)).toEqual({ negative: "", positive: "" });
});

test("an outline goes up and down with the bins", () => {
  expect(stepOutline(Float64Array.of(0.5, 1), bins, scales)).toBe(
    "M-100.0,50.0V25.0H0.0V0.0H100.0V50.0",
  );
});
