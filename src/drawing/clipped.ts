import type { RenderFunction } from "@observablehq/plot";
import { svg } from "./svg";

/**
 * Clips a mark to the ground of its plot: `Plot.line(points, { render: clipped })`. Plot's own `clip` refers to a path by an
 * id, which a picture that is taken away does not have.
 */
export const clipped: RenderFunction = (index, scales, values, dimensions, context, next) => {
  const mark = next?.(index, scales, values, dimensions, context);
  if (!mark) return null;
  const { width, height, marginTop, marginRight, marginBottom, marginLeft } = dimensions;
  const room = {
    x: marginLeft,
    y: marginTop,
    width: width - marginLeft - marginRight,
    height: height - marginTop - marginBottom,
  };
  const viewBox = `${room.x} ${room.y} ${room.width} ${room.height}`;
  return svg("svg", { ...room, viewBox }, mark);
};
