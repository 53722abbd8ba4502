import type { PlotLibrary } from "../../../src/drawing/chart";

/**
 * The name of a vertical axis, right above it: Plot would put it above all else, where a legend may stand.
 * @param left of the plot within its frame, in CSS pixels
 */
export function verticalAxisName(Plot: PlotLibrary, name: string, left: number) {
  return Plot.text([name], {
    frameAnchor: "top-left",
    textAnchor: "start",
    dx: -left,
    lineAnchor: "bottom",
    dy: -12,
    fill: "var(--muted)",
  });
}
