// @vitest-environment jsdom
import * as Plot from "@observablehq/plot";
import { expect, test } from "vitest";
import { effectiveMapFigure } from "../../../../notebooks/superposition/figures/effective-map";
import { effectiveMap } from "../../../../notebooks/superposition/mathematics/weights";
import { byHand, randomWeights } from "./networks";
import { focusAt, shown, stageFigures } from "./stage";

stageFigures();

function figure(map: Float64Array, neurons: number, set = focusAt(0)) {
  return shown(effectiveMapFigure, { Plot, map, neurons, focus: set.current() });
}

// Rows: ½ (1, 0, −3), ¼ (0, 2, 4) and −0.1 (1, 0, −3) + 0.2 (0, 2, 4).
const map = effectiveMap(byHand);

test("the readout is the mean of the diagonal, 0.5, 0.5 and 1.1", () => {
  const { text, value } = figure(map, 2).readout("diagonal-mean");
  expect(value).toBeCloseTo(0.7, 12);
  expect(text).toBe("0.700");
});

test("the caption has the diagonal, what is off it, and the least that can be", () => {
  const { caption } = figure(map, 2, focusAt(2));
  expect(caption).toContain("0.700 on average, from 0.50 to 1.10");
  // Off the diagonal: 0, −1.5, 0, 1, −0.1, 0.4; the bound is √((2.1²/2 − 1.71)/6).
  expect(caption).toContain(`less than ${Math.sqrt(0.495 / 6).toFixed(3)} off it`);
  expect(caption).toContain(`this one has ${Math.sqrt(3.42 / 6).toFixed(3)}`);
  expect(caption).toContain("Output 2 (amber) has 1.10 of its own feature");
  expect(caption).toContain("most of feature 1: +0.40");
});

test("with as many neurons as features the identity is within reach", () => {
  const { caption } = figure(Float64Array.of(1, 0, 0, 1), 2);
  expect(caption).toContain("it could be the identity");
  expect(caption).toContain("a root mean square of 0.000");
});

test("the histograms count the entries, and mark those of the feature in focus", () => {
  const { words, element } = figure(map, 2, focusAt(1));
  expect(words).toContain("on the diagonal: 3, mean 0.700");
  expect(words).toContain("off it: 6, root mean square 0.755");
  const rug = [...element.querySelectorAll("path.fig-probe-line")].at(-1)!.getAttribute("d")!;
  expect(rug.match(/M/g)).toHaveLength(2);
});

test("a press on the map chooses the feature of its column", () => {
  const set = focusAt(0);
  const { pointer, words } = figure(map, 2, set);
  // The map is from 40 to 460 px and from 64 to 484 px.
  pointer("pointerdown", 400, 100);
  pointer("pointerup", 400, 100);
  expect(set.current().feature).toBe(2);
  expect(words).toContain("on the diagonal: 3, mean 0.700");
});

test("a press on the histogram chooses the feature whose own entry is nearest", () => {
  const set = focusAt(0);
  const { pointer } = figure(map, 2, set);
  pointer("pointerdown", 980, 100);
  pointer("pointerup", 980, 100);
  expect(set.current().feature).toBe(2);
});

test("the pointer names an entry by its output and its feature", () => {
  const shownFigure = figure(map, 2);
  shownFigure.pointer("pointermove", 400, 100);
  expect(shownFigure.words).toContain("output 0 has −1.500 of feature 2");
});

test("the table has each feature's own entry and the largest of the others in its row", () => {
  expect(figure(map, 2).rows()).toEqual([
    ["0", "0.500", "−1.500", "2"],
    ["1", "0.500", "1.000", "2"],
    ["2", "1.100", "0.400", "1"],
  ]);
});

test("maps of any size are drawn, and one that is not finite says so", () => {
  for (const [features, neurons] of [
    [2, 1],
    [2, 100],
    [200, 10],
  ]) {
    const random = effectiveMap(randomWeights(features, neurons));
    expect(figure(random, neurons).caption).not.toMatch(/NaN|Infinity/);
  }
  const broken = new Float64Array(9).fill(Number.NaN);
  const { caption, readout } = figure(broken, 2);
  expect(caption).toContain("this run has diverged");
  expect(readout("diagonal-mean").text).toBe("not finite");
  expect(figure(new Float64Array(9), 2).caption).toContain("0.000 on average");
});
