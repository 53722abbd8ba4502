import { scaleLinear } from "d3-scale";
import { xAxis } from "../../../src/drawing/axis";
import { fixed } from "../../../src/drawing/format";
import { setAttributes, svg } from "../../../src/drawing/svg";
import type { Area } from "../../../src/figure/drawing";
import type { Focus } from "./focus";
import { queryAt } from "./probe";

/** Height of a query rail in CSS pixels; a finger can hold all of it. */
export const queryRailHeight = 58;

const railY = 30;
/** To both sides of the rail, for those who hold the handle at an end. */
const reach = 22;

/** An axis with a handle for the query, for figures whose own axis is another one. */
export interface QueryRail {
  readonly element: SVGGElement;
  /** Where a drag moves the query. */
  readonly area: Area<{ readonly focus: Focus }, object>;
  move(x: number): void;
}

export interface QueryRailOptions {
  /** The ends of its axis and its top edge, in CSS pixels of the figure. */
  readonly left: number;
  readonly right: number;
  readonly top?: number;
  readonly domain: readonly [number, number];
}

export function queryRail({ left, right, top = 0, domain }: QueryRailOptions): QueryRail {
  const scale = scaleLinear(domain, [left, right]);
  const track = svg("line", { class: "fig-rail", x1: left, x2: right, y1: railY, y2: railY });
  const handle = svg("circle", { class: "fig-probe-handle", cy: railY, r: 7 });
  const label = svg("text", { class: "fig-query-label", y: 14, "text-anchor": "middle" });
  const element = svg(
    "g",
    { class: "fig-query-rail", transform: `translate(0,${top})` },
    xAxis({ scale, at: railY + 4 }),
    track,
    handle,
    label,
  );
  const box = { left: left - reach, top, width: right - left + 2 * reach, height: queryRailHeight };
  return {
    element,
    area: {
      box,
      drag: (to, { state: { focus } }) => focus.set.x(queryAt(to.x, scale)),
    },
    move: (x) => {
      const at = scale(x);
      setAttributes(handle, { cx: at });
      // Half of the label's width: it stays within the rail.
      setAttributes(label, { x: Math.min(right - 28, Math.max(left + 28, at)) });
      label.textContent = `x = ${fixed(x, 2)}`;
    },
  };
}
