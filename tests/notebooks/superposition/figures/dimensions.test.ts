// @vitest-environment jsdom
import * as Plot from "@observablehq/plot";
import { expect, test } from "vitest";
import { dimensionsFigure } from "../../../../notebooks/superposition/figures/dimensions";
import { marks } from "./in-sight";
import { focusAt, shown, stageFigures } from "./stage";

stageFigures();

function figure(
  dimensions: readonly number[],
  neurons: number,
  set = focusAt(0),
  other?: readonly number[],
) {
  return shown(dimensionsFigure, {
    Plot,
    dimensions: Float64Array.from(dimensions),
    neurons,
    other: other && { name: "the L2 network", dimensions: Float64Array.from(other) },
    focus: set.current(),
  });
}

test("no feature at a fraction is a no", () => {
  const { caption } = figure([0.1, 0.2, 0.3, 0.1], 1, focusAt(2));
  expect(caption).toContain("Are there polytopes? No: none of 4 features is within 0.02");
  expect(caption).toContain("from 0.100 to 0.300 dimensions");
  expect(caption).toContain("an even share is 0.250, and together 0.70 of at most 1.");
  expect(caption).toContain("Feature 2 (amber) has 0.300.");
});

test("many at a fraction are a perhaps, and few are hardly any", () => {
  const pairsOfAll = Array(10).fill(0.5);
  expect(figure(pairsOfAll, 9).caption).toContain("Perhaps: 10 of 10 features are within 0.02");
  const one = [0.5, ...Array(9).fill(0.1)];
  expect(figure(one, 9).caption).toContain("Hardly: 1 of 10 features are within 0.02");
});

test("where an even share is itself a fraction, they cannot tell", () => {
  expect(figure([0.5, 0.5, 0.5, 0.5], 2).caption).toContain(
    "That cannot be told here: 4 of 4 features are within 0.02 of a fraction",
  );
});

test("the other network's features are hollow, counted and bounded", () => {
  const { caption, words } = figure([0.1, 0.1], 1, focusAt(0), [0.66, 0.9]);
  expect(caption).toContain("Hollow: the L2 network, with 1 at a fraction and none above 0.900.");
  expect(words).toContain("the L2 network");
});

test("each network's features stand in the order of their dimensions, on a scale from 0 to 1", () => {
  const { element } = figure([0.5, 0.1, Number.NaN], 1, focusAt(0), [0.2, 1, 0]);
  // From 40 to 868 px, and from 390 px up to 40.
  const slots = [0.5, 1.5, 2.5].map((rank) => expect.closeTo(40 + (828 * rank) / 3, 3));
  const at = (selector: string) =>
    ["cx", "cy"].map((name) => marks(element, `.fig-chart ${selector} circle`, name));
  expect(at(".fig-dimensions")).toEqual([
    slots.slice(0, 2),
    [355, 215].map((y) => expect.closeTo(y, 3)),
  ]);
  expect(at(".fig-other-dimensions")).toEqual([
    slots,
    [390, 320, 40].map((y) => expect.closeTo(y, 3)),
  ]);
  expect(marks(element, ".fig-pinned-dot", "cx")[0]).toBeCloseTo(454, 1);
  expect(marks(element, ".fig-pinned-dot", "cy")[0]).toBeCloseTo(215, 1);
});

test("a band of 0.02 to either side of each fraction is shaded", () => {
  const { element } = figure([0.1], 1);
  const bands = '.fig-chart [aria-label="rect"] rect';
  expect(marks(element, bands, "height")).toEqual(Array(5).fill(expect.closeTo(14, 3)));
  expect(marks(element, bands, "y")[0]).toBeCloseTo(390 - 350 * 0.77, 3);
});

test("the fractions and the even share are named beside their lines", () => {
  const { words } = figure([0.1, 0.1, 0.1, 0.1, 0.1], 1);
  for (const name of [
    "1/2 antipodal pair",
    "2/3 triangle",
    "3/4 tetrahedron",
    "2/5 pentagon",
    "3/8 square antiprism",
    "m/n = 0.200",
  ])
    expect(words).toContain(name);
});

test("features are pressed, and gone through by keys, in the order of their dimensions", () => {
  const set = focusAt(1);
  const { pointer, key } = figure([0.3, 0.1, 0.2], 1, set);
  key("ArrowRight");
  expect(set.current().feature).toBe(2);
  pointer("pointerdown", 860, 200);
  pointer("pointerup", 860, 200);
  expect(set.current().feature).toBe(0);
});

test("the table says which features are at a fraction", () => {
  expect(figure([0.1, 0.745], 1).rows()).toEqual([
    ["0", "0.1000", "3/8, square antiprism", "no"],
    ["1", "0.7450", "3/4, tetrahedron", "yes"],
  ]);
});

test("more neurons than features, and dimensions that are not finite, are drawn", () => {
  const { caption, words } = figure([1, 1], 5);
  expect(caption).toContain("an even share is 1.000, and together 2.00 of at most 2.");
  expect(words).toContain("1, all");
  expect(figure([Number.NaN, 0.5], 1).caption).toContain("this run has diverged");
});
