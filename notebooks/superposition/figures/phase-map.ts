import { count } from "../../../src/drawing/format";
import { bandAt } from "../../../src/drawing/heatmap";
import { type Attributes, setAttributes, svg } from "../../../src/drawing/svg";
import { wrapWords } from "../../../src/drawing/wrap-words";
import type { Size } from "../../../src/figure/frame";
import type { PhaseDiagram } from "../training/phases";
import { chance } from "./compared";
import { type PhaseMeasure, phaseBar, phaseLook } from "./phase-colours";
import { cellAt, frontier, placeAmong, type Span, seenSpans, spansOf } from "./phase-layout";
import type { PhasesState } from "./phases-texts";
import { phaseReadout } from "./phases-texts";

/** A place that is looked at, in columns and rows. */
export interface Chosen {
  readonly column: number;
  readonly row: number;
}

/** The drawing of a diagram. */
export interface PhaseMap {
  readonly element: SVGGElement;
  /** The place at a position from the corner of the map. */
  placeAt(x: number, y: number): Chosen;
  /** Frames a place, and tells of it or of the one that the pointer is over. */
  look(pressed: Chosen | undefined, hovered: Chosen | undefined): void;
}

const margin = { left: 52, right: 14, top: 92, bottom: 48 };

/** The height of the figure at a width. */
export function phaseMapHeight(width: number): number {
  return margin.top + Math.round(Math.min(378, Math.max(252, width * 0.42))) + margin.bottom;
}

/** Where the places are within the figure. */
export function phaseMapBox({ width, height }: Size) {
  return {
    x: margin.left,
    y: margin.top,
    width: width - margin.right - margin.left,
    height: height - margin.bottom - margin.top,
  };
}

/** Draws a diagram as far as it is known: finer places over coarse ones. */
export function phaseMap(state: PhasesState, measure: PhaseMeasure, size: Size): PhaseMap {
  const { diagram } = state;
  const { grid, cells, settings } = diagram;
  const { neurons, probabilities } = grid;
  const area = phaseMapBox(size);
  const [right, bottom] = [area.x + area.width, area.y + area.height];
  const x = (column: number): number => area.x + (column / neurons.length) * area.width;
  const y = (row: number): number => bottom - (row / probabilities.length) * area.height;
  /** The box of some columns and rows, on whole pixels. */
  const box = (columns: Span, rows: Span): Attributes => {
    const [x0, x1] = columns.map((each) => Math.round(x(each)));
    const [y1, y0] = rows.map((each) => Math.round(y(each)));
    return { x: x0, y: y0, width: x1 - x0, height: y1 - y0 };
  };

  const element = svg("g");
  const barWidth = Math.min(240, size.width - 20);
  const bar = phaseBar(measure, settings.features, barWidth);
  setAttributes(bar, { transform: `translate(${Math.round(right - barWidth)},0)` });
  element.append(bar, svg("rect", { class: "fig-ground", ...area }), lattice(grid, x, y));

  for (const cell of cells) {
    const { columns, rows } = spansOf(cell, grid);
    const place = box(columns, rows);
    if (cell.result.state === "measured")
      element.append(
        svg("rect", { ...place, fill: "var(--paper)" }),
        svg("rect", { ...place, ...phaseLook(measure, cell.result, settings.features) }),
      );
    if (cell.result.state === "diverged")
      element.append(svg("rect", { class: "fig-ground", ...place }));
  }
  for (const { column, row, result } of cells)
    if (result.state === "training")
      element.append(
        svg("circle", { class: "fig-curve-dot", cx: x(column + 0.5), cy: y(row + 0.5), r: 3 }),
      );
  const edges = frontier(diagram)
    .map(({ from, to }) => `M${x(from[0])},${y(from[1])}L${x(to[0])},${y(to[1])}`)
    .join("");
  for (const [stroke, width] of [
    ["var(--plot-ground)", 5],
    ["var(--plot-ink)", 2],
  ] as const)
    element.append(
      svg("path", { d: edges, stroke, "stroke-width": width, "stroke-linecap": "square" }),
    );
  if (state.current) {
    const [cx, cy] = [
      x(placeAmong(neurons, state.neurons)),
      y(placeAmong(probabilities, state.probability)),
    ];
    const leftward = cx > (area.x + right) / 2;
    element.append(
      svg("circle", { class: "fig-curve-dot", cx, cy, r: 6 }),
      svg(
        "text",
        {
          class: "fig-readout",
          x: cx + (leftward ? -12 : 12),
          y: cy,
          dy: "0.35em",
          "text-anchor": leftward ? "end" : "start",
        },
        "this page",
      ),
    );
  }
  if (cells.every(({ result }) => result.state === "waiting")) element.append(...invitation(area));

  const readouts = [66, 84].map((height) => svg("text", { x: 0, y: height }));
  const frames = ["fig-row-frame-casing", "fig-row-frame"].map((name) =>
    svg("rect", { class: name }),
  );
  element.append(axes(diagram, x, y, { right, bottom }), ...frames, ...readouts);

  return {
    element,
    placeAt: (px, py) => ({
      column: bandAt(px, area.width, neurons.length),
      row: probabilities.length - 1 - bandAt(py, area.height, probabilities.length),
    }),
    look(pressed, hovered) {
      const chosen = hovered ?? pressed;
      const cell = chosen && cellAt(diagram, chosen.column, chosen.row);
      const lines = cell ? phaseReadout(cell, settings.features) : [chosen ? untrained : "", ""];
      for (const [i, readout] of readouts.entries()) {
        setAttributes(readout, { class: hovered === undefined ? "fig-query-label" : "fig-note" });
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

const untrained = "not trained yet";

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
  { grid }: PhaseDiagram,
  x: Place,
  y: Place,
  { right, bottom }: { readonly right: number; readonly bottom: number },
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
function invitation({ x, y, width, height }: ReturnType<typeof phaseMapBox>): SVGElement[] {
  const words = "Nothing is trained yet: each place is to be a network.";
  return wrapWords(words, (width - 40) / 7).map((line, i) =>
    svg(
      "text",
      {
        class: "fig-truth-label",
        x: x + width / 2,
        y: y + height / 2 - 40 + 18 * i,
        "text-anchor": "middle",
      },
      line,
    ),
  );
}
