import type { Area, Box, View } from "../figure/drawing";
import type { Point } from "../inputs/pointer";
import { scaleLength } from "./bars";
import { divergingRamp } from "./diverging";
import { heading } from "./heading";
import { bandAt, drawHeatmap } from "./heatmap";
import { rowsInOrder } from "./neuron-axis";
import { setAttributes, svg } from "./svg";

/** A signed matrix to be drawn as a heatmap. */
export interface MatrixPanelOptions<State> {
  readonly rows: number;
  readonly columns: number;
  value(row: number, column: number): number;
  /** The full colours stand for this and for its negative. */
  readonly most: number;
  readonly box: Box;
  /** Stands above the box. */
  readonly title: string;
  /** What the entry is, in its title's place while the pointer is on it. */
  words(row: number, column: number): string;
  /** @param clicked whether the reader pressed there without moving */
  choose(row: number, column: number, view: View<State, unknown>, clicked: boolean): void;
}

export interface MatrixPanel<State> {
  /** The title, the outline and the cross. */
  readonly element: SVGGElement;
  readonly area: Area<State, unknown>;
  /** Marks the row and the column in focus. */
  cross(row: number | null, column: number): void;
}

/** A signed heatmap, one value a cell, with the row and the column in focus framed. A value that is not finite is clear. */
export function matrixPanel<State>(
  canvas: HTMLCanvasElement,
  { rows, columns, value, most, box, title, words, choose }: MatrixPanelOptions<State>,
): MatrixPanel<State> {
  const { left, top, width, height } = box;
  const values = new Float32Array(rows * columns);
  for (let row = 0; row < rows; ++row)
    for (let column = 0; column < columns; ++column) {
      const each = value(row, column);
      values[row * columns + column] = Number.isFinite(each) ? each : 0;
    }
  drawHeatmap(canvas, {
    values,
    columns,
    order: rowsInOrder(rows),
    domain: [-most, most],
    ramp: divergingRamp(),
  });
  Object.assign(canvas.style, {
    left: `${left}px`,
    top: `${top}px`,
    width: `${width}px`,
    height: `${height}px`,
  });

  const head = heading(left, top - 12, title);
  const casing = svg("path", { class: "fig-cross-casing" });
  const cross = svg("path", { class: "fig-cross" });
  const outline = { x: left - 0.5, y: top - 0.5, width: width + 1, height: height + 1 };
  const cellAt = ({ x, y }: Point): [number, number] => [
    bandAt(y - top, height, rows),
    bandAt(x - left, width, columns),
  ];
  return {
    element: svg(
      "g",
      {},
      svg("rect", { class: "fig-rule-quiet", fill: "none", ...outline }),
      casing,
      cross,
      head.element,
    ),
    area: {
      box,
      cursor: "click",
      click: (at, view) => choose(...cellAt(at), view, true),
      drag: (at, view) => choose(...cellAt(at), view, false),
      hover: (at) => head.say(at && words(...cellAt(at))),
    },
    cross(row, column) {
      const across = width / columns;
      const down = height / rows;
      const d =
        frame(left + column * across, top, across, height) +
        (row === null ? "" : frame(left, top + row * down, width, down));
      for (const path of [casing, cross]) setAttributes(path, { d });
    },
  };
}

/** A rectangle around cells, beside them rather than on them. */
function frame(left: number, top: number, width: number, height: number): string {
  const [w, h] = [(width + 2).toFixed(1), (height + 2).toFixed(1)];
  return `M${(left - 1).toFixed(1)},${(top - 1).toFixed(1)}h${w}v${h}h-${w}z`;
}

/** The largest size of any finite value, for a scale: 1 where there is none. */
export function largestSize(...matrices: readonly ArrayLike<number>[]): number {
  let most = 0;
  for (const values of matrices)
    for (let i = 0; i < values.length; ++i) {
      const size = Math.abs(values[i]);
      if (size > most && size < Number.POSITIVE_INFINITY) most = size;
    }
  return scaleLength(most);
}
