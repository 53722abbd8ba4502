import { type ScaleLinear, scaleLinear } from "d3-scale";
import { xAxis, yAxis } from "../../../src/drawing/axis";
import { significant } from "../../../src/drawing/significant";
import { setAttributes, svg } from "../../../src/drawing/svg";
import type { Panel } from "../../../src/drawing/two-plots";
import { type BothResponses, type OwnResponses, responsePath } from "./own-responses";

/** The response of the focus with axes and numbers, in front of all others. */
export interface ResponsePanel {
  readonly element: SVGGElement;
  /** Takes the feature in focus. */
  move(feature: number): void;
}

/** @param domain of the answers */
export function responsePanel(
  { left, right, top, bottom }: Panel,
  { own, other }: BothResponses,
  domain: readonly [number, number],
): ResponsePanel {
  const x = scaleLinear([-1, 1], [left, right]);
  const y = scaleLinear(domain, [bottom, top]);
  const pathOf = ({ up, down }: OwnResponses, feature: number): string =>
    responsePath(up[feature], down[feature], { x, y });
  const all = Array.from(own.up, (_, i) => pathOf(own, i));
  const title = svg("text", { class: "fig-query-label", x: left, y: top - 8 });
  const curve = svg("path", { class: "fig-model-curve fig-strong" });
  const compared = svg("path", { class: "fig-other-curve" });
  const [low, high] = [endMark(-1, x, y), endMark(1, x, y)];
  return {
    element: svg(
      "g",
      {},
      yAxis({ scale: y, at: left, grid: right - left }),
      xAxis({
        scale: x,
        at: bottom,
        ticks: [-1, 0, 1],
        label: "value of the feature, the others 0",
      }),
      svg("path", { class: "fig-model-curve fig-faint", d: all.join("") }),
      svg("path", { class: "fig-target-curve", d: responsePath(1, 0, { x, y }) }),
      compared,
      curve,
      low.element,
      high.element,
      title,
    ),
    move(feature) {
      setAttributes(curve, { d: pathOf(own, feature) });
      setAttributes(compared, { d: other && pathOf(other, feature) });
      title.textContent = `feature ${feature}`;
      low.move(own.down[feature]);
      high.move(own.up[feature]);
    },
  };
}

type Scale = ScaleLinear<number, number>;

/** A dot at an end of a response with its answer, above its curve. */
function endMark(value: -1 | 1, x: Scale, y: Scale) {
  const dot = svg("circle", { class: "fig-pinned-dot", r: 4.5, cx: x(value) });
  const text = svg("text", {
    class: "fig-query-label fig-halo",
    dy: "0.35em",
    x: x(value) - 2 * value,
    "text-anchor": value > 0 ? "end" : "start",
  });
  const element = svg("g", {}, text, dot);
  const [bottom, top] = y.range();
  return {
    element,
    move(answer: number): void {
      setAttributes(element, { visibility: Number.isFinite(answer) ? undefined : "hidden" });
      if (!Number.isFinite(answer)) return;
      setAttributes(dot, { cy: y(answer) });
      const above = (value > 0 ? y(answer) : Math.min(y(answer), y(0))) - 14;
      setAttributes(text, { y: Math.min(bottom - 8, Math.max(top + 8, above)) });
      text.textContent = `${significant(answer)} at ${value > 0 ? "1" : "−1"}`;
    },
  };
}
