import { describe, expect, it } from "vitest";
import {
  isLevel,
  lineAt,
  sparseIndices,
  worstError,
} from "../../../../notebooks/x-squared/figures/line-error";
import { xSquaredData } from "../../../../notebooks/x-squared/mathematics/dataset";
import { leastSquaresLine } from "../../../../notebooks/x-squared/mathematics/linear-fit";

const { inputs, targets } = xSquaredData();
const best = leastSquaresLine(inputs, targets);

describe("worstError", () => {
  it("of the best line through x² is at the ends, where the line is too low", () => {
    const { x, error } = worstError(inputs, targets, best);
    expect(Math.abs(x)).toBe(10);
    expect(error).toBeCloseTo(best.intercept - 100, 4);
  });

  it("keeps the sign of an error where the line is too high", () => {
    const line = { slope: 1, intercept: 0, meanSquaredError: 0 };
    const worst = worstError(Float64Array.of(0, 1, 2), Float64Array.of(0, 1, -3), line);
    expect(worst).toEqual({ x: 2, error: 5 });
    expect(lineAt(line, 2)).toBe(2);
  });
});

describe("isLevel", () => {
  it("takes the best line through x² as level although rounding leaves it a slope", () => {
    expect(isLevel(inputs, targets, { ...best, slope: 1e-9 })).toBe(true);
    expect(isLevel(inputs, targets, best)).toBe(true);
  });

  it("does not take a slight slope as none", () => {
    expect(isLevel(inputs, targets, { ...best, slope: 0.01 })).toBe(false);
  });
});

describe("sparseIndices", () => {
  it("spreads so many indices evenly over the samples", () => {
    expect(sparseIndices(1000, 40)).toHaveLength(40);
    expect(sparseIndices(1000, 40).slice(0, 2)).toEqual([12, 37]);
    expect(sparseIndices(1000, 40).at(-1)).toBe(987);
  });

  it("takes every sample where there are few", () => {
    expect(sparseIndices(3, 40)).toEqual([0, 1, 2]);
  });
});
