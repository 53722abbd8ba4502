import { describe, expect, it } from "vitest";
import {
  cellOf,
  featureAt,
  featureGrid,
} from "../../../../notebooks/superposition/figures/feature-grid";

describe("the grid of features", () => {
  it("is a square for a square number, and nearly one for others", () => {
    expect(featureGrid(100, 500)).toEqual({ columns: 10, rows: 10, cell: 50 });
    expect(featureGrid(30, 600)).toEqual({ columns: 6, rows: 5, cell: 100 });
    expect(featureGrid(2, 500)).toEqual({ columns: 2, rows: 1, cell: 250 });
  });

  it("has a cell for each feature, none outside the square", () => {
    for (let features = 1; features <= 200; ++features) {
      const grid = featureGrid(features, 340);
      const cells = new Set<string>();
      for (let i = 0; i < features; ++i) {
        const { x, y } = cellOf(grid, i);
        cells.add(`${x} ${y}`);
        expect(x + grid.cell).toBeLessThan(340.001);
        expect(y + grid.cell).toBeLessThan(340.001);
        expect(featureAt(grid, features, x + grid.cell / 2, y + grid.cell / 2)).toBe(i);
      }
      expect(cells.size).toBe(features);
    }
  });

  it("has the nearest feature at a point beside its cells", () => {
    const grid = featureGrid(7, 300);
    expect(featureAt(grid, 7, -20, -5)).toBe(0);
    expect(featureAt(grid, 7, 900, 10)).toBe(2);
    expect(featureAt(grid, 7, 250, 250)).toBe(6);
  });
});
