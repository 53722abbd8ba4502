import type { RenderFunction } from "@observablehq/plot";
import { dodge } from "./dodge";

/** Of a line of text, in CSS pixels. */
const lineHeight = 14;

/** Moves the texts of a mark apart, up and down within the ground of its plot: `Plot.text(ends, { render: labelsApart })`. */
export const labelsApart: RenderFunction = (index, scales, values, dimensions, context, next) => {
  const { height, marginTop, marginBottom } = dimensions;
  const wanted = values.y!;
  const places = dodge(
    index.map((i) => wanted[i]),
    lineHeight,
    [marginTop, height - marginBottom],
  );
  const y = wanted.slice();
  index.forEach((i, at) => {
    y[i] = places[at];
  });
  return next?.(index, scales, Object.assign({}, values, { y }), dimensions, context) ?? null;
};
