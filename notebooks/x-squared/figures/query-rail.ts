import { scaleLinear } from "d3-scale";
import { xAxis } from "../../../src/drawing/axis";
import { fixed } from "../../../src/drawing/format";
import { setAttributes, svg } from "../../../src/drawing/svg";
import { draggable } from "../../../src/inputs/drag";
import type { SetFocus } from "./focus";
import { queryAt } from "./probe";

/** Height of a query rail in CSS pixels; a finger can hold all of it. */
export const queryRailHeight = 58;

const railY = 30;

/** An axis with a handle for the query, for figures whose own axis is another one. */
export interface QueryRail {
  readonly element: SVGGElement;
  move(x: number): void;
}

/** Makes a rail from `left` to `right`, its top at 0. A drag anywhere on it moves the query. */
export function queryRail(
  { left, right, domain }: { left: number; right: number; domain: readonly [number, number] },
  set: SetFocus,
): QueryRail {
  const scale = scaleLinear(domain, [left, right]);
  const track = svg("line", { class: "fig-rail", x1: left, x2: right, y1: railY, y2: railY });
  const handle = svg("circle", { class: "fig-probe-handle", cy: railY, r: 7 });
  const label = svg("text", { class: "fig-query-label", y: 14, "text-anchor": "middle" });
  const reach = svg("rect", {
    class: "fig-draggable",
    x: left - 22,
    y: 0,
    width: right - left + 44,
    height: queryRailHeight,
    fill: "transparent",
  });
  draggable(reach, ({ x }) => set.x(queryAt(x + left - 22, scale)));
  const element = svg(
    "g",
    { class: "fig-query-rail" },
    xAxis({ scale, at: railY + 4 }),
    track,
    handle,
    label,
    reach,
  );
  return {
    element,
    move: (x) => {
      const at = scale(x);
      setAttributes(handle, { cx: at });
      // Half of the label's width: it stays within the rail.
      setAttributes(label, { x: Math.min(right - 28, Math.max(left + 28, at)) });
      label.textContent = `x = ${fixed(x, 2)}`;
    },
  };
}
