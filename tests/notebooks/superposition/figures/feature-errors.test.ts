// @vitest-environment jsdom
import * as Plot from "@observablehq/plot";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { featureErrorsFigure } from "../../../../notebooks/superposition/figures/feature-errors";
import type { FeatureErrorsState } from "../../../../notebooks/superposition/figures/feature-errors-words";
import { marks, stubSight, textOf } from "./in-sight";
import { captionOf, elementOf, focusAt, press, readoutOf, show } from "./stage";

const state: FeatureErrorsState = {
  Plot,
  errors: Float64Array.of(0.08, 0.06, 0.07, 0.09),
  naive: Float64Array.of(0, 1 / 6, 1 / 6, 1 / 6),
  overall: 0.006,
  naiveOverall: 0.003,
  neurons: 1,
  focus: focusAt(2).current(),
};

/** The corners of a path in steps. */
function pointsAlong(path: string): { x: number; y: number }[] {
  let at = { x: 0, y: 0 };
  return [...path.matchAll(/([MLHV])([\d.]+)(?:,([\d.]+))?/g)].map(([, kind, a, b]) => {
    at =
      kind === "H"
        ? { ...at, x: Number(a) }
        : kind === "V"
          ? { ...at, y: Number(a) }
          : { x: Number(a), y: Number(b) };
    return at;
  });
}

describe("the figure of each feature's error", () => {
  beforeEach(() => stubSight(600));
  afterEach(() => vi.unstubAllGlobals());

  function shown(of: FeatureErrorsState = state) {
    const set = focusAt(of.focus.feature);
    const element = elementOf(featureErrorsFigure, { ...of, focus: set.current() });
    return { element, set, path: (name: string) => element.querySelector(`.figure-plot ${name}`)! };
  }
  /** What Plot draws. */
  const dots = '.fig-chart [aria-label="dot"] circle';
  const stairs = '.fig-chart [aria-label="line"] path';

  it("draws a dot for each feature, from the least error to the largest", () => {
    const { element } = shown();
    const across = marks(element, dots, "cx");
    const heights = marks(element, dots, "cy");
    expect(heights).toHaveLength(4);
    expect(across.toSorted((a, b) => a - b)).toEqual(across);
    expect(heights.toSorted((a, b) => b - a)).toEqual(heights);
    // 0.06, 0.07, 0.08 and 0.09 lie at even distances.
    expect(heights[0] - heights[1]).toBeCloseTo(heights[2] - heights[3], 0);
  });

  it("draws the naive solution as stairs from edge to edge", () => {
    const steps = pointsAlong(shown().path(stairs).getAttribute("d")!);
    // 46 px from the left, 52 px for the means; no error is at the bottom, a sixth above it.
    expect(steps[0].x).toBeCloseTo(46, 6);
    expect(steps.at(-1)!.x).toBeCloseTo(600 - 52, 6);
    expect(steps[1].x).toBeCloseTo(46 + (600 - 98) / 4, 6);
    expect(new Set(steps.map(({ y }) => y)).size).toBe(2);
  });

  it("has a line at each mean, with its number at the end", () => {
    const { element } = shown();
    expect(marks(element, '.fig-chart [aria-label="rule"] line', "y1")).toHaveLength(2);
    expect(textOf(element, '.fig-chart [aria-label="text"] text').split("\n")).toEqual(
      expect.arrayContaining(["0.0750", "0.125", "mean"]),
    );
  });

  it("shows the mean given that the feature is active, and the other average", () => {
    const { element } = shown();
    expect(readoutOf(element, "conditional-error")).toBeCloseTo(0.075, 14);
    expect(readoutOf(element, "naive-conditional-error")).toBeCloseTo(0.125, 14);
    expect(readoutOf(element, "overall-error")).toBe(0.006);
    expect(readoutOf(element, "naive-overall-error")).toBe(0.003);
    expect(captionOf(element)).toContain(
      "the network is better where the feature is active, the naive solution over all",
    );
  });

  it("marks the focus at its rank, and goes to the next in that order", () => {
    const { element, set, path } = shown();
    expect(path(".fig-query-label").textContent).toBe("feature 2: 0.0700");
    expect(press(element, "ArrowRight")).toBe(true);
    expect(set.current().feature).toBe(0);
    press(element, "End");
    expect(set.current().feature).toBe(3);
  });

  it("moves the focus without drawing the errors anew", () => {
    const { element, path } = shown();
    const curve = path(stairs);
    const before = path(".fig-pinned-dot").getAttribute("cx");
    show(element, { ...state, focus: focusAt(3).current() });
    expect(path(stairs)).toBe(curve);
    expect(Number(path(".fig-pinned-dot").getAttribute("cx"))).toBeGreaterThan(Number(before));
  });

  it("says what the naive solution ignores, and nothing of the kind where it ignores nothing", () => {
    const { element } = shown();
    expect(captionOf(element)).toContain("answers 1 perfectly and the other 3 with 0");
    const all = { ...state, naive: new Float64Array(4), naiveOverall: 0, neurons: 6 };
    expect(captionOf(shown(all).element)).toContain("the naive solution has no error");
  });

  it("compares with another network", () => {
    const other = {
      name: "trained with L2",
      errors: state.errors.map((e) => 2 * e),
      overall: 0.004,
    };
    const { element, path } = shown({ ...state, other });
    expect(element.querySelectorAll(stairs)).toHaveLength(2);
    expect(element.querySelectorAll(".fig-other-curve")).toHaveLength(1);
    expect(path(".fig-chart").textContent).toContain("0.150");
    expect(captionOf(element)).toContain("The network trained with L2 has a mean of 0.150.");
    expect(readoutOf(element, "other-conditional-error")).toBeCloseTo(0.15, 14);
  });

  it("lives through a training that has diverged", () => {
    const errors = new Float64Array(4).fill(Number.NaN);
    const { element, path } = shown({ ...state, errors, overall: Number.NaN });
    expect(captionOf(element)).toContain("its training has diverged");
    expect(path(".fig-pinned-dot").getAttribute("visibility")).toBe("hidden");
    for (const mark of element.querySelectorAll(".figure-plot svg *"))
      for (const { name, value } of mark.attributes) expect(`${name} ${value}`).not.toMatch(/NaN/);
  });
});
