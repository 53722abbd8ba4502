import { describe, expect, it } from "vitest";
import { svgColour } from "../../../src/figure/export/colour";

describe("a colour in a picture is a hexadecimal number and an opacity", () => {
  it.each([
    ["rgb(29, 31, 36)", "#1d1f24", 1],
    ["rgba(255, 0, 128, 0.25)", "#ff0080", 0.25],
    ["rgb(255 0 128 / 0.25)", "#ff0080", 0.25],
    ["rgb(255 0 128 / 25%)", "#ff0080", 0.25],
    ["rgba(0, 0, 0, 0)", "none", 1],
    ["oklch(0.5 0.1 20 / 0)", "none", 1],
    // The primaries of sRGB, in other spaces.
    ["color(srgb 1 0 0.5)", "#ff0080", 1],
    ["color(srgb 1 0 0.5 / 0.3)", "#ff0080", 0.3],
    ["color(srgb-linear 0 0.2159 1)", "#0080ff", 1],
    ["oklab(0.627955 0.224863 0.125846)", "#ff0000", 1],
    ["oklch(0.627955 0.257683 29.2339)", "#ff0000", 1],
    ["oklch(0.86644 0.294827 142.4953 / 0.5)", "#00ff00", 0.5],
    ["oklab(0.452014 -0.0324570 -0.311528)", "#0000ff", 1],
    ["lab(54.2917 80.8125 69.8851)", "#ff0000", 1],
    ["lch(54.2917 106.8390 40.8526)", "#ff0000", 1],
    ["color(xyz 0.412391 0.212639 0.0193308)", "#ff0000", 1],
    ["color(xyz-d65 0.950456 1 1.089058)", "#ffffff", 1],
    ["color(xyz-d50 0.964296 1 0.825105)", "#ffffff", 1],
    ["color(display-p3 1 1 1)", "#ffffff", 1],
    ["color(display-p3 0.917488 0.200287 0.138561)", "#ff0000", 1],
    // Beyond what a screen of sRGB can show: the nearest level of each.
    ["color(display-p3 0 1 0)", "#00ff00", 1],
    ["oklch(none none none)", "#000000", 1],
    ["oklch(100% 0% 0)", "#ffffff", 1],
  ])("%s", (computed, colour, opacity) => {
    expect(svgColour(computed)).toEqual({ colour, opacity });
  });

  it.each(["none", 'url("#pattern")', "context-fill"])("unless it is none: %s", (computed) => {
    expect(svgColour(computed)).toEqual({ colour: computed, opacity: 1 });
  });
});
