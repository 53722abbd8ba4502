// @vitest-environment jsdom
import * as Plot from "@observablehq/plot";
import { expect, test } from "vitest";
import { categories } from "../../src/drawing/categories";
import { allVisions, contrast, distance, themeColour } from "./support/colours";

/** The colours of all categories, in each scheme. */
const schemes = [0, 1].map((scheme) =>
  categories.map(({ colour }) => themeColour(/^var\(--(.+)\)$/.exec(colour)![1])[scheme]),
);

test("every category keeps 3:1 on the paper of both schemes", () => {
  for (const [scheme, paper] of themeColour("paper").entries())
    for (const colour of schemes[scheme]) expect(contrast(colour, paper)).toBeGreaterThanOrEqual(3);
});

test.each(allVisions)(
  "any two categories are told apart by an eye with %s, in both schemes",
  (vision) => {
    for (const colours of schemes)
      for (const [i, colour] of colours.entries())
        for (const other of colours.slice(i + 1))
          expect(distance(colour, other, vision)).toBeGreaterThan(15);
  },
);

test.each(["amber", "blue", "red", "ink", "muted"])(
  "no category passes for %s, which has a meaning",
  (name) => {
    for (const [scheme, taken] of themeColour(name).entries())
      for (const colour of schemes[scheme]) expect(distance(colour, taken)).toBeGreaterThan(20);
  },
);

test("each has a dash and a symbol of its own, the first an unbroken line", () => {
  const [first] = categories;
  expect(first.dash).toBe("none");
  expect(categories).toHaveLength(7);
  for (const look of ["colour", "dash", "symbol"] as const)
    expect(new Set(categories.map((category) => category[look])).size).toBe(7);
});

test("Plot draws lines and dots of them", () => {
  for (const { colour, dash, symbol } of categories) {
    const marks = [
      Plot.line([1, 2], { x: [1, 2], y: [1, 2], stroke: colour, strokeDasharray: dash }),
      Plot.dot([1], { x: [1], y: [1], fill: colour, symbol }),
    ];
    const [line, dot] = ["line", "dot"].map(
      (name) => Plot.plot({ marks }).querySelector(`[aria-label="${name}"]`)!,
    );
    expect(line.getAttribute("stroke")).toBe(colour);
    expect(line.getAttribute("stroke-dasharray") ?? "none").toBe(dash);
    expect(dot.getAttribute("fill")).toBe(colour);
    expect(dot.children).toHaveLength(1);
  }
});
