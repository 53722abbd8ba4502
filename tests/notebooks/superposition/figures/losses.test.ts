// @vitest-environment jsdom
import * as Plot from "@observablehq/plot";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { lossesFigure } from "../../../../notebooks/superposition/figures/losses";
import type { LossesState } from "../../../../notebooks/superposition/figures/losses-texts";
import { drawNow, marks, stubSight, textOf } from "./in-sight";
import { elementOf } from "./stage";

describe("the costs under two losses", () => {
  beforeEach(() => stubSight(1000));
  afterEach(() => vi.unstubAllGlobals());

  const state: LossesState = {
    Plot,
    comparisons: [
      { exponent: 2, ignoring: 0.003, attenuating: 0.0012, network: 0.006, other: 0.00299 },
      { exponent: 4, ignoring: 0.0018, attenuating: 0.0003, network: 0.0006, other: 0.0014 },
    ],
    features: 100,
    neurons: 10,
    gain: 0.39,
    exponent: 4,
    otherExponent: 2,
  };
  const bars = '.fig-chart [aria-label="rect"] rect';
  function shown(changes: Partial<LossesState> = {}) {
    const element = elementOf(lossesFigure, { ...state, ...changes });
    drawNow();
    return element;
  }
  const caption = (changes: Partial<LossesState> = {}): string =>
    textOf(shown(changes), "figcaption");

  it("draws each loss on a scale of its own, with all costs written", () => {
    const element = shown();
    const [square, fourth] = element.querySelectorAll<SVGElement>(".fig-chart");
    /** Of the bars of a fill: those of ignoring and of the formula, of this network, of the other. */
    const lengths = (plot: SVGElement) =>
      ["var(--muted)", "var(--blue)", "none"].map((fill) =>
        [...plot.querySelectorAll(`[aria-label="rect"][fill="${fill}"] rect`)].map((bar) =>
          Number(bar.getAttribute("width")),
        ),
      );
    const [[ignoring, formula], [network], [other]] = lengths(square);
    expect(formula / ignoring).toBeCloseTo(0.4, 6);
    expect(network / ignoring).toBeCloseTo(2, 6);
    expect(other / ignoring).toBeCloseTo(0.00299 / 0.003, 6);
    const [[dearest], [measured]] = lengths(fourth);
    expect(dearest / measured).toBeCloseTo(3, 6);
    expect(textOf(element, "svg text")).toContain("0.00600 (2.0 ×)");
    expect(textOf(element, "svg text")).toContain("6.0×10⁻⁴ (0.33 ×)");
  });

  it("says that the formulas flatter attenuation, and who wins once interference counts", () => {
    expect(caption()).toContain(
      "answering every feature with gain 0.39 costs less than ignoring 90 of them under either loss",
    );
    expect(caption()).toContain("0.00600 under L2, 2.0 times larger than the 0.00300 of ignoring");
    expect(caption()).toContain("Under L2, the one trained with L2 and ignoring are level.");
    expect(caption()).toContain("Under L4, this network wins.");
  });

  it("goes by the numbers, not by what is expected", () => {
    const [square, fourth] = state.comparisons;
    const otherwise = caption({
      comparisons: [
        { ...square, network: 0.001 },
        { ...fourth, attenuating: 0.002, network: 0.0036, other: 0.004 },
      ],
    });
    expect(otherwise).toContain("Under L2, this network wins.");
    expect(otherwise).toContain("Under L4, ignoring wins.");
    expect(otherwise).toContain("0.40 times as much under L2 and 1.11 times as much under L4");
  });

  it("does without the other network, and without anything to ignore", () => {
    const alone = state.comparisons.map((each) => ({ ...each, other: null }));
    const [square, fourth] = alone;
    expect(marks(shown({ comparisons: [square, fourth] }), bars, "width")).toHaveLength(6);
    expect(caption({ comparisons: [square, fourth] })).not.toContain("trained with L2 has");
    const wide = caption({
      comparisons: [
        { ...square, ignoring: 0 },
        { ...fourth, ignoring: 0 },
      ],
      neurons: 120,
    });
    expect(wide).toContain("the naive solution costs nothing");
  });

  it("stands a network that diverged", () => {
    const [square, fourth] = state.comparisons.map((each) => ({ ...each, network: Number.NaN }));
    expect(caption({ comparisons: [square, fourth] })).toContain("not finite");
  });
});
