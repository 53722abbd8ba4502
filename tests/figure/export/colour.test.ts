import { expect, it } from "vitest";
import { svgColour } from "../../../src/figure/export/colour";

it.each([
  ["rgb(29, 31, 36)", "#1d1f24", 1],
  ["rgba(255, 0, 128, 0.25)", "#ff0080", 0.25],
  ["rgba(0, 0, 0, 0)", "none", 1],
  ["none", "none", 1],
])("%s is %s in a picture", (computed, colour, opacity) => {
  expect(svgColour(computed)).toEqual({ colour, opacity });
});
