// @vitest-environment jsdom
import * as Plot from "@observablehq/plot";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { l2GainsFigure } from "../../../../notebooks/superposition/figures/l2-gains";
import type { L2GainsState } from "../../../../notebooks/superposition/figures/l2-gains-texts";
import {
  click,
  drawingOf,
  drawNow,
  focusOn,
  hover,
  marks,
  press,
  stubSight,
  textOf,
} from "./in-sight";
import { elementOf } from "./stage";

describe("the gains under L2 and L4", () => {
  beforeEach(() => stubSight(460));
  afterEach(() => vi.unstubAllGlobals());

  const { set, focus } = focusOn(2);
  const state: L2GainsState = {
    Plot,
    gains: Float64Array.of(0.4, 0.38, 0.42, 0.4),
    otherGains: Float64Array.of(0, 0.3, 0.1, 0),
    exponent: 4,
    otherExponent: 2,
    neurons: 1,
    focus,
  };
  function shown(changes: Partial<L2GainsState> = {}) {
    const element = elementOf(l2GainsFigure, { ...state, ...changes });
    drawNow();
    return element;
  }
  const caption = (changes: Partial<L2GainsState> = {}): string =>
    textOf(shown(changes), "figcaption");

  it("sorts the gains of each network, and has the feature in focus in both", () => {
    const element = shown();
    const own = marks(element, ".fig-own-gains circle", "cy");
    expect(own).toEqual(own.toSorted((a, b) => a - b));
    expect(marks(element, ".fig-pinned-dot", "cx")).toEqual(
      marks(element, ".fig-own-gains circle", "cx").slice(0, 1),
    );
    // Second of the other network.
    expect(marks(element, ".fig-probe-handle", "cx")[0]).toBeCloseTo(46 + 1.5 * 100, 1);
    expect(textOf(element, ".fig-query-label")).toBe("feature 2: 0.420, with L2 0.100");
  });

  it("says mean, spread and how many share, and that L2 raises nothing here", () => {
    expect(caption()).toContain(
      "Trained with L2, a network has a mean gain of 0.10 with a spread of 0.12, and 2 of 4 features share the neuron",
    );
    expect(caption()).toContain("here it does not");
    expect(caption()).toContain("uneven");
  });

  it("says that L2 does it where it does", () => {
    expect(caption({ otherGains: Float64Array.of(0.8, 0.8, 0.81, 0.8) })).toContain(
      "here it does.",
    );
    expect(caption({ otherGains: Float64Array.of(1, 0, 1, 0) })).toContain(
      "but the gains are uneven",
    );
  });

  it("knows which of the two is L2 whichever is on the page", () => {
    const swapped = caption({
      gains: state.otherGains!,
      otherGains: state.gains,
      exponent: 2,
      otherExponent: 4,
    });
    expect(swapped).toBe(caption());
  });

  it("takes the feature that is pressed, of the network whose dot is nearer", () => {
    const element = shown();
    const drawing = drawingOf(element);
    const [first] = marks(element, ".fig-own-gains circle", "cy");
    click(drawing, 46 + 150, first);
    expect(set.feature).toHaveBeenLastCalledWith(0);
    const last = marks(element, ".fig-other-gains circle", "cy");
    click(drawing, 46 + 350, last.at(-1)!);
    expect(set.feature).toHaveBeenLastCalledWith(3);
  });

  it("names the feature under a mouse", () => {
    const element = shown();
    const drawing = drawingOf(element);
    hover(drawing, { x: 46 + 350, y: 96 });
    expect(textOf(element, "svg text")).toContain("feature 1: 0.380, with L2 0.300");
    hover(drawing, null);
    expect(textOf(element, ".fig-query-label")).toContain("feature 2");
  });

  it("goes through the features in the order of their gains", () => {
    press(shown(), "ArrowRight");
    expect(set.feature).toHaveBeenLastCalledWith(0);
  });

  it("does without the other network, and with gains that are not numbers", () => {
    expect(caption({ otherGains: null })).toContain("is yet to be trained");
    const broken = shown({ gains: Float64Array.of(Number.NaN, 0.1, Number.NaN, 0.2) });
    expect(broken.querySelectorAll(".fig-own-gains circle")).toHaveLength(2);
    expect(textOf(broken, "figcaption")).toContain("nothing to compare");
    expect(broken.innerHTML).not.toContain("NaN");
  });
});
