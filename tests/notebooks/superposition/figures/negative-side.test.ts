// @vitest-environment jsdom
import * as Plot from "@observablehq/plot";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { negativeSideFigure } from "../../../../notebooks/superposition/figures/negative-side";
import type { NegativeSideState } from "../../../../notebooks/superposition/figures/negative-side-texts";
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

describe("the answers to negative values", () => {
  beforeEach(() => stubSight(1000));
  afterEach(() => vi.unstubAllGlobals());

  const { set, focus } = focusOn(1);
  const state: NegativeSideState = {
    Plot,
    up: Float64Array.of(0.4, 0.36, 0.38),
    down: Float64Array.of(-0.04, -0.05, -0.03),
    side: { withAnswer: 8e-5, withoutAnswer: 6e-5, interference: 0.02 },
    source: {
      pairs: 6,
      alike: 5,
      correlation: 0.99,
      loss: 6e-4,
      lossWithout: 9e-4,
      interference: 0.02,
      interferenceWithout: 0.06,
    },
    exponent: 4,
    neurons: 5,
    focus,
  };
  function shown(changes: Partial<NegativeSideState> = {}) {
    const element = elementOf(negativeSideFigure, { ...state, ...changes });
    drawNow();
    return element;
  }
  const caption = (changes: Partial<NegativeSideState> = {}): string =>
    textOf(shown(changes), "figcaption");
  const source = (changes: Partial<NegativeSideState["source"]>) => ({
    source: { ...state.source, ...changes },
  });

  it("has a dot for each feature, that in focus in amber", () => {
    const element = shown();
    expect(marks(element, ".fig-answers circle", "cx")).toHaveLength(3);
    expect(marks(element, ".fig-pinned-dot", "cy")).toEqual([
      marks(element, ".fig-answers circle", "cy")[1],
    ]);
    expect(textOf(element, ".fig-query-label")).toBe("feature 1: −0.050 at −1, 0.360 at 1");
  });

  it("sets what the answer costs beside what its source is worth", () => {
    expect(caption()).toContain("it is −0.040 on average, where the gain is 0.38");
    expect(caption()).toContain("2.0 of 5 for a feature");
    expect(caption()).toContain("correlates with W_in at 0.99");
    expect(caption()).toContain("in 83 % of the cases");
    expect(caption()).toContain(
      "it costs error: the mean |error|⁴ is 8.0×10⁻⁵ with the answer and 6.0×10⁻⁵ without",
    );
    expect(caption()).toContain("the mean interference would be 0.060 rather than 0.020");
    expect(caption()).toContain("1.5 times larger than now. The answer at x < 0 is the price.");
    const lengths = marks(shown(), "rect:not(.fig-hit)", "width");
    expect(lengths).toHaveLength(6);
    expect(lengths[3] / lengths[2]).toBeCloseTo(3, 1);
  });

  it("goes by the numbers where they say something else", () => {
    const saves = { side: { withAnswer: 4e-5, withoutAnswer: 6e-5, interference: 0.02 } };
    expect(caption(saves)).toContain("it saves error");
    expect(caption(saves)).not.toContain("So why keep it?");
    expect(caption(source({ lossWithout: 6e-4 }))).toContain("hardly matter");
    expect(caption(source({ lossWithout: 3e-4 }))).toContain(
      "Nor are these outputs of use elsewhere",
    );
    expect(caption(source({ pairs: 0, alike: 0 }))).toContain("No neuron has a negative weight");
    expect(caption({ down: Float64Array.of(Number.NaN, 0, 0) })).toContain("not finite");
    const nothing = source({ interference: Number.NaN, loss: Number.NaN });
    expect(shown({ ...nothing, up: state.up.map(() => Number.NaN) }).innerHTML).not.toContain(
      "NaN",
    );
  });

  it("names the feature under a mouse, and then again that in focus", () => {
    const element = shown();
    const drawing = drawingOf(element);
    const [x, y] = ["cx", "cy"].map((name) => marks(element, ".fig-answers circle", name)[0]);
    hover(drawing, { x, y });
    expect(textOf(element, "svg text")).toContain("feature 0: −0.040 at −1, 0.400 at 1");
    hover(drawing, null);
    expect(textOf(element, ".fig-query-label")).toContain("feature 1");
  });

  it("keeps what the reader presses in place while the network changes", () => {
    const element = shown();
    const drawing = drawingOf(element);
    element.update({ ...state, up: Float64Array.of(0.5, 0.4, 0.3) });
    drawNow();
    expect(drawingOf(element)).toBe(drawing);
    expect(textOf(element, ".fig-query-label")).toBe("feature 1: −0.050 at −1, 0.400 at 1");
  });

  it("names what is under a mouse that rests while the network changes", () => {
    const element = shown();
    const [x, y] = ["cx", "cy"].map((name) => marks(element, ".fig-answers circle", name)[0]);
    hover(drawingOf(element), { x, y });
    // The first and the second answer change places.
    element.update({
      ...state,
      up: Float64Array.of(0.36, 0.4, 0.38),
      down: Float64Array.of(-0.05, -0.04, -0.03),
    });
    drawNow();
    expect(textOf(element, "svg text")).toContain("feature 1: −0.040 at −1, 0.400 at 1");
  });

  it("takes the feature that is pressed, and goes through them by keys", () => {
    const element = shown();
    const [x, y] = ["cx", "cy"].map((name) => marks(element, ".fig-answers circle", name)[2]);
    click(drawingOf(element), x + 3, y);
    expect(set.feature).toHaveBeenLastCalledWith(2);
    press(element, "Home");
    expect(set.feature).toHaveBeenLastCalledWith(0);
  });
});
