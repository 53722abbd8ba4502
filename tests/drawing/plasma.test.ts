import { expect, test } from "vitest";
import { colourRamp, errorColours, lineStart, plasma, plasmaRamp } from "../../src/drawing/plasma";
import { channels, contrast, luminance, themeColour } from "./support/colours";

test("every colour of a line keeps 3:1 on the plot ground of both schemes", () => {
  for (const ground of themeColour("plot-ground"))
    for (let t = lineStart; t <= 1; t += 0.01)
      expect(contrast(channels(plasma(t)), ground)).toBeGreaterThanOrEqual(3);
});

test("the smallest error is the brightest, the largest the darkest", () => {
  const { domain, colour } = errorColours([2000, 0.04, 30]);
  expect(domain).toEqual([2000, 0.04]);
  expect(colour(0.04)).toBe(plasma(1));
  expect(colour(2000)).toBe(plasma(lineStart));
  expect(luminance(channels(colour(0.5)))).toBeGreaterThan(luminance(channels(colour(50))));
});

test("errors that are zero or not finite have a colour and do not stretch the scale", () => {
  const { domain, colour } = errorColours([100, 1, 0, Number.NaN, Number.POSITIVE_INFINITY]);
  expect(domain).toEqual([100, 1]);
  expect(colour(0)).toBe(plasma(1));
  expect(colour(Number.NaN)).toBe(plasma(lineStart));
});

test("equal errors, or none, still give a scale", () => {
  const [high, low] = errorColours([5, 5]).domain;
  expect(high / low).toBeCloseTo(10, 6);
  expect(errorColours([]).domain).toEqual([100, 1]);
});

test("a ramp holds red, green, blue and an opaque alpha in the order of a canvas", () => {
  const bytes = new Uint8Array(colourRamp(() => "#123456").buffer);
  expect([...bytes.subarray(0, 4)]).toEqual([0x12, 0x34, 0x56, 0xff]);
  expect(plasmaRamp()).toHaveLength(256);
});
