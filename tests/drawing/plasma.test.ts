import { expect, test } from "vitest";
import { colourRamp, errorColours, lineStart, plasma, plasmaRamp } from "../../src/drawing/plasma";

/** Relative luminance and contrast, WCAG 2. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((i) => {
    const c = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(a: string, b: string): number {
  const [dark, bright] = [luminance(a), luminance(b)].sort((p, q) => p - q);
  return (bright + 0.05) / (dark + 0.05);
}

test("every colour of a line keeps 3:1 on the plot ground of both schemes", () => {
  for (const ground of ["#15171f", "#151a24"])
    for (let t = lineStart; t <= 1; t += 0.01)
      expect(contrast(plasma(t), ground)).toBeGreaterThanOrEqual(3);
});

test("the smallest error is the brightest, the largest the darkest", () => {
  const { domain, colour } = errorColours([2000, 0.04, 30]);
  expect(domain).toEqual([2000, 0.04]);
  expect(colour(0.04)).toBe(plasma(1));
  expect(colour(2000)).toBe(plasma(lineStart));
  expect(luminance(colour(0.5))).toBeGreaterThan(luminance(colour(50)));
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
