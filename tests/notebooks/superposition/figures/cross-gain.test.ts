// @vitest-environment jsdom
import * as Plot from "@observablehq/plot";
import { expect, test } from "vitest";
import { crossGainFigure } from "../../../../notebooks/superposition/figures/cross-gain";
import {
  gainsOf,
  interferenceReceived,
} from "../../../../notebooks/superposition/mathematics/gains";
import type { SuperpositionWeights } from "../../../../notebooks/superposition/mathematics/weights";
import { byHand, randomWeights } from "./networks";
import { focusAt, shown, stageFigures } from "./stage";

stageFigures();

function figure(weights: SuperpositionWeights, set = focusAt(0), other?: SuperpositionWeights) {
  const gains = gainsOf(weights);
  const compared = other && gainsOf(other);
  return shown(crossGainFigure, {
    Plot,
    gains,
    received: interferenceReceived(gains),
    neurons: weights.neurons,
    other: compared && {
      name: "the L2 network",
      gains: compared,
      received: interferenceReceived(compared),
    },
    focus: set.current(),
  });
}

// Active alone at 1, the features leave (1, 0), (0, 2) and (0, 4) in the neurons: G has the rows
// ½ (1, 0, 0), ¼ (0, 2, 4) and −0.1 (1, 0, 0) + 0.2 (0, 2, 4). At −1 the third one alone leaves (3, 0).
test("the caption has gains, interference and what each receives, by hand", () => {
  const { caption } = figure(byHand, focusAt(2));
  expect(caption).toContain("answers 0.60 on average, from 0.50 to 0.80");
  // Off the diagonal at 1: 0, 0, 0, 1, −0.1, 0.4.
  expect(caption).toContain(`on another ${Math.sqrt(1.17 / 6).toFixed(3)}`);
  // √(Σ (answers to 1 and −1)² / 6 / 2): 1.5 from the third at −1; 1; −0.1 and 0.4.
  const received = [1.5 ** 2, 1, 0.17].map((squares) => Math.sqrt(squares / 12));
  const mean = (received[0] + received[1] + received[2]) / 3;
  expect(caption).toContain(`, ${mean.toFixed(3)} on average`);
  expect(caption).toContain(`of ${received[2].toFixed(3)} to ${received[0].toFixed(3)}`);
  expect(caption).toContain("Feature 2 (amber) answers itself with 0.80");
  expect(caption).toContain("receives from another is +0.40, the most that it gives +1.00");
});

test("another network is named and measured, and dashed", () => {
  const half = { ...byHand, weightsOut: byHand.weightsOut.map((weight) => weight / 2) };
  const { caption, words, element } = figure(byHand, focusAt(0), half);
  expect(caption).toContain(
    `Dashed: the L2 network, with 0.30, ${(Math.sqrt(1.17 / 6) / 2).toFixed(3)}`,
  );
  expect(words).toContain("the L2 network");
  // In two histograms and their legend, and in what is received.
  expect(element.querySelectorAll(".fig-other-curve").length).toBe(4);
  expect(figure(byHand).element.querySelectorAll(".fig-other-curve").length).toBe(0);
});

test("the strips are the row and the column of the feature in focus", () => {
  const set = focusAt(1);
  const shownFigure = figure(byHand, set);
  expect(shownFigure.words).toContain("what output 1 receives (row)");
  expect(shownFigure.words).toContain("what feature 1 gives (column)");
  // The strips lie under the matrix, which ends at 484 px: 44 px of axis, 26 px of title, 56 px of bars.
  shownFigure.pointer("pointermove", 400, 580);
  expect(shownFigure.words).toContain("feature 2: +1.000");
  shownFigure.pointer("pointermove", 400, 660);
  expect(shownFigure.words).toContain("feature 2: +0.400");
  shownFigure.pointer("pointerdown", 400, 580);
  shownFigure.pointer("pointerup", 400, 580);
  expect(set.current().feature).toBe(2);
});

test("a press on the sorted line chooses the feature that stands there", () => {
  const set = focusAt(1);
  const { pointer } = figure(byHand, set);
  // The features in order of what they receive: 2, 1, 0.
  pointer("pointerdown", 560, 650);
  pointer("pointerup", 560, 650);
  expect(set.current().feature).toBe(2);
});

test("the table has each feature's answers and interference", () => {
  expect(figure(byHand).rows()[2]).toEqual([
    "2",
    "0.800",
    "−0.300",
    "0.400",
    Math.sqrt(0.17 / 12).toFixed(4),
  ]);
});

test("networks of any shape are drawn, and one that has diverged says so", () => {
  for (const [features, neurons] of [
    [2, 1],
    [2, 100],
    [200, 10],
  ]) {
    const { caption, element } = figure(randomWeights(features, neurons), focusAt(1));
    expect(caption).not.toMatch(/NaN|Infinity/);
    for (const path of element.querySelectorAll(".figure-plot path"))
      expect(path.getAttribute("d") ?? "").not.toMatch(/NaN|Infinity/);
  }
  const broken = randomWeights(4, 2);
  broken.weightsOut.fill(Number.NaN);
  const { caption, words } = figure(broken, focusAt(1), randomWeights(4, 2));
  expect(caption).toContain("this run has diverged");
  expect(words).toContain("self-gains: 4, mean not finite");
  expect(words.join(" ")).not.toMatch(/NaN|Infinity/);
});
