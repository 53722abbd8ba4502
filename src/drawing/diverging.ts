/*
 * Signed values as colours: red below zero and blue above, the more opaque the larger they are. Zero shows the ground,
 * so that a canvas need not be drawn again where the colour scheme changes, be it the system's or that of the page
 * around an embed. Both hues keep 3:1 on the paper of either scheme; blue is the darker by half, for eyes and printers that
 * have no hues.
 */
const negative = "#f8594f";
const positive = "#1a5ad0";

/** The colour of t in [−1, 1] as `#rrggbbaa`; values beyond have the colours of the ends. */
export function diverging(t: number): string {
  const opacity = Math.round(255 * Math.min(1, Math.abs(t)));
  return `${t < 0 ? negative : positive}${opacity.toString(16).padStart(2, "0")}`;
}

let ramp: Uint32Array<ArrayBuffer> | undefined;

/** The colours from −1 to 1 in 256 steps, each the four bytes of a canvas pixel; the two in the middle are clear. Made once. */
export function divergingRamp(): Uint32Array<ArrayBuffer> {
  if (ramp === undefined) {
    ramp = new Uint32Array(256);
    const bytes = new DataView(ramp.buffer);
    for (let i = 0; i < 256; ++i) {
      const steps = i < 128 ? i - 127 : i - 128;
      bytes.setUint32(4 * i, Number.parseInt(diverging(steps / 127).slice(1), 16));
    }
  }
  return ramp;
}
