import { describe, expect, it } from "vitest";
import { nearestOnRug, rugCounts } from "../../../../notebooks/x-squared/figures/gelu-rug";

const preActivations = Float64Array.of(-9, -4, -1, 0, 0.5, 0.5, 4, 4.1, 60);

describe("rugCounts", () => {
  it("counts what lies beyond the limit on either side and what is above 0", () => {
    expect(rugCounts(preActivations, 4)).toEqual({ below: 1, above: 2, firing: 5 });
  });

  it("leaves out what is not a number", () => {
    expect(rugCounts(Float64Array.of(Number.NaN), 4)).toEqual({ below: 0, above: 0, firing: 0 });
  });
});

describe("nearestOnRug", () => {
  it("finds the nearest neuron, the first of equal ones", () => {
    expect(nearestOnRug(preActivations, -0.9, 0.5, 4)).toBe(2);
    expect(nearestOnRug(preActivations, 0.6, 0.5, 4)).toBe(4);
  });

  it("finds none further away than it reaches", () => {
    expect(nearestOnRug(preActivations, -2.5, 0.5, 4)).toBeUndefined();
  });

  it("finds none of the neurons that are not drawn", () => {
    expect(nearestOnRug(preActivations, 4.1, 0.05, 4)).toBeUndefined();
    expect(nearestOnRug(preActivations, 4.1, 0.2, 4)).toBe(6);
  });
});
