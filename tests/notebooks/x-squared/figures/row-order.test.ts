import { describe, expect, it } from "vitest";
import { rowOrder, sampleRows } from "../../../../notebooks/x-squared/figures/row-order";
import type { Key } from "../../../../notebooks/x-squared/mathematics/keys";

const key = (index: number, pivot: number, facing: 1 | -1 | 0): Key => ({
  index,
  weight: facing,
  bias: 0,
  pivot,
  facing,
});
const keys = [key(0, 3, 1), key(1, -2, -1), key(2, -5, 1), key(3, Infinity, 0), key(4, 7, -1)];

describe("rowOrder", () => {
  it("by pivot puts the keys that face right first, each family from left to right", () => {
    expect(rowOrder("pivot", keys, () => [])).toEqual([2, 0, 1, 4, 3]);
  });

  it("by value puts the largest first and keeps ties in order", () => {
    expect(rowOrder("value", keys, () => [0, 5, -1, 5, 2])).toEqual([1, 3, 4, 0, 2]);
  });

  it("by index leaves the neurons as they are", () => {
    expect(rowOrder("index", keys, () => [])).toEqual([0, 1, 2, 3, 4]);
  });
});

describe("sampleRows", () => {
  it("takes different rows, spread evenly", () => {
    const order = Array.from({ length: 64 }, (_, i) => i);
    expect(sampleRows(order, 8)).toEqual([4, 12, 20, 28, 36, 44, 52, 60]);
    expect(sampleRows([3, 1, 2], 8)).toEqual([3, 1, 2]);
  });
});
