import { describe, expect, it } from "vitest";
import { phaseGrid, phasePlaces } from "../../../../notebooks/superposition/training/phase-grid";

describe("phaseGrid", () => {
  it("goes from one neuron to one for each feature, and up to features that are always active", () => {
    const { neurons, probabilities } = phaseGrid(100);
    expect(neurons).toEqual([1, 2, 3, 6, 10, 18, 32, 56, 100]);
    expect(probabilities).toHaveLength(9);
    expect([probabilities[0], probabilities[8]]).toEqual([0.003, 1]);
    const ratios = probabilities.slice(1).map((p, i) => p / probabilities[i]);
    expect(Math.max(...ratios) / Math.min(...ratios)).toBeLessThan(1.2);
  });

  it("names no number of neurons twice where features are few", () => {
    expect(phaseGrid(2).neurons).toEqual([1, 2]);
    expect(phaseGrid(6).neurons).toEqual([1, 2, 3, 4, 5, 6]);
  });
});

describe("phasePlaces", () => {
  for (const features of [2, 6, 100, 200])
    it(`has each place of ${features} features once, coarse before fine`, () => {
      const grid = phaseGrid(features);
      const places = phasePlaces(grid);
      const names = new Set(places.map(({ column, row }) => `${column} ${row}`));
      expect(names.size).toBe(places.length);
      expect(places).toHaveLength(grid.neurons.length * grid.probabilities.length);
      const strides = places.map(({ stride }) => stride);
      expect(strides).toEqual(strides.toSorted((a, b) => b - a));
    });

  it("refines 3 × 3 places to 5 × 5 and to 9 × 9", () => {
    const places = phasePlaces(phaseGrid(100));
    const number = (least: number): number => places.filter(({ stride }) => stride >= least).length;
    expect([4, 2, 1].map(number)).toEqual([9, 25, 81]);
  });
});
