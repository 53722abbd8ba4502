import { readFileSync } from "node:fs";

/** Red, green and blue, from 0 to 255. */
export type Rgb = readonly number[];

/** The colour that `#rrggbb` stands for; an opacity after it is left out. */
export function channels(hex: string): Rgb {
  return [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16));
}

/** The values `[light, dark]` of a colour of the theme: `themeColour("paper")`. */
export function themeColour(name: string): Rgb[] {
  const pair = new RegExp(`--${name}: light-dark\\((#\\w+), (#\\w+)\\)`).exec(theme);
  if (pair === null) throw new Error(`The theme has no --${name} of two schemes.`);
  return pair.slice(1).map(channels);
}

const theme = readFileSync("src/notebook/theme.css", "utf8");

/** Contrast of two colours, from 1 to 21. WCAG 2. */
export function contrast(a: Rgb, b: Rgb): number {
  const [dark, bright] = [luminance(a), luminance(b)].sort((p, q) => p - q);
  return (bright + 0.05) / (dark + 0.05);
}

/** Relative luminance, from 0 to 1. WCAG 2. */
export function luminance(rgb: Rgb): number {
  return times([[0.2126, 0.7152, 0.0722]], linear(rgb))[0];
}

/**
 * Matrices on linear light of how those see who lack a kind of cone, and of who have all three.
 * Machado, Oliveira and Fernandes, "A physiologically-based model for simulation of color vision deficiency" (2009), severity 1.
 */
const visions = {
  "all cones": [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  "no long ones": [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  "no middle ones": [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  "no short ones": [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
} as const;

export type Vision = keyof typeof visions;
export const allVisions = Object.keys(visions) as Vision[];

/** How far apart two colours are to an eye: the distance in CIE Lab, where 2.3 is just noticed. */
export function distance(a: Rgb, b: Rgb, vision: Vision = "all cones"): number {
  const [p, q] = [lab(a, vision), lab(b, vision)];
  return Math.hypot(...p.map((value, i) => value - q[i]));
}

/** CIE Lab of a colour of sRGB as an eye sees it, under D65. */
function lab(rgb: Rgb, vision: Vision): [lightness: number, a: number, b: number] {
  const seen = times(visions[vision], linear(rgb)).map((c) => Math.min(1, Math.max(0, c)));
  const [x, y, z] = times(
    [
      [0.4124564, 0.3575761, 0.1804375],
      [0.2126729, 0.7151522, 0.072175],
      [0.0193339, 0.119192, 0.9503041],
    ],
    seen,
  ).map((value, i) => {
    const part = value / [0.95047, 1, 1.08883][i];
    return part > 216 / 24389 ? Math.cbrt(part) : ((24389 / 27) * part + 16) / 116;
  });
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function linear(rgb: Rgb): number[] {
  return rgb.map((byte) => {
    const c = byte / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
}

function times(matrix: readonly (readonly number[])[], vector: readonly number[]): number[] {
  return matrix.map((row) => row.reduce((sum, each, i) => sum + each * vector[i], 0));
}
