// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { featureErrorsFigure } from "../../../../notebooks/superposition/figures/feature-errors";
import type { FeatureErrorsState } from "../../../../notebooks/superposition/figures/feature-errors-words";
import { stubSight } from "./in-sight";
import { captionOf, elementOf, focusAt, press, readoutOf, show } from "./stage";

const state: FeatureErrorsState = {
  errors: Float64Array.of(0.08, 0.06, 0.07, 0.09),
  naive: Float64Array.of(0, 1 / 6, 1 / 6, 1 / 6),
  overall: 0.006,
  naiveOverall: 0.003,
  neurons: 1,
  focus: focusAt(2).current(),
};

describe("the figure of each feature's error", () => {
  beforeEach(() => stubSight(600));
  afterEach(() => vi.unstubAllGlobals());

  function shown(of: FeatureErrorsState = state) {
    const set = focusAt(of.focus.feature);
    const element = elementOf(featureErrorsFigure, { ...of, focus: set.current() });
    return { element, set, path: (name: string) => element.querySelector(`.figure-plot ${name}`)! };
  }
  /** The heights of the dots, from the left. */
  const heights = (path: Element): number[] =>
    [...path.getAttribute("d")!.matchAll(/M[\d.]+ ([\d.]+)h0/g)].map(([, y]) => Number(y));

  it("draws a dot for each feature, from the least error to the largest", () => {
    const { path } = shown();
    const dots = [...path("svg").querySelectorAll(".fig-feature-dots")].at(-1)!;
    const found = heights(dots);
    expect(found).toHaveLength(4);
    expect(found.toSorted((a, b) => b - a)).toEqual(found);
    // 0.06, 0.07, 0.08 and 0.09 lie at even distances.
    expect(found[0] - found[1]).toBeCloseTo(found[2] - found[3], 0);
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
    const curve = path(".fig-reference-curve");
    const before = path(".fig-pinned-dot").getAttribute("cx");
    show(element, { ...state, focus: focusAt(3).current() });
    expect(path(".fig-reference-curve")).toBe(curve);
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
    expect(path("svg").querySelectorAll(".fig-other-curve")).toHaveLength(2);
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
