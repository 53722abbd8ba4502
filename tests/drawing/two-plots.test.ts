import { expect, test } from "vitest";
import { twoPanels } from "../../src/drawing/two-plots";

const options = { top: 20, plot: 200, head: 30, foot: 40, axis: 46 };

test("two plots stand side by side where there is room", () => {
  const { panels, height } = twoPanels(1000, options);
  const [a, b] = panels;
  expect([a.top, a.bottom]).toEqual([b.top, b.bottom]);
  expect(b.left - 46).toBeGreaterThan(a.right);
  expect(b.right).toBe(986);
  expect(height).toBe(290);
});

test("else one above the other, each as wide as the figure", () => {
  const { panels, height } = twoPanels(340, options);
  const [a, b] = panels;
  expect([a.left, a.right]).toEqual([b.left, b.right]);
  expect(b.top - a.bottom).toBe(40 + 30);
  expect(height).toBe(560);
});
