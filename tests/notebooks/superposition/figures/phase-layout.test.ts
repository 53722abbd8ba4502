import { describe, expect, it } from "vitest";
import {
  beatsNaive,
  cellAt,
  frontier,
  placeAmong,
  seenSpans,
  spansOf,
} from "../../../../notebooks/superposition/figures/phase-layout";
import { phaseGrid, phasePlaces } from "../../../../notebooks/superposition/training/phase-grid";
import { diagramOf, withDivergence } from "./phase-diagrams";

describe("spansOf", () => {
  for (const features of [2, 6, 16, 100])
    it(`covers the whole grid of ${features} features with the places of each coarseness, none twice`, () => {
      const grid = phaseGrid(features);
      const area = grid.neurons.length * grid.probabilities.length;
      const places = phasePlaces(grid);
      for (const stride of [4, 2, 1]) {
        const coarse = places
          .filter((place) => place.stride >= stride)
          .map((place) => spansOf({ ...place, stride }, grid));
        const sizes = coarse.map(
          ({ columns, rows }) => (columns[1] - columns[0]) * (rows[1] - rows[0]),
        );
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBeCloseTo(area, 9);
        for (const { columns, rows } of coarse) {
          expect(Math.min(columns[0], rows[0])).toBeGreaterThanOrEqual(0);
          expect(columns[1]).toBeLessThanOrEqual(grid.neurons.length);
          expect(rows[1]).toBeLessThanOrEqual(grid.probabilities.length);
        }
      }
    });
});

describe("cellAt", () => {
  it("is the finest that is known", () => {
    const at = (trained: number) => cellAt(diagramOf(trained), 3, 2);
    expect(at(0)).toBeUndefined();
    expect(at(9)).toMatchObject({ column: 4, row: 4, stride: 4 });
    expect(at(25)).toMatchObject({ column: 4, row: 2, stride: 2 });
    expect(at(81)).toMatchObject({ column: 3, row: 2, stride: 1 });
  });
});

describe("seenSpans", () => {
  it("shrink as finer places take over", () => {
    const middle = (trained: number) => {
      const diagram = diagramOf(trained);
      const cell = diagram.cells.find(({ column, row }) => column === 4 && row === 4)!;
      return seenSpans(cell, diagram).columns;
    };
    expect(middle(9)).toEqual([2.5, 6.5]);
    expect(middle(25)).toEqual([3.5, 5.5]);
    expect(middle(81)).toEqual([4, 5]);
  });
});

describe("frontier", () => {
  it("runs where networks stop beating the naive solution, and not where that ignores nothing", () => {
    const edges = frontier(diagramOf(81));
    // Below p = 0.2 all do, above none; the last column has a neuron for each feature.
    expect(edges).toHaveLength(8);
    expect(new Set(edges.flatMap(({ from, to }) => [from[1], to[1]]))).toEqual(new Set([6]));
    expect(Math.max(...edges.map(({ to }) => to[0]))).toBe(8);
  });

  it("is not there before anything is known, nor around what diverged", () => {
    expect(frontier(diagramOf(0))).toEqual([]);
    const diagram = diagramOf(81);
    const place = diagram.cells.findIndex(({ column, row }) => column === 2 && row === 5);
    expect(frontier(withDivergence(diagram, place))).toHaveLength(7);
  });
});

describe("beatsNaive", () => {
  const cell = (loss: number, ignoring: number) => ({
    ...diagramOf(0).cells[0],
    result: { state: "measured", sharing: 1, gain: 1, loss, ignoring } as const,
  });

  it("counts more than the measurement scatters", () => {
    expect(beatsNaive(cell(0.9, 1))).toBe(true);
    expect(beatsNaive(cell(0.99, 1))).toBe(false);
    expect(beatsNaive(cell(0.1, 0))).toBeUndefined();
    expect(beatsNaive(undefined)).toBeUndefined();
  });
});

describe("placeAmong", () => {
  it("is even on a logarithmic axis, and stays within it", () => {
    const values = [1, 10, 100];
    expect(placeAmong(values, 10)).toBeCloseTo(1.5, 12);
    expect(placeAmong(values, Math.sqrt(10))).toBeCloseTo(1, 12);
    expect(placeAmong(values, 0.01)).toBe(0.5);
    expect(placeAmong(values, 1000)).toBe(2.5);
  });
});
