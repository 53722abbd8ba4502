import { setAttributes, svg } from "./svg";

/** The amber line at the query, with a handle ring that says it can be dragged. */
export interface Probe {
  readonly element: SVGGElement;
  /** Moves the line to `x` pixels. */
  move(x: number): void;
}

/**
 * Makes a probe between two heights, its handle at the lower end.
 * A dark casing keeps it visible over any colour of a heatmap.
 * @param ground "paper" on the page, "plot" over a heatmap or on the dark plot ground
 */
export function probe(top: number, bottom: number, ground: "paper" | "plot"): Probe {
  const element = svg(
    "g",
    { class: `fig-probe fig-probe-on-${ground}` },
    svg("line", { class: "fig-probe-casing", y1: top, y2: bottom }),
    svg("line", { class: "fig-probe-line", y1: top, y2: bottom }),
    svg("circle", { class: "fig-probe-handle", cy: bottom, r: 6 }),
  );
  return { element, move: (x) => setAttributes(element, { transform: `translate(${x},0)` }) };
}
