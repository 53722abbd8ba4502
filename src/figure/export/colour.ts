import { type Rgb, readColour } from "./colour-spaces";

/** A colour as SVG has it: a hexadecimal number that every program reads, and its opacity apart. */
export interface SvgColour {
  readonly colour: string;
  readonly opacity: number;
}

/**
 * A colour as a browser computes it, in any space: "rgb(29, 31, 36)", "oklch(0.98 0.01 100 / 0.5)". What is no colour,
 * such as "none" or a pattern's address, stays.
 */
export function svgColour(computed: string): SvgColour {
  const colour = readColour(computed);
  if (colour === undefined) return { colour: computed, opacity: 1 };
  const opacity = Math.min(1, Math.max(0, colour.opacity));
  return opacity === 0
    ? { colour: "none", opacity: 1 }
    : { colour: hexadecimal(colour.rgb), opacity };
}

function hexadecimal(rgb: Rgb): string {
  const digits = rgb.map((part) =>
    Math.round(255 * Math.min(1, Math.max(0, part)))
      .toString(16)
      .padStart(2, "0"),
  );
  return `#${digits.join("")}`;
}
