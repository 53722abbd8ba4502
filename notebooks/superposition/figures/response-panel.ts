import { type ScaleLinear, scaleLinear } from "d3-scale";
import { xAxis, yAxis } from "../../../src/drawing/axis";
import { significant } from "../../../src/drawing/significant";
import { setAttributes, svg } from "../../../src/drawing/svg";
import { type BothResponses, type OwnResponses, responsePath } from "./own-responses";

/** Where the plot lies within its axes, in CSS pixels. */
export interface PanelBox {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

interface PanelScales {
  readonly x: ScaleLinear<number, number>;
  readonly y: ScaleLinear<number, number>;
}

/** The response of the focus with axes and numbers, in front of all others. */
export interface ResponsePanel {
  readonly element: SVGGElement;
  /** @param domain of the answers */
  show(responses: BothResponses, domain: readonly [number, number]): void;
  /** Takes the feature in focus. */
  move(feature: number): void;
}

export function responsePanel({ left, right, top, bottom }: PanelBox): ResponsePanel {
  const x = scaleLinear([-1, 1], [left, right]);
  const y = scaleLinear([0, 1], [bottom, top]);
  const scales: PanelScales = { x, y };
  const title = svg("text", { class: "fig-query-label", x: left, y: top - 8 });
  const back = svg("g");
  const curve = svg("path", { class: "fig-model-curve fig-strong" });
  const compared = svg("path", { class: "fig-other-curve" });
  const ends = [endMark(), endMark()];
  let shown: BothResponses | undefined;
  const pathOf = ({ up, down }: OwnResponses, feature: number): string =>
    responsePath(up[feature], down[feature], scales);
  return {
    element: svg("g", {}, back, compared, curve, ...ends.map(({ element }) => element), title),
    show(responses, domain) {
      shown = responses;
      y.domain(domain);
      const all = Array.from(responses.own.up, (_, i) => pathOf(responses.own, i));
      back.replaceChildren(
        yAxis({ scale: y, at: left, grid: right - left }),
        xAxis({
          scale: x,
          at: bottom,
          ticks: [-1, 0, 1],
          label: "value of the feature, the others 0",
        }),
        svg("path", { class: "fig-model-curve fig-faint", d: all.join("") }),
        svg("path", { class: "fig-target-curve", d: responsePath(1, 0, scales) }),
      );
    },
    move(feature) {
      if (shown === undefined) return;
      const { own, other } = shown;
      setAttributes(curve, { d: pathOf(own, feature) });
      setAttributes(compared, { d: other === undefined ? undefined : pathOf(other, feature) });
      title.textContent = `feature ${feature}`;
      ends[0].move(-1, own.down[feature], scales);
      ends[1].move(1, own.up[feature], scales);
    },
  };
}

/** A dot at an end of a response with its answer, above its curve. */
function endMark() {
  const dot = svg("circle", { class: "fig-pinned-dot", r: 4.5 });
  const text = svg("text", { class: "fig-query-label fig-halo", dy: "0.35em" });
  const element = svg("g", {}, text, dot);
  return {
    element,
    move(value: -1 | 1, answer: number, { x, y }: PanelScales): void {
      setAttributes(element, { visibility: Number.isFinite(answer) ? undefined : "hidden" });
      if (!Number.isFinite(answer)) return;
      setAttributes(dot, { cx: x(value), cy: y(answer) });
      const [bottom, top] = y.range();
      const above = (value > 0 ? y(answer) : Math.min(y(answer), y(0))) - 14;
      setAttributes(text, {
        x: x(value) - 2 * value,
        y: Math.min(bottom - 8, Math.max(top + 8, above)),
        "text-anchor": value > 0 ? "end" : "start",
      });
      text.textContent = `${significant(answer)} at ${value > 0 ? "1" : "−1"}`;
    },
  };
}
