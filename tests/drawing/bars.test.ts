import { expect, test } from "vitest";
import {
  type BarLayout,
  barPaths,
  barThickness,
  barTicks,
  scaleLength,
  slotAt,
} from "../../src/drawing/bars";

const layout: BarLayout = {
  direction: "up",
  order: [0, 1, 2, 3],
  start: 0,
  slot: 10,
  zero: 50,
  unit: 2,
  most: 40,
};

test("bars go by their sign, and silenced ones apart", () => {
  expect(barPaths([5, -3, 2, 0], [2], layout)).toEqual({
    positive: "M1 50h8v-10h-8z",
    negative: "M11 50h8v6h-8z",
    silenced: "M21 50h8v-4h-8z",
  });
});

test("horizontal bars follow the order of the rows", () => {
  const { positive, negative } = barPaths([5, -3], [], {
    ...layout,
    direction: "right",
    order: [1, 0],
  });
  expect(negative).toBe("M50 1v8h-6v-8z");
  expect(positive).toBe("M50 11v8h10v-8z");
});

test("a bar is never longer than its panel, and one that is not a number is not drawn", () => {
  expect(barPaths([1000, Number.NaN, 0, 0], [], layout).positive).toBe("M1 50h8v-40h-8z");
});

test("bars keep a gap where there is room and stay visible where there is none", () => {
  for (const slot of [80, 16, 5, 1.3]) {
    expect(barThickness(slot)).toBeLessThan(slot);
    expect(barThickness(slot)).toBeGreaterThan(slot / 2);
  }
});

test("a position beyond the ends is in the nearest slot", () => {
  expect([-5, 0, 9.9, 10, 39, 100].map((at) => slotAt(at, 0, 10, 4))).toEqual([0, 0, 0, 1, 3, 3]);
});

test("ticks are zero and a round number to either side, within the bars", () => {
  expect(barTicks(-26.6, 26.6)).toEqual([-20, 0, 20]);
  expect(barTicks(-0.17, 10.3)).toEqual([0, 10]);
});

test("a scale has a finite length, whatever the extent", () => {
  expect([26, 1e-100, 0, Number.NaN, Number.POSITIVE_INFINITY].map(scaleLength)).toEqual([
    26, 1, 1, 1, 1,
  ]);
});
