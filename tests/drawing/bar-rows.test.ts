// @vitest-environment jsdom
import { expect, test } from "vitest";
import { type BarRow, barRows } from "../../src/drawing/bar-rows";

const place = { left: 10, right: 400, top: 0 };
const row = (value: number): BarRow => ({ name: "cost", value, text: "1.00", of: "network" });
const lengths = (...values: number[]): number[] =>
  [...barRows(values.map(row), place).querySelectorAll("rect")].map((bar) =>
    Number(bar.getAttribute("width")),
  );

test("bars are as long as their values, and leave room for their numbers", () => {
  const [short, long] = lengths(1, 4);
  expect(long / short).toBeCloseTo(4, 1);
  expect(long).toBeLessThan(390 - 4 * 6);
});

test("bars of nothing, and of what is not finite, are still there", () => {
  expect(lengths(0, 0)).toEqual([1, 1]);
  expect(lengths(Number.NaN, 2)[0]).toBe(1);
  expect(lengths(Number.POSITIVE_INFINITY, 2)[0]).toBe(1);
});
