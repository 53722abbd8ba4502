import type { Plugin } from "vite";

const numbers = "\0d3-interpolate:numbers";

/**
 * Lets bundles leave out d3-color and d3-interpolate, a twentieth of what a page begins with: our scales lead from numbers
 * to numbers, but d3-scale's might lead to colours, dates or words. Plot has a copy of its own, which may.
 */
export function numberScales(): Plugin {
  return {
    name: "number-scales",
    apply: "build",
    enforce: "pre",
    resolveId(source, importer) {
      const scales = importer !== undefined && /\/d3-scale\/dist\/d3-scale\.mjs$/.test(importer);
      return scales && source === "d3-interpolate" ? numbers : undefined;
    },
    load: (id) => (id === numbers ? numbersAlone : undefined),
  };
}

/** What d3-scale imports of d3-interpolate, for numbers alone. Whatever else it might import fails the build. */
export const numbersAlone = `
export const interpolateNumber = (a, b) => ((a = +a), (b = +b), (t) => a * (1 - t) + b * t);
export const interpolate = interpolateNumber;
export const interpolateRound = (a, b) => ((a = +a), (b = +b), (t) => Math.round(a * (1 - t) + b * t));
export const piecewise = () => {
  throw new Error("Only scales of numbers are built.");
};
`;
