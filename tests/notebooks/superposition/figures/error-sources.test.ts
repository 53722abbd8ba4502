// @vitest-environment jsdom
import * as Plot from "@observablehq/plot";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  type ErrorSourcesState,
  errorSourcesFigure,
  sumInWords,
} from "../../../../notebooks/superposition/figures/error-sources";
import { stubSight } from "./in-sight";
import { captionOf, elementOf, focusAt, press, readoutOf, show } from "./stage";

const state: ErrorSourcesState = {
  Plot,
  isolated: Float64Array.of(0.06, 0.04, 0.05),
  conditional: Float64Array.of(0.09, 0.05, 0.04),
  inactive: Float64Array.of(0.001, 0.002, 0.003),
  probability: 0.1,
  neurons: 1,
  focus: focusAt(0).current(),
};

/** Bars that Plot draws. */
const bars = '.fig-chart [aria-label="rect"]';

describe("the figure of where the error comes from", () => {
  beforeEach(() => stubSight(700));
  afterEach(() => vi.unstubAllGlobals());

  function shown(of: ErrorSourcesState = state) {
    const set = focusAt(of.focus.feature);
    const element = elementOf(errorSourcesFigure, { ...of, focus: set.current() });
    return { element, set, all: (name: string) => [...element.querySelectorAll(`svg ${name}`)] };
  }

  it("gives the means over the features", () => {
    const { element } = shown();
    expect(readoutOf(element, "isolated-error")).toBeCloseTo(0.05, 14);
    expect(readoutOf(element, "interference-error")).toBeCloseTo(0.01, 14);
    expect(readoutOf(element, "inactive-error")).toBeCloseTo(0.002, 14);
  });

  it("says what adds up to the error over all, and what the naive solution has", () => {
    const { element } = shown();
    // 0.1 × 0.05 + 0.1 × 0.01 + 0.9 × 0.002
    expect(captionOf(element)).toContain("the mean squared error is 0.00780: 64");
    // 0.1 × ⅔ × ⅙
    expect(captionOf(element)).toContain("The naive solution has 0.0111, all of it from the 2");
  });

  it("shows honestly where interference takes away", () => {
    const { element, all } = shown();
    expect(captionOf(element)).toContain("For 1 of 3 it takes away (red).");
    expect(all(`${bars}[fill="var(--red)"] rect`)).toHaveLength(1);
    expect(element.textContent).toContain("interference takes away");
    const conditional = Float64Array.of(0.09, 0.05, 0.06);
    const added = shown({ ...state, conditional });
    expect(captionOf(added.element)).not.toContain("takes away");
    expect(added.all(`${bars}[fill="var(--red)"] rect`)).toHaveLength(0);
  });

  it("stacks what others add on what a feature costs alone", () => {
    const { all } = shown({ ...state, conditional: Float64Array.of(0.09, 0.05, 0.06) });
    const [plot] = all(".fig-chart");
    const [kept, added] = [":not([fill-opacity])", '[fill-opacity="0.3"]'].map((look) =>
      [...plot.querySelectorAll(`[aria-label="rect"]${look} rect`)].map((bar) => {
        const [y, height] = ["y", "height"].map((name) => Number(bar.getAttribute(name)));
        return { top: y, bottom: y + height };
      }),
    );
    expect(kept).toHaveLength(3);
    expect(added.map(({ bottom }) => bottom)).toEqual(
      kept.map(({ top }) => expect.closeTo(top, 6)),
    );
  });

  it("writes the sum of the focus, and goes to the next by error", () => {
    const { element, set, all } = shown();
    expect(all(".fig-query-label")[0].textContent).toBe("feature 0: 0.0600 + 0.0300 = 0.0900");
    press(element, "ArrowLeft");
    expect(set.current().feature).toBe(1);
    press(element, "Home");
    expect(set.current().feature).toBe(2);
  });

  it("moves the focus without drawing the bars anew", () => {
    const { element, all } = shown();
    const before = all(`${bars} rect`);
    expect(before.length).toBeGreaterThan(6);
    show(element, { ...state, focus: focusAt(2).current() });
    expect(all(`${bars} rect`).every((bar, i) => bar === before[i])).toBe(true);
    expect(all(".fig-query-label")[0].textContent).toBe("feature 2: 0.0500 − 0.0100 = 0.0400");
  });

  it("lives through a training that has diverged", () => {
    const nan = new Float64Array(3).fill(Number.NaN);
    const { element, all } = shown({ ...state, isolated: nan, conditional: nan, inactive: nan });
    expect(captionOf(element)).toContain("its training has diverged");
    for (const mark of all("*"))
      for (const { name, value } of mark.attributes) expect(`${name} ${value}`).not.toMatch(/NaN/);
  });
});

describe("the error of a feature as a sum", () => {
  it("adds up as it is written", () => {
    expect(sumInWords(0.05944, 0.07024)).toBe("0.0594 + 0.0108 = 0.0702");
    expect(sumInWords(0.0604, 0.0552)).toBe("0.0604 − 0.0052 = 0.0552");
    expect(sumInWords(Number.NaN, 0.1)).toBe("not finite");
  });
});
