/** A colour as SVG has it: a hexadecimal number that every program reads, and its opacity apart. */
export interface SvgColour {
  readonly colour: string;
  readonly opacity: number;
}

/** A colour as a browser computes it, "rgb(29, 31, 36)" or "rgba(29, 31, 36, 0.5)"; what is written otherwise stays. */
export function svgColour(computed: string): SvgColour {
  const match = /^rgba?\((\d+), (\d+), (\d+)(?:, ([\d.]+))?\)$/.exec(computed);
  if (match === null) return { colour: computed, opacity: 1 };
  const [, red, green, blue, alpha] = match;
  const digits = [red, green, blue].map((part) => Number(part).toString(16).padStart(2, "0"));
  const opacity = alpha === undefined ? 1 : Number(alpha);
  return opacity === 0
    ? { colour: "none", opacity: 1 }
    : { colour: `#${digits.join("")}`, opacity };
}
