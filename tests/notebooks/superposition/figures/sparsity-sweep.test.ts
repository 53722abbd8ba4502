// @vitest-environment jsdom
import * as Plot from "@observablehq/plot";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { sparsitySweepFigure } from "../../../../notebooks/superposition/figures/sparsity-sweep";
import {
  type SparsitySweepState,
  sweepNumbers,
} from "../../../../notebooks/superposition/figures/sparsity-sweep-texts";
import type { SparsitySweep } from "../../../../notebooks/superposition/mathematics/sparsity-sweep";
import { click, drawingOf, drawNow, focusOn, marks, press, stubSight, textOf } from "./in-sight";
import { elementOf } from "./stage";

const probabilities = Float64Array.of(0.005, 0.02, 0.1, 0.5, 1);
const sweep = (conditional: number[], overall: number[]): SparsitySweep => ({
  probabilities,
  conditional: Float64Array.from(conditional),
  overall: Float64Array.from(overall),
  ofFeatures: Float64Array.from([...conditional, ...conditional.map((error) => error / 2)]),
});

/** Better than the naive 1/12 where active up to p of about 0.3, worse over all. */
const trained = sweep([0.04, 0.04, 0.05, 0.12, 0.2], [0.001, 0.002, 0.01, 0.07, 0.2]);

/** Curves that Plot draws. */
const line = '[aria-label="line"] path';
const curves = `.fig-chart ${line}`;

describe("the sweep over p", () => {
  beforeEach(() => stubSight(600));
  afterEach(() => vi.unstubAllGlobals());

  const { set, focus } = focusOn(1);
  const state: SparsitySweepState = {
    Plot,
    sweep: trained,
    other: null,
    exponent: 4,
    otherExponent: 2,
    features: 2,
    neurons: 1,
    isolated: 0.035,
    trainedAt: 0.02,
    focus,
  };
  function shown(changes: Partial<SparsitySweepState> = {}) {
    const element = elementOf(sparsitySweepFigure, { ...state, ...changes });
    drawNow();
    return element;
  }

  it("says both errors at the p of the training, beside the naive solution's", () => {
    const caption = textOf(shown(), "figcaption");
    expect(caption).toContain("0.0400, 2.1 times smaller than the 0.0833");
    expect(caption).toContain("0.00200, 1.2 times larger than the 0.00167");
    expect(caption).toContain("a feature has 0.0350");
  });

  it("says from where on the naive solution is better, and marks the place", () => {
    const element = shown();
    // Between p = 0.1 and 0.5 the curve goes from 0.05 to 0.12 and is at 1/12 after 10/21 of the way.
    const at = 0.1 * 5 ** (10 / 21);
    expect(textOf(element, "figcaption")).toContain(`p\u00a0≈\u00a0${at.toPrecision(1)}`);
    expect(textOf(element, "figcaption")).toContain(
      "The naive solution is better all the way from p\u00a0=\u00a00.005 to 1",
    );
    expect(textOf(element, "svg text")).toContain(`p ≈ ${at.toPrecision(1)}`);
  });

  it("draws both errors on the scales of p and of the error, and the probe on them", () => {
    const element = shown();
    // Of the width of 600, 46 are to the left of the plot and 14 to its right; its 220 px begin at 74.
    const across = (p: number): number => 46 + (540 * Math.log(p / 0.005)) / Math.log(200);
    const [given, over] = [...element.querySelectorAll(`[stroke="var(--blue)"]${line}`)].map(
      (path) =>
        [...path.getAttribute("d")!.matchAll(/([\d.]+),([\d.]+)/g)].map(([, x, y]) => [
          Number(x),
          Number(y),
        ]),
    );
    expect(given).toEqual(
      [0.04, 0.04, 0.05, 0.12, 0.2].map((error, i) => [
        expect.closeTo(across(probabilities[i]), 2),
        expect.closeTo(74 + 220 * (1 - error / (1.08 * 0.2)), 2),
      ]),
    );
    // The decades from 0.0001 to 1, 318 px further down.
    expect(over.map(([, y]) => y)).toEqual(
      [0.001, 0.002, 0.01, 0.07, 0.2].map((error) =>
        expect.closeTo(74 + 318 - (220 * Math.log10(error)) / 4, 2),
      ),
    );
    const dots = ["cx", "cy"].map((name) => marks(element, ".fig-model-dot", name)[0]);
    expect(dots.map((at) => expect.closeTo(at, 0.9))).toEqual(given[1]);
  });

  it("moves a probe through p by keys, and goes on with the features by the others", () => {
    const element = shown();
    expect(textOf(element, ".fig-query-label")).toContain("p = 0.02: 0.0400, naive 0.0833");
    const [before] = marks(element, ".fig-model-dot", "cx");
    press(element, "PageUp");
    expect(textOf(element, ".fig-query-label")).toContain("p = 0.1: 0.0500");
    expect(marks(element, ".fig-model-dot", "cx")[0]).toBeGreaterThan(before);
    press(element, "ArrowLeft");
    expect(set.feature).toHaveBeenLastCalledWith(0);
  });

  it("moves the probe in both plots where one of them is dragged", () => {
    const element = shown();
    // The lower one ends 14 px before the drawing does, and is 318 px under the upper one.
    click(drawingOf(element), 600 - 14, 28 + 318 + 46 + 30);
    drawNow();
    expect(textOf(element, ".fig-query-label")).toContain("p = 1: 0.200, naive 0.0833");
    expect(new Set(marks(element, ".fig-model-dot", "cx")).size).toBe(1);
  });

  it("draws the curve of the feature in focus", () => {
    const path = (feature: number): string =>
      shown({ focus: { ...focus, feature } })
        .querySelector("path.fig-probe-line")!
        .getAttribute("d")!;
    expect(path(0)).not.toBe(path(1));
    expect(textOf(shown(), "svg text")).toContain("feature 1");
  });

  it("compares with the network of the other loss where there is one", () => {
    const other = sweep([0.08, 0.08, 0.08, 0.08, 0.08], [0.0004, 0.0016, 0.008, 0.04, 0.08]);
    expect(shown().querySelectorAll(".fig-other-curve")).toHaveLength(0);
    const element = shown({ other });
    expect(element.querySelectorAll(".fig-other-curve")).toHaveLength(1);
    // Two curves in each of the two plots without it.
    expect(shown().querySelectorAll(curves)).toHaveLength(4);
    expect(element.querySelectorAll(curves)).toHaveLength(6);
    expect(textOf(element, "figcaption")).toContain("Trained with L2, a network has 0.0800");
  });

  it("says so where the two are alike, and where one is better throughout", () => {
    const naive = sweep(
      [1, 1, 1, 1, 1].map((each) => each / 12),
      [...probabilities].map((p) => p / 12),
    );
    expect(textOf(shown({ sweep: naive }), "figcaption")).toContain("The two are alike");
    const better = sweep(
      [0.01, 0.01, 0.01, 0.01, 0.01],
      [...probabilities].map((p) => p / 24),
    );
    expect(textOf(shown({ sweep: better }), "figcaption")).toContain(
      "better than the naive solution all the way",
    );
  });

  it("stands a network that diverged, one with a neuron for each feature, and a training beyond the axis", () => {
    const broken = Array(5).fill(Number.NaN);
    expect(textOf(shown({ sweep: sweep(broken, broken) }), "figcaption")).toContain("not finite");
    expect(textOf(shown({ neurons: 2 }), "figcaption")).toContain(
      "against the 0 of the naive solution",
    );
    const beyond = shown({ trainedAt: 0.001 });
    expect(textOf(beyond, "figcaption")).toContain("as near to that as is shown");
    expect(textOf(beyond, "svg text")).not.toContain("trained here");
  });

  it("gives its numbers as a table and as data", () => {
    const table = sweepNumbers(state).table()!;
    expect(table.rows[1].slice(0, 3)).toEqual(["0.020", "0.0400", "0.0833"]);
    const data = sweepNumbers(state).data();
    expect(data.rows[1]).toEqual([
      0.02,
      0.04,
      expect.closeTo(1 / 12, 12),
      0.002,
      expect.closeTo(0.02 / 12, 12),
    ]);
    expect(data.columns).toHaveLength(5);
  });
});
