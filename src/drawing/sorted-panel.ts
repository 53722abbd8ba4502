import { scaleLinear } from "d3-scale";
import { ascending } from "./ascending";
import { yAxis } from "./axis";
import { slotAt } from "./bars";
import { curvePath } from "./curve";
import { fixed } from "./format";
import { type Box, heading, type Panel } from "./pointer-panels";
import { setAttributes, svg } from "./svg";

/** A number of each feature, from the smallest to the largest. */
export interface SortedPanel extends Panel {
  readonly element: SVGGElement;
  mark(feature: number): void;
}

export interface SortedPanelOptions {
  /** `[n]` */
  readonly values: ArrayLike<number>;
  /** Those of another network, sorted for themselves. */
  readonly other?: ArrayLike<number> | undefined;
  readonly title: string;
  /** What a value is called: "receives". */
  readonly verb: string;
  /** From the title's top to the foot. */
  readonly box: Box;
  choose(feature: number): void;
}

const titleHeight = 36;

export function sortedPanel({
  values,
  other,
  title,
  verb,
  box,
  choose,
}: SortedPanelOptions): SortedPanel {
  const { left, top, width, height } = box;
  const foot = top + height;
  const order = ascending(values);
  const others = other && ascending(other);
  const slot = width / order.length;
  const most = Math.max(
    1e-9,
    ...[...Array.from(values), ...Array.from(other ?? [])].filter(Number.isFinite),
  );
  const y = scaleLinear([0, most], [foot, top + titleHeight]);
  const line = (of: ArrayLike<number>, ranked: readonly number[]): string =>
    curvePath(
      ranked.length,
      (rank) => left + ((rank + 0.5) * width) / ranked.length,
      (rank) => y(of[ranked[rank]]),
    );
  const head = heading(left, top + 20, title);
  const guide = svg("line", { class: "fig-probe-line", y2: foot });
  const dot = svg("circle", { class: "fig-pinned-dot", r: 5 });
  const at = ({ x }: { x: number }): number => order[slotAt(x, left, slot, order.length)];
  return {
    box,
    element: svg(
      "g",
      {},
      yAxis({
        scale: y,
        at: left,
        ticks: y.ticks(3),
        grid: width,
      }),
      svg("line", { class: "fig-rule", x1: left, x2: left + width, y1: foot, y2: foot }),
      ...(other === undefined || others === undefined
        ? []
        : [svg("path", { class: "fig-other-curve", d: line(other, others) })]),
      svg("path", { class: "fig-model-curve", d: line(values, order) }),
      guide,
      dot,
      svg(
        "text",
        { class: "fig-note", x: left + width, y: foot + 10, dy: "0.71em", "text-anchor": "end" },
        "features, sorted",
      ),
      head.element,
    ),
    click: (point) => choose(at(point)),
    drag: (point) => choose(at(point)),
    hover: (point) =>
      head.say(
        point === undefined
          ? undefined
          : `feature ${at(point)} ${verb} ${fixed(values[at(point)], 3)}`,
      ),
    mark(feature) {
      const px = (left + (order.indexOf(feature) + 0.5) * slot).toFixed(1);
      const known = Number.isFinite(values[feature]);
      const py = known ? y(values[feature]).toFixed(1) : undefined;
      setAttributes(guide, { x1: px, x2: px, y1: py });
      setAttributes(dot, { cx: px, cy: py });
      for (const each of [guide, dot])
        setAttributes(each, { visibility: known ? undefined : "hidden" });
    },
  };
}
