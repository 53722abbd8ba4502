import type { AxisScale } from "../../../src/drawing/axis";
import { fixed } from "../../../src/drawing/format";
import { setAttributes, svg } from "../../../src/drawing/svg";
import type { Area } from "../../../src/figure/drawing";
import type { Point } from "../../../src/inputs/pointer";
import { type Focus, pinOrRelease } from "./focus";

/** A line at a query, with a handle ring that says it can be dragged. */
export interface Probe {
  readonly element: SVGGElement;
  /** Moves the line to a query; with its number, where it has one, unless another line says which query is looked at. */
  move(x: number, numbered?: boolean): void;
}

export interface ProbeOptions {
  readonly scale: AxisScale;
  /** The heights between which the line runs, in CSS pixels; the handle is at the bottom. */
  readonly top: number;
  readonly bottom: number;
  /** What the line lies over: the page, or a heatmap or the dark plot ground, where a dark casing keeps it visible over any colour. */
  readonly ground: "paper" | "plot";
  /** Writes "x = 5.00" under the numbers of the x axis, which so needs no other label; it takes 20 px below them. */
  readonly labelled?: boolean;
  /** Whether it moves by itself: it is then not amber, which is the reader's. */
  readonly sweeps?: boolean;
}

/** Makes a probe. */
export function probe({
  scale,
  top,
  bottom,
  ground,
  labelled = false,
  sweeps = false,
}: ProbeOptions): Probe {
  const label = svg("text", {
    class: "fig-query-label",
    y: bottom + 28,
    dy: "0.71em",
    "text-anchor": "middle",
  });
  const element = svg(
    "g",
    { class: `fig-probe fig-probe-on-${ground}${sweeps ? " fig-probe-sweeps" : ""}` },
    svg("line", { class: "fig-probe-casing", y1: top, y2: bottom }),
    svg("line", { class: "fig-probe-line", y1: top, y2: bottom }),
    svg("circle", { class: "fig-probe-handle", cy: bottom, r: 6 }),
  );
  if (labelled) element.append(label);
  const [left, right] = scale.range();
  return {
    element,
    move(x, numbered = true) {
      const at = Math.min(right, Math.max(left, scale(x)));
      setAttributes(element, { transform: `translate(${at.toFixed(2)},0)` });
      if (!labelled) return;
      label.textContent = numbered ? `x = ${fixed(x, 2)}` : "";
      // At the ends of the axis the text moves inwards rather than out of the figure.
      const shift = Math.min(right - 20, Math.max(left + 20, at)) - at;
      setAttributes(label, { x: shift.toFixed(2) });
    },
  };
}

type QueryScale = AxisScale & { invert(pixels: number): number };

/** An area in which a drag moves the query along an axis, and a click pins the neuron that is there or lets go of it. */
export function focusArea<State extends { readonly focus: Focus }, Own>(
  scale: QueryScale,
  neuronAt: (at: Point) => number,
): Area<State, Own> {
  return {
    drag: (at, { state: { focus } }) => focus.set.x(queryAt(at.x, scale)),
    click: (at, { state: { focus } }) => pinOrRelease(focus, neuronAt(at)),
  };
}

/** The query under a horizontal position, within the domain and rounded to hundredths. */
export function queryAt(pixels: number, scale: QueryScale): number {
  const [low, high] = scale.domain();
  return Math.min(high, Math.max(low, Math.round(scale.invert(pixels) * 100) / 100));
}
