import type * as Plot from "@observablehq/plot";
import { scaleLinear, scaleLog } from "d3-scale";
import type { AxisScale } from "./axis";
import { settle } from "./settled-plot";

/** Observable Plot, as cells have it by name. Figures are given it, so that the page's first script goes without. */
export type PlotLibrary = typeof Plot;

/** What a plot is drawn in, for `Plot.plot({ ...frame, marks })`: lengths in CSS pixels. */
export interface PlotFrame {
  readonly width: number;
  readonly height: number;
  readonly marginTop: number;
  readonly marginRight: number;
  readonly marginBottom: number;
  readonly marginLeft: number;
  readonly className: string;
}

/** Draws the still part of a figure: `(frame) => Plot.plot({ ...frame, marks })`. */
export type DrawPlot = (frame: PlotFrame) => (SVGSVGElement | HTMLElement) & Plot.Plot;

export interface Margins {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** A plot that stands in a figure, and the scales over which the figure draws what moves: they are the figure's own. */
export interface Chart {
  readonly element: SVGSVGElement;
  readonly x: ChartScale;
  readonly y: ChartScale;
}

export interface ChartScale extends AxisScale {
  invert(pixels: number): number;
  clamp(clamp: boolean): this;
}

/** The frame of a plot that is as large as the figure. */
export function plotFrame(
  { width, height }: { readonly width: number; readonly height: number },
  { top, right, bottom, left }: Margins,
): PlotFrame {
  return {
    width,
    height,
    marginTop: top,
    marginRight: right,
    marginBottom: bottom,
    marginLeft: left,
    className: "fig-chart",
  };
}

/**
 * A plot as a part of a figure's drawing.
 * @throws Error if it is more than a drawing, which a title or a legend of Plot's makes of it, or if a scale is missing or is one
 *   of categories
 */
export function chart(plot: ReturnType<DrawPlot>): Chart {
  if (!(plot instanceof SVGSVGElement))
    throw new Error("A plot with a title or a legend cannot be a part of a figure.");
  settle(plot);
  // What stands at an edge is whole in a picture that is taken away, too, where there is no style sheet.
  plot.setAttribute("overflow", "visible");
  return { element: plot, x: scaleOf(plot, "x"), y: scaleOf(plot, "y") };
}

function scaleOf(plot: Plot.Plot, name: "x" | "y"): ChartScale {
  const scale = plot.scale(name);
  if (scale?.domain === undefined || scale.range === undefined)
    throw new Error(`The plot has no ${name} scale.`);
  const [domain, range] = [scale.domain, scale.range].map((ends) => [...ends] as number[]);
  switch (scale.type) {
    case "linear":
      return scaleLinear(domain, range);
    case "log":
      return scaleLog(domain, range);
    default:
      throw new Error(`The plot's ${name} scale is ${scale.type}, not of numbers.`);
  }
}
