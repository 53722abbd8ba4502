// @vitest-environment jsdom
import * as Plot from "@observablehq/plot";
import { expect, it } from "vitest";
import { clipped } from "../../src/drawing/clipped";

it("clips a mark to the ground of its plot, and needs no id for it", () => {
  const plot = Plot.plot({
    width: 200,
    height: 100,
    margin: 10,
    y: { domain: [0, 1] },
    marks: [
      Plot.line(
        [
          [0, 0],
          [1, 9],
        ],
        { render: clipped },
      ),
    ],
  });
  const room = plot.querySelector("svg")!;
  expect(room.getAttribute("viewBox")).toBe("10 10 180 80");
  expect(["x", "y", "width", "height"].map((name) => room.getAttribute(name))).toEqual([
    "10",
    "10",
    "180",
    "80",
  ]);
  expect(room.querySelector("path")!.getAttribute("d")).toContain("L190,-630");
  expect(plot.outerHTML).not.toContain("url(#");
});
