// @vitest-environment jsdom
import { expect, test } from "vitest";
import { markLegend } from "../../src/drawing/mark-legend";
import { svg } from "../../src/drawing/svg";

/** Where the entries of a legend stand. */
function places(right: number): [number, number][] {
  const entries = ["network", "naive solution", "trained with L2"].map((name) => ({
    name,
    mark: svg("path"),
  }));
  return [...markLegend(entries, 10, right).children].map((each) => {
    const [, x, y] = /translate\(([\d.]+),([\d.]+)\)/.exec(each.getAttribute("transform")!)!;
    return [Number(x), Number(y)];
  });
}

test("the entries of a legend stand side by side where there is room", () => {
  const [first, second, third] = places(600);
  expect(first).toEqual([10, 10]);
  expect(new Set([first[1], second[1], third[1]]).size).toBe(1);
  expect(second[0]).toBeGreaterThan(first[0]);
  expect(third[0]).toBeGreaterThan(second[0]);
});

test("those that have none begin another line", () => {
  const [first, second, third] = places(260);
  expect(second[1]).toBe(first[1]);
  expect(third[0]).toBe(10);
  expect(third[1]).toBeGreaterThan(first[1]);
});
