// @vitest-environment jsdom
import * as Plot from "@observablehq/plot";
import { describe, expect, it } from "vitest";
import { errorBars } from "../../../../notebooks/superposition/figures/error-bars";
import { errorStack } from "../../../../notebooks/superposition/figures/error-stack";

describe("an error as a stack", () => {
  it("is what it is alone, with what is added on top", () => {
    expect(errorStack(0.3, 0.5)).toEqual([
      { kind: "network", from: 0, to: 0.3 },
      { kind: "added", from: 0.3, to: 0.5 },
    ]);
  });

  it("is no higher than what is left of it, where something is taken away", () => {
    expect(errorStack(0.5, 0.3)).toEqual([
      { kind: "network", from: 0, to: 0.3 },
      { kind: "removed", from: 0.3, to: 0.5 },
    ]);
  });

  it("has one part where nothing is added or taken away, and none where it is not finite", () => {
    expect(errorStack(0.5, 0.5)).toEqual([{ kind: "network", from: 0, to: 0.5 }]);
    expect(errorStack(0.5, Number.NaN)).toEqual([]);
    expect(errorStack(Number.POSITIVE_INFINITY, 1)).toEqual([]);
  });
});

describe("the bars of the errors", () => {
  /** Bars of slots of 10 px from 100 px on, with 0 at 50 px and 0.1 in 10 px, by their colour. */
  function drawn(isolated: number[], conditional: number[], order: number[], slot = 10) {
    const plot = Plot.plot({
      width: 100 + slot * order.length,
      height: 50,
      margin: 0,
      marginLeft: 100,
      x: { domain: [0.5, order.length + 0.5], axis: null },
      y: { domain: [0, 0.5], axis: null },
      marks: errorBars(Plot, isolated, conditional, order, slot),
    });
    const numbers = (mark: Element, names: string[]): number[] =>
      names.map((name) => Number(Number(mark.getAttribute(name)).toFixed(6)));
    const bars = (colour: string) =>
      [...plot.querySelectorAll(`[aria-label="rect"]${colour} rect`)].map((bar) =>
        numbers(bar, ["x", "y", "width", "height"]),
      );
    return {
      kept: bars('[fill="var(--blue)"]:not([fill-opacity])'),
      added: bars('[fill-opacity="0.3"]'),
      seamless: plot.querySelector('[aria-label="rect"][shape-rendering="crispEdges"]') !== null,
      removed: bars('[fill="var(--red)"]'),
      ends: [...plot.querySelectorAll('[aria-label="rule"] line')].map((line) =>
        numbers(line, ["x1", "x2", "y1"]),
      ),
    };
  }
  const { kept, added, removed, ends } = drawn([0.1, 0.3, 0.2], [0.2, 0.1, Number.NaN], [1, 0, 2]);

  it("stand in the order of their slots", () => {
    expect(kept).toEqual([
      [101, 40, 8, 10],
      [111, 40, 8, 10],
    ]);
  });

  it("have what is added and what is taken away beyond them", () => {
    expect(added).toEqual([[111, 30, 8, 10]]);
    expect(removed).toEqual([[101, 20, 8, 20]]);
  });

  it("end at the error as it is", () => {
    expect(ends).toEqual([
      [101, 109, 40],
      [111, 119, 30],
    ]);
  });

  it("touch one another where slots are narrow, without seams", () => {
    const { ends, seamless } = drawn([0.1], [0.1], [0], 2);
    expect(ends).toEqual([[100, 102, 40]]);
    expect(seamless).toBe(true);
    expect(drawn([0.1], [0.1], [0]).seamless).toBe(false);
  });
});
