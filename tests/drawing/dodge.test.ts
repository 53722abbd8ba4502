import { expect, test } from "vitest";
import { dodge } from "../../src/drawing/dodge";
import { seeded } from "../../src/network/random";

test("labels that have room stay where they want to be", () => {
  expect(dodge([50, 10, 90], 20, [0, 100])).toEqual([50, 10, 90]);
});

test("two labels at one place move apart by the same distance", () => {
  expect(dodge([50, 50], 20, [0, 100])).toEqual([40, 60]);
});

test("labels at the edge move inwards", () => {
  expect(dodge([99, 100, 100], 10, [0, 100])).toEqual([80, 90, 100]);
  expect(dodge([-5, 0], 10, [0, 100])).toEqual([0, 10]);
});

test("labels that do not fit are spread evenly", () => {
  expect(dodge([1, 2, 3, 4, 5], 50, [0, 100])).toEqual([0, 25, 50, 75, 100]);
});

test("no labels, no places", () => {
  expect(dodge([], 10, [0, 100])).toEqual([]);
});

test("any labels keep their order, their distance and the range", () => {
  const random = seeded(1);
  for (let trial = 0; trial < 200; ++trial) {
    const wanted = Array.from({ length: 1 + Math.floor(random() * 9) }, () => random() * 140 - 20);
    const places = dodge(wanted, 11, [0, 100]);
    const sorted = wanted
      .map((want, i) => ({ want, place: places[i] }))
      .sort((a, b) => a.want - b.want);
    for (const [i, { place }] of sorted.entries()) {
      expect(place).toBeGreaterThanOrEqual(-1e-9);
      expect(place).toBeLessThanOrEqual(100 + 1e-9);
      if (i > 0) expect(place - sorted[i - 1].place).toBeGreaterThanOrEqual(11 - 1e-9);
    }
  }
});
