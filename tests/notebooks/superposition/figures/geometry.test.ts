// @vitest-environment jsdom
import * as Plot from "@observablehq/plot";
import { expect, test } from "vitest";

import { geometryFigure } from "../../../../notebooks/superposition/figures/geometry";
import {
  cosines,
  extremes,
  featureDirections,
  pairs,
} from "../../../../notebooks/superposition/mathematics/geometry";
import type { SuperpositionWeights } from "../../../../notebooks/superposition/mathematics/weights";
import { byHand, randomWeights } from "./networks";
import { focusAt, show, shown, stageFigures } from "./stage";

stageFigures();

function stateOf(weights: SuperpositionWeights, set = focusAt(0), compared = false) {
  const directions = featureDirections(weights);
  const all = cosines(directions, weights.neurons);
  return {
    Plot,
    directions,
    neurons: weights.neurons,
    cosines: all,
    other: compared ? { name: "L2", pairs: pairs(all).map((each) => each / 2) } : undefined,
    focus: set.current(),
  };
}

function figure(weights: SuperpositionWeights, set = focusAt(0), compared = false) {
  return shown(geometryFigure, stateOf(weights, set, compared));
}

test("the readout is the mean |cosine| of all pairs: 0, −0.6 and 0.8", () => {
  const { text, value } = figure(byHand).readout("mean-cosine");
  expect(value).toBeCloseTo(1.4 / 3, 12);
  expect(text).toBe("0.467");
});

test("the caption has the cosines beside those of random directions and the Welch bound", () => {
  const { caption } = figure(byHand, focusAt(2), true);
  expect(caption).toContain("3 directions cannot all be orthogonal among 2 neurons");
  // √(1 / (2 · 2)) and √((0 + 0.36 + 0.64) / 3)
  expect(caption).toContain("is at least 0.500, and here 0.577");
  // 2/π
  expect(caption).toContain("mean |cosine| is 0.467, that of random directions 0.637");
  expect(caption).toContain("(dashed, L2: 0.233)");
  expect(caption).toContain("from −0.60 to 0.80, and 33 % are positive");
  expect(caption).toContain(
    "nearest to feature 1 (cosine +0.80) and most opposite to feature 0 (−0.60)",
  );
});

test("the nearest and the most opposite are other features, and not the same one", () => {
  expect(extremes([1, 0.2, -0.5, Number.NaN], 0)).toEqual({ near: 1, far: 2 });
  expect(extremes([0.3, 1], 1)).toEqual({ near: 0, far: undefined });
  expect(extremes([1], 0)).toEqual({ near: undefined, far: undefined });
});

/** Where the disc of the feature in focus is. */
function place(element: HTMLElement): [number, number] {
  const disc = element.querySelector(".fig-pinned-dot")!;
  return [Number(disc.getAttribute("cx")), Number(disc.getAttribute("cy"))];
}

/** Draws what has been asked for since. */
function settle(): void {
  dispatchEvent(new Event("beforeprint"));
}

test("keys turn and tilt the directions, and P shows the principal axes again", () => {
  const { element, key } = figure(randomWeights(12, 6), focusAt(4));
  const before = place(element);
  for (const letter of ["a", "W"]) {
    const from = place(element);
    expect(key(letter)).toBe(true);
    settle();
    expect(place(element)).not.toEqual(from);
  }
  expect(place(element)).not.toEqual(before);
  key("p");
  settle();
  expect(place(element)).toEqual(before);
});

test("a turn and the turn back leave what was seen", () => {
  const { element, key } = figure(randomWeights(12, 6), focusAt(4));
  const before = place(element);
  for (const letter of ["d", "s", "w", "a"]) key(letter);
  settle();
  const after = place(element);
  expect(Math.hypot(after[0] - before[0], after[1] - before[1])).toBeLessThan(0.21);
});

test("a drag turns the directions as far as the pointer goes, and chooses no feature", () => {
  const set = focusAt(4);
  const { element, pointer } = figure(randomWeights(12, 6), set);
  const before = place(element);
  pointer("pointerdown", 700, 300);
  pointer("pointermove", 740, 320, { buttons: 1 });
  pointer("pointerup", 740, 320);
  settle();
  expect(place(element)).not.toEqual(before);
  expect(set.current().feature).toBe(4);
});

test("a press on a point chooses its feature", () => {
  const set = focusAt(4);
  const weights = randomWeights(12, 6);
  const [x, y] = place(figure(weights, focusAt(9)).element);
  const { pointer } = figure(weights, set);
  pointer("pointerdown", x + 1, y);
  pointer("pointerup", x + 1, y);
  expect(set.current().feature).toBe(9);
});

test("another view is a random one, the same for every reader, and says how much it shows", () => {
  const views = [0, 1].map(() => {
    const { element, words } = figure(randomWeights(12, 6), focusAt(4));
    expect(words.some((text) => /^3 principal axes: \d+ % of/.test(text))).toBe(true);
    [...element.querySelectorAll("button")]
      .find(({ textContent }) => textContent === "Another view")!
      .click();
    settle();
    return element;
  });
  expect(place(views[0])).toEqual(place(views[1]));
  expect(views[0].querySelector("svg")!.textContent).toMatch(/3 of 6 dimensions: \d+ % of/);
});

test("what is seen stays as it was turned while the network trains", () => {
  const set = focusAt(4);
  const { element, key } = shown(geometryFigure, stateOf(randomWeights(12, 6), set));
  key("r");
  settle();
  const text = () => element.querySelector(".figure-plot > svg")!.textContent;
  expect(text()).toContain("3 of 6 dimensions");
  show(element, stateOf(randomWeights(12, 6, 2), set));
  expect(text()).toContain("3 of 6 dimensions");
  // Another number of neurons has other dimensions.
  show(element, stateOf(randomWeights(12, 5, 2), set));
  expect(text()).toContain("3 principal axes");
});

test("a pinned neuron's axis is named", () => {
  expect(figure(randomWeights(12, 6), focusAt(0, 3)).words).toContain("neuron 3");
});

test("the table has the neighbours of each feature", () => {
  expect(figure(byHand).rows()).toEqual([
    ["0", "1", "0.000", "2", "−0.600"],
    ["1", "2", "0.800", "0", "0.000"],
    ["2", "1", "0.800", "0", "−0.600"],
  ]);
});

test("directions of any number in any dimension are drawn, with no bar beyond the scale", () => {
  for (const [features, neurons] of [
    [2, 1],
    [5, 1],
    [5, 2],
    [7, 3],
    [3, 100],
    [200, 10],
  ]) {
    const { caption, element } = figure(randomWeights(features, neurons), focusAt(1));
    expect(caption).not.toMatch(/NaN|Infinity/);
    for (const path of element.querySelectorAll(".figure-plot path"))
      expect(path.getAttribute("d") ?? "").not.toMatch(/NaN|Infinity/);
  }
});

test("a network that has diverged, or has a feature without weights, is drawn without them", () => {
  const broken = randomWeights(6, 5);
  broken.weightsIn[1] = Number.NaN;
  const { caption, readout, words } = figure(broken, focusAt(1));
  expect(caption).toContain("this run has diverged");
  expect(readout("mean-cosine").text).toBe("not finite");
  expect(words).not.toContain("feature 1");
  expect(words.join(" ")).not.toContain("NaN");
  // The columns (1, 0), (0, 0) and (1, 1).
  const silent = { ...byHand, weightsIn: Float64Array.of(1, 0, 1, 0, 0, 1) };
  const quiet = figure(silent, focusAt(1));
  expect(quiet.caption).not.toMatch(/NaN|Infinity/);
  expect(quiet.caption).toContain("Feature 1 (amber) has no direction");
  expect(quiet.caption).toContain("2 directions could all be orthogonal among 2 neurons");
});
