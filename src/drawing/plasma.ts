import { scaleLog } from "d3-scale";
import { interpolatePlasma } from "d3-scale-chromatic";

/** Plasma at t in [0, 1]: dark violet to bright yellow, as `#rrggbb`. */
export function plasma(t: number): string {
  return interpolatePlasma(Math.min(1, Math.max(0, t)));
}

/**
 * Where plasma begins for lines on the plot ground: the dark end of the ramp is 1.3:1 there,
 * and every mark should keep 3:1.
 */
export const lineStart = 0.42;

/** Colours of errors: a position in the ramp and a colour for a mean squared error. */
export interface ErrorColours {
  /** From the largest error to the smallest, both positive and finite. */
  readonly domain: readonly [number, number];
  /** The colour of an error; one that is not finite has the colour of the largest. */
  colour(error: number): string;
}

/**
 * Plasma on a reversed log scale: the smallest error brightest, the largest darkest that still shows on the plot ground.
 * Errors that are zero or not finite do not stretch the scale; one error alone, or none, gives a domain of two decades.
 */
export function errorColours(errors: readonly number[]): ErrorColours {
  let low = Number.POSITIVE_INFINITY;
  let high = 0;
  for (const error of errors) {
    if (!Number.isFinite(error) || error <= 0) continue;
    low = Math.min(low, error);
    high = Math.max(high, error);
  }
  if (high === 0) [low, high] = [1, 100];
  else if (high / low < 10) [low, high] = [low / Math.sqrt(10), high * Math.sqrt(10)];
  const position = scaleLog([high, low], [lineStart, 1]).clamp(true);
  return {
    domain: [high, low],
    colour: (error) =>
      plasma(Number.isFinite(error) ? (error > 0 ? position(error) : 1) : lineStart),
  };
}

let ramp: Uint32Array<ArrayBuffer> | undefined;

/** Plasma in 256 steps, each the four bytes of a canvas pixel. Made once. */
export function plasmaRamp(): Uint32Array<ArrayBuffer> {
  ramp ??= colourRamp(plasma);
  return ramp;
}

/** A colour scale in 256 steps for a canvas; the colours must be `#rrggbb`. */
export function colourRamp(colour: (t: number) => string): Uint32Array<ArrayBuffer> {
  const pixels = new Uint32Array(256);
  const bytes = new DataView(pixels.buffer);
  for (let i = 0; i < 256; ++i) {
    const rgb = Number.parseInt(colour(i / 255).slice(1), 16);
    // Bytes in the order red, green, blue, alpha, whatever the machine's.
    bytes.setUint32(4 * i, ((rgb << 8) | 0xff) >>> 0);
  }
  return pixels;
}
