// @vitest-environment jsdom
import * as Plot from "@observablehq/plot";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { gainCurveFigure } from "../../../../notebooks/superposition/figures/gain-curve";
import type { GainCurveState } from "../../../../notebooks/superposition/figures/gain-curve-texts";
import { click, drawingOf, drawNow, marks, press, stubSight, textOf } from "./in-sight";
import { elementOf } from "./stage";

/** What Plot draws of the network. */
const networkCurve = '.fig-chart [aria-label="line"][stroke="var(--blue)"] path';
const networkDot = '.fig-chart [aria-label="dot"][fill="var(--blue)"] circle';

describe("the loss over the gain", () => {
  beforeEach(() => stubSight(700));
  afterEach(() => vi.unstubAllGlobals());

  /** Gains all alike, and interference that doubles the quadratic term: least at half of the way to 1. */
  const curve = {
    exponent: 2,
    probability: 0.06,
    gain: 0.5,
    coefficients: Float64Array.of(0.01, -0.01, 0.005),
  };
  const state: GainCurveState = { Plot, curve, features: 10, neurons: 2 };
  function shown(changes: Partial<GainCurveState["curve"]> = {}, neurons = 2) {
    const element = elementOf(gainCurveFigure, {
      ...state,
      curve: { ...curve, ...changes },
      neurons,
    });
    drawNow();
    return element;
  }

  it("says where the loss is least, and that the network stands there", () => {
    const caption = textOf(shown(), "figcaption");
    expect(caption).toContain("it is least at gain 0.50, and that is where this network is: 0.50");
    // Of 0.005, attenuation makes p (1 − g)² / 6 = 0.0025.
    expect(caption).toContain("Of its loss of 0.00500, attenuation is 50 %");
    expect(caption).toContain("Ignoring 8 features would cost 0.00800, 1.6 times that");
    expect(textOf(shown(), "svg text")).toContain("least at 0.50");
  });

  it("says so where the network stands elsewhere", () => {
    const caption = textOf(
      shown({ gain: 0.25, coefficients: Float64Array.of(0.01, -0.006, 0.0015) }),
      "figcaption",
    );
    expect(caption).toContain(
      "least at gain 0.50, with 0.00400; this network stands at 0.25 with 0.00550",
    );
  });

  it("goes through the gain by keys, and back", () => {
    const element = shown();
    const readout = (): string => textOf(element, ".fig-query-label");
    expect(readout()).toBe("gain 0.50: loss 0.00500, formula 0.00250");
    press(element, "ArrowRight", { shiftKey: true });
    expect(readout()).toBe("gain 0.60: loss 0.00520, formula 0.00160");
    press(element, "Home");
    expect(readout()).toBe("gain 0.00: loss 0.0100, formula 0.0100");
    press(element, "Escape");
    expect(readout()).toContain("gain 0.50");
  });

  it("goes to the gain that is dragged to, and stays there while the network changes", () => {
    const element = shown();
    const readout = (): string => textOf(element, ".fig-query-label");
    // From 46 px on, 638 px for gains up to 1.
    click(drawingOf(element), 46 + 0.6 * 638, 200);
    expect(readout()).toBe("gain 0.60: loss 0.00520, formula 0.00160");
    element.update({ ...state, curve: { ...curve, gain: 0.25 } });
    drawNow();
    expect(readout()).toContain("gain 0.60");
    click(drawingOf(element), 690, 200);
    expect(readout()).toContain("gain 1.00");
  });

  it("puts the network's dot on its curve", () => {
    const element = shown();
    const [x, y] = ["cx", "cy"].map((name) => marks(element, networkDot, name)[0]);
    expect(x).toBeCloseTo(46 + 0.5 * 638, 6);
    // Of 0 to 1.25 times the 0.01 of no answer, in 280 px.
    expect(y).toBeCloseTo(74 + 280 * (1 - 0.005 / 0.0125), 6);
    const path = element.querySelector(networkCurve)!.getAttribute("d")!;
    expect(path).toContain(`L${x},${y.toFixed(0)}L`);
  });

  it("has only the formula where there is no gain to scale", () => {
    for (const changes of [
      { gain: 0.001 },
      { gain: -0.2 },
      { coefficients: Float64Array.of(0.01, Number.NaN, Number.NaN), gain: Number.NaN },
    ]) {
      const element = shown(changes);
      expect(element.querySelector(networkCurve)).toBeNull();
      expect(element.querySelector('.fig-chart [aria-label="line"] path')).not.toBeNull();
      expect(textOf(element, "figcaption")).toMatch(/no answer yet to scale|not finite/);
      expect(element.innerHTML).not.toContain("NaN");
    }
  });

  it("reaches beyond 1 where the network does", () => {
    const element = shown({ gain: 1.02 }, 12);
    expect(textOf(element, '.fig-chart [aria-label="x-axis tick label"] text')).toContain("1.2");
    expect(textOf(element, "figcaption")).not.toContain("Ignoring");
  });
});
