import { beside } from "../../../src/drawing/beside";
import { count } from "../../../src/drawing/format";
import { bandAt } from "../../../src/drawing/heatmap";
import { type Attributes, setAttributes, svg } from "../../../src/drawing/svg";
import { boxOf, type Panel } from "../../../src/drawing/two-plots";
import { wrapWords } from "../../../src/drawing/wrap-words";
import type { Scene, Size, View } from "../../../src/figure/drawing";
import type { Point } from "../../../src/inputs/pointer";
import type { PhaseDiagram } from "../training/phases";
import { chance } from "./compared";
import { type PhaseMeasure, phaseBar, phaseLook } from "./phase-colours";
import { cellAt, frontier, placeAmong, type Span, seenSpans, spansOf } from "./phase-layout";
import { type PhasesState, phaseReadout, untrained } from "./phases-texts";

/** A place that is looked at, in columns and rows. */
export interface Chosen {
  readonly column: number;
  readonly row: number;
}

/** What one diagram on the page knows by itself. */
export interface PhasesOwn {
  readonly measure: PhaseMeasure;
  readonly pressed: Chosen | undefined;
  /** Where the pointer is over the map. */
  readonly over: Point | undefined;
}

const margin = { left: 52, right: 14, top: 92, bottom: 48 };

/** The height of the figure at a width. */
export function phaseMapHeight(width: number): number {
  return margin.top + Math.round(Math.min(378, Math.max(252, width * 0.42))) + margin.bottom;
}

/** Draws a diagram as far as it is known: finer places over coarse ones. */
export function phaseMap(
  { state, own: { measure } }: View<PhasesState, PhasesOwn>,
  { width, height }: Size,
): Scene<PhasesState, PhasesOwn> {
  const { diagram } = state;
  const { grid, cells, settings } = diagram;
  const { neurons, probabilities } = grid;
  const { left, top } = margin;
  const [right, bottom] = [width - margin.right, height - margin.bottom];
  const map = { left, right, top, bottom };
  const x = (column: number): number => left + (column / neurons.length) * (right - left);
  const y = (row: number): number => bottom - (row / probabilities.length) * (bottom - top);
  /** The box of some columns and rows, on whole pixels. */
  const box = (columns: Span, rows: Span): Attributes => {
    const [x0, x1] = columns.map((each) => Math.round(x(each)));
    const [y1, y0] = rows.map((each) => Math.round(y(each)));
    return { x: x0, y: y0, width: x1 - x0, height: y1 - y0 };
  };
  const placeAt = (at: Point): Chosen => ({
    column: bandAt(at.x - left, right - left, neurons.length),
    row: probabilities.length - 1 - bandAt(at.y - top, bottom - top, probabilities.length),
  });

  const barWidth = Math.min(240, width - 20);
  const bar = phaseBar(measure, settings.features, barWidth);
  setAttributes(bar, { transform: `translate(${Math.round(right - barWidth)},0)` });
  const edges = frontier(diagram)
    .map(({ from, to }) => `M${x(from[0])},${y(from[1])}L${x(to[0])},${y(to[1])}`)
    .join("");
  const edge = { d: edges, "stroke-linecap": "square" };
  const readouts = [66, 84].map((height) => svg("text", { x: 0, y: height }));
  const frames = ["fig-row-frame-casing", "fig-row-frame"].map((name) =>
    svg("rect", { class: name }),
  );
  return {
    marks: [
      bar,
      svg("rect", { class: "fig-ground", ...box([0, neurons.length], [0, probabilities.length]) }),
      lattice(grid, x, y),
      ...cells.flatMap((cell) => {
        const { columns, rows } = spansOf(cell, grid);
        const place = box(columns, rows);
        switch (cell.result.state) {
          case "measured":
            return [
              svg("rect", { ...place, fill: "var(--paper)" }),
              svg("rect", { ...place, ...phaseLook(measure, cell.result, settings.features) }),
            ];
          case "diverged":
            return [svg("rect", { class: "fig-ground", ...place })];
          default:
            return [];
        }
      }),
      ...cells
        .filter(({ result }) => result.state === "training")
        .map(({ column, row }) =>
          svg("circle", { class: "fig-curve-dot", cx: x(column + 0.5), cy: y(row + 0.5), r: 3 }),
        ),
      svg("path", { ...edge, stroke: "var(--plot-ground)", "stroke-width": 5 }),
      svg("path", { ...edge, stroke: "var(--plot-ink)", "stroke-width": 2 }),
      ...(state.current
        ? pageMark(
            x(placeAmong(neurons, state.neurons)),
            y(placeAmong(probabilities, state.probability)),
            (left + right) / 2,
          )
        : []),
      ...(cells.every(({ result }) => result.state === "waiting") ? invitation(map) : []),
      axes(grid, x, y, map),
      ...frames,
      ...readouts,
    ],
    areas: [
      {
        box: boxOf(map),
        cursor: "click",
        drag: (at, { look }) => look({ pressed: placeAt(at), over: undefined }),
        hover: (over, { look }) => look({ over }),
      },
    ],
    moves({ own: { pressed, over } }) {
      const looked = over === undefined ? pressed : placeAt(over);
      const cell = looked && cellAt(diagram, looked.column, looked.row);
      const lines = cell ? phaseReadout(cell, settings.features) : [looked ? untrained : "", ""];
      for (const [i, readout] of readouts.entries()) {
        setAttributes(readout, { class: over === undefined ? "fig-query-label" : "fig-note" });
        readout.textContent = lines[i];
      }
      const place = pressed && cellAt(diagram, pressed.column, pressed.row);
      const spans = place && seenSpans(place, diagram);
      for (const frame of frames)
        setAttributes(frame, {
          visibility: pressed === undefined ? "hidden" : undefined,
          ...(pressed &&
            box(
              spans?.columns ?? [pressed.column, pressed.column + 1],
              spans?.rows ?? [pressed.row, pressed.row + 1],
            )),
        });
    },
  };
}

/** The run on the page. */
function pageMark(cx: number, cy: number, middle: number): SVGElement[] {
  const text = { class: "fig-readout", y: cy, dy: "0.35em", ...beside(cx, middle, 12) };
  return [svg("circle", { class: "fig-curve-dot", cx, cy, r: 6 }), svg("text", text, "this page")];
}

type Place = (index: number) => number;

function lattice({ neurons, probabilities }: PhaseDiagram["grid"], x: Place, y: Place): SVGElement {
  const [left, right, top, bottom] = [x(0), x(neurons.length), y(probabilities.length), y(0)];
  let path = "";
  for (let column = 1; column < neurons.length; ++column)
    path += `M${Math.round(x(column)) + 0.5},${top}V${bottom}`;
  for (let row = 1; row < probabilities.length; ++row)
    path += `M${left},${Math.round(y(row)) + 0.5}H${right}`;
  return svg("path", { class: "fig-ground-grid", d: path });
}

function axes(
  grid: PhaseDiagram["grid"],
  x: Place,
  y: Place,
  { right, bottom }: Panel,
): SVGGElement {
  const under = { y: bottom + 28, dy: "0.71em" };
  return svg(
    "g",
    { class: "fig-axis" },
    ...grid.neurons.map((m, column) =>
      svg(
        "text",
        { x: x(column + 0.5), y: bottom + 8, dy: "0.71em", "text-anchor": "middle" },
        count(m),
      ),
    ),
    ...grid.probabilities.map((p, row) =>
      svg("text", { x: x(0) - 8, y: y(row + 0.5), dy: "0.35em", "text-anchor": "end" }, chance(p)),
    ),
    svg(
      "text",
      { class: "fig-axis-label", x: right, "text-anchor": "end", ...under },
      "m neurons →",
    ),
    svg("text", { class: "fig-axis-label", x: 0, ...under }, "↑ p, how often a feature is active"),
  );
}

/** What an empty map says of itself. */
function invitation({ left, right, top, bottom }: Panel): SVGElement[] {
  const words = "Nothing is trained yet: each place is to be a network.";
  return wrapWords(words, (right - left - 40) / 7).map((line, i) =>
    svg(
      "text",
      {
        class: "fig-truth-label",
        x: (left + right) / 2,
        y: (top + bottom) / 2 - 40 + 18 * i,
        "text-anchor": "middle",
      },
      line,
    ),
  );
}
