// @vitest-environment jsdom
import { expect, test } from "vitest";
import { weightsFigure } from "../../../../notebooks/superposition/figures/weights";
import type { SuperpositionWeights } from "../../../../notebooks/superposition/mathematics/weights";
import { byHand, randomWeights } from "./networks";
import { focusAt, painted, shown, stageFigures } from "./stage";

stageFigures();

function figure(weights: SuperpositionWeights, set = focusAt(0)) {
  return shown(weightsFigure, { weights, focus: set.current() });
}

test("both matrices have a feature a column and a neuron a row, on one scale", () => {
  const canvases = figure(byHand).element.querySelectorAll("canvas");
  const [below, above] = [...canvases].map((canvas) => painted.get(canvas)!);
  for (const { width, height } of [below, above]) expect([width, height]).toEqual([3, 2]);
  // W_in is 1, 0, −3 over 0, 2, 4; W_out, transposed, 0.5, 0, −0.1 over 0, 0.25, 0.2; full colour is 4, in 127 steps.
  const opacities = ({ data }: ImageData) =>
    Array.from({ length: 6 }, (_, i) => (4 * data[4 * i + 3]) / 255);
  [1, 0, 3, 0, 2, 4].forEach((size, i) => {
    expect(Math.abs(opacities(below)[i] - size)).toBeLessThan(0.032);
  });
  [0.5, 0, 0.1, 0, 0.25, 0.2].forEach((size, i) => {
    expect(Math.abs(opacities(above)[i] - size)).toBeLessThan(0.032);
  });
});

test("a press sets the feature and the neuron, and a press on them lets the neuron go", () => {
  const set = focusAt(0);
  const { pointer } = figure(byHand, set);
  // The first matrix is from 40 to 986 px and from 64 to 214 px.
  const press = () => {
    pointer("pointerdown", 800, 190);
    pointer("pointerup", 800, 190);
  };
  press();
  expect(set.current()).toMatchObject({ feature: 2, neuron: 1 });
  press();
  expect(set.current()).toMatchObject({ feature: 2, neuron: null });
});

test("the pointer over an entry names it and its weight", () => {
  const shownFigure = figure(byHand);
  shownFigure.pointer("pointermove", 800, 100);
  expect(shownFigure.words).toContain("feature 2, neuron 0: in −3.000");
  shownFigure.pointer("pointermove", 800, 280);
  expect(shownFigure.words).toContain("feature 2, neuron 0: out −0.100");
  expect(shownFigure.words).not.toContain("feature 2, neuron 0: in −3.000");
});

test("the table has the weights of the feature in focus", () => {
  expect(figure(byHand, focusAt(2)).rows()).toEqual([
    ["0", "−3.0000", "−0.1000"],
    ["1", "4.0000", "0.2000"],
  ]);
});

test("the caption counts what it says", () => {
  const { caption } = figure(byHand, focusAt(2));
  // Spreads: 1, 1 and 25²/(3⁴ + 4⁴) = 1.85; cosines 1, 1 and 1.1/(5 √0.05) = 0.98.
  expect(caption).toContain("3 features, each row one of 2 neurons");
  expect(caption).toContain("spread over 1.3 neurons on average, from 1.0 to 1.9");
  // Σw² = 30 in W_in, 9 of it negative; 0.3625 in W_out, 0.01 of it negative.
  expect(caption).toContain("positive weights have 70 % in W_in and 97 % in W_out");
  expect(caption).toContain("a cosine of 0.99 on average");
  expect(caption).toContain("Feature 2 goes most into neuron 1, by +4.00");
});

test("the bars name the pinned neuron's weights, and a press there pins another", () => {
  const set = focusAt(2, 0);
  const { words, pointer } = figure(byHand, set);
  expect(words).toContain("in, neuron 0: −3.000");
  expect(words).toContain("out, neuron 0: −0.100");
  // Two bars of 32 px from the left margin.
  pointer("pointerdown", 90, 500);
  pointer("pointerup", 90, 500);
  expect(set.current()).toMatchObject({ feature: 2, neuron: 1 });
});

test("networks of any shape are drawn, and one that has diverged says so", () => {
  for (const [features, neurons] of [
    [2, 1],
    [3, 100],
    [200, 100],
  ])
    expect(figure(randomWeights(features, neurons)).caption).not.toMatch(/NaN|Infinity/);
  const broken = randomWeights(4, 2);
  broken.weightsIn[3] = Number.NaN;
  broken.weightsOut[0] = Number.POSITIVE_INFINITY;
  expect(figure(broken).caption).toContain("this run has diverged");
  expect(figure(broken, focusAt(3, 0)).words.length).toBeGreaterThan(5);
});

test("arrow keys go through features and neurons", () => {
  const set = focusAt(0);
  const { key } = figure(byHand, set);
  expect(key("ArrowRight")).toBe(true);
  expect(key("ArrowDown")).toBe(true);
  expect(set.current()).toMatchObject({ feature: 1, neuron: 0 });
});
