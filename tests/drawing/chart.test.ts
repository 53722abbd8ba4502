// @vitest-environment jsdom
import * as Plot from "@observablehq/plot";
import { describe, expect, it } from "vitest";
import { chart, type PlotFrame, plotFrame } from "../../src/drawing/chart";

const frame = plotFrame({ width: 300, height: 200 }, { top: 10, right: 20, bottom: 30, left: 40 });
const points = [
  [0, 1],
  [10, 100],
] as const;
const plot = (options: Plot.PlotOptions, of: PlotFrame = frame) =>
  Plot.plot({ ...of, marks: [Plot.line(points)], ...options });

describe("a plot in a figure", () => {
  it("takes the room of its frame", () => {
    const { element, x, y } = chart(plot({}));
    expect([element.getAttribute("width"), element.getAttribute("height")]).toEqual(["300", "200"]);
    expect(element.getAttribute("class")).toBe("fig-chart");
    expect(element.getAttribute("overflow")).toBe("visible");
    expect(x.range()).toEqual([40, 280]);
    expect(y.range()).toEqual([170, 10]);
  });

  it("gives the scales over which it is drawn, and their inverses", () => {
    const drawn = plot({ y: { type: "log" } });
    const { x, y } = chart(drawn);
    for (const value of [0, 2.5, 10]) expect(x(value)).toBe(drawn.scale("x")!.apply(value));
    for (const value of [1, 7, 100])
      expect(y(value)).toBeCloseTo(drawn.scale("y")!.apply(value), 9);
    expect(y.invert(90)).toBeCloseTo(10, 9);
    expect(x.invert(160)).toBe(5);
  });

  it("has no style sheet, and names its axes without arrows", () => {
    const { element } = chart(plot({ x: { label: "epoch" }, y: { label: "error" } }));
    expect(element.querySelector("style")).toBeNull();
    const labels = element.querySelectorAll('[aria-label$="-axis label"]');
    expect([...labels].map((label) => label.textContent)).toEqual(["error", "epoch"]);
  });

  it("is a drawing alone, over scales of numbers", () => {
    expect(() => chart(plot({ title: "A title" }))).toThrow("cannot be a part of a figure");
    expect(() => chart(plot({ x: { type: "point" } }))).toThrow("x scale is point");
    expect(() => chart(Plot.plot({ ...frame, marks: [Plot.frame()] }))).toThrow("no x scale");
  });
});
