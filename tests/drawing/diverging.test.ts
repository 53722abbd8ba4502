import { expect, test } from "vitest";
import { diverging, divergingRamp } from "../../src/drawing/diverging";
import { channels, contrast, type Rgb, themeColour } from "./support/colours";

const papers = themeColour("paper");

/** What a colour is on a ground that shows through. */
function over(hex: string, ground: Rgb): Rgb {
  const opacity = Number.parseInt(hex.slice(7), 16) / 255;
  return channels(hex).map((byte, i) => opacity * byte + (1 - opacity) * ground[i]);
}

test("zero is the ground itself, in either scheme", () => {
  for (const paper of papers) expect(over(diverging(0), paper)).toEqual(paper);
});

test("the ends keep 3:1 on the paper of either scheme, and what is larger stands out more", () => {
  for (const paper of papers)
    for (const sign of [-1, 1]) {
      expect(contrast(over(diverging(sign), paper), paper)).toBeGreaterThanOrEqual(3);
      let before = 1;
      for (let size = 0.1; size <= 1; size += 0.1) {
        const here = contrast(over(diverging(sign * size), paper), paper);
        expect(here).toBeGreaterThan(before);
        before = here;
      }
    }
});

test("the ends are told apart without hues, too: on grey paper, by any eye", () => {
  expect(contrast(channels(diverging(-1)), channels(diverging(1)))).toBeGreaterThan(1.8);
});

test("negative is red and positive blue, and values beyond have the colours of the ends", () => {
  const [red, , blue] = channels(diverging(-0.5));
  expect(red).toBeGreaterThan(2 * blue);
  const [otherRed, , otherBlue] = channels(diverging(0.5));
  expect(otherBlue).toBeGreaterThan(2 * otherRed);
  expect(diverging(3)).toBe(diverging(1));
  expect(diverging(-3)).toBe(diverging(-1));
});

test("the ramp goes from one end to the other, clear in the middle, with bytes in a canvas's order", () => {
  const bytes = new Uint8Array(divergingRamp().buffer);
  const at = (step: number): number[] => [...bytes.subarray(4 * step, 4 * step + 4)];
  expect(at(0)).toEqual([...channels(diverging(-1)), 255]);
  expect(at(255)).toEqual([...channels(diverging(1)), 255]);
  expect([at(127)[3], at(128)[3]]).toEqual([0, 0]);
  for (let step = 128; step < 255; ++step) expect(at(step + 1)[3]).toBeGreaterThan(at(step)[3]);
  for (let step = 0; step < 128; ++step) expect(at(step)[3]).toBe(at(255 - step)[3]);
});
