import type { PhaseGrid, PhasePlace } from "../training/phase-grid";
import type { PhaseCell, PhaseDiagram } from "../training/phases";
import { order } from "./compared";

/** Columns or rows from one number to another, counted from 0; their ends may lie within one. */
export type Span = readonly [number, number];

/** The columns and the rows that a place stands for until finer ones are there. */
export function spansOf(
  { column, row, stride }: PhasePlace,
  { neurons, probabilities }: PhaseGrid,
): { readonly columns: Span; readonly rows: Span } {
  return {
    columns: spanOf(column, stride, neurons.length),
    rows: spanOf(row, stride, probabilities.length),
  };
}

/** The columns and rows of a known cell that no finer one has taken over yet: all of its own, or fewer around it. */
export function seenSpans(
  cell: PhaseCell,
  { cells, grid }: PhaseDiagram,
): ReturnType<typeof spansOf> {
  const finer = cells.filter((each) => isKnown(each) && each.stride < cell.stride);
  let { stride } = cell;
  let spans = spansOf(cell, grid);
  const holds = ({ column, row }: PhasePlace): boolean =>
    within(column + 0.5, spans.columns) && within(row + 0.5, spans.rows);
  while (stride > 1 && finer.some(holds)) {
    stride /= 2;
    spans = spansOf({ ...cell, stride }, grid);
  }
  return spans;
}

/** Half way to the neighbours that are as coarse, or to the end of the grid. */
function spanOf(index: number, stride: number, length: number): Span {
  return [
    index === 0 ? 0 : index + 0.5 - stride / 2,
    index + stride >= length ? length : index + 0.5 + stride / 2,
  ];
}

/** The finest cell that is known at a column and a row, if there is one. */
export function cellAt(
  { cells, grid }: PhaseDiagram,
  column: number,
  row: number,
): PhaseCell | undefined {
  return cells.findLast((cell) => {
    const { columns, rows } = spansOf(cell, grid);
    return isKnown(cell) && within(column + 0.5, columns) && within(row + 0.5, rows);
  });
}

/** Whether a network has come to its end, be it a bad one. */
export function isKnown({ result }: PhaseCell): boolean {
  return result.state === "measured" || result.state === "diverged";
}

function within(value: number, [from, to]: Span): boolean {
  return value >= from && value < to;
}

/** A line between two places, in columns and rows. */
export interface Edge {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
}

/** The lines between networks that have a smaller loss than the naive solution and those that have not. */
export function frontier(diagram: PhaseDiagram): Edge[] {
  const { neurons, probabilities } = diagram.grid;
  const beats = neurons.map((_, column) =>
    probabilities.map((_, row) => beatsNaive(cellAt(diagram, column, row))),
  );
  const differ = (a: boolean | undefined, b: boolean | undefined): boolean =>
    a !== undefined && b !== undefined && a !== b;
  const edges: Edge[] = [];
  for (const [column, rows] of beats.entries())
    for (const row of rows.keys()) {
      if (differ(beats[column][row], beats[column + 1]?.[row]))
        edges.push({ from: [column + 1, row], to: [column + 1, row + 1] });
      if (differ(beats[column][row], beats[column][row + 1]))
        edges.push({ from: [column, row + 1], to: [column + 1, row + 1] });
    }
  return edges;
}

/** Whether a network has a smaller loss than the naive solution; undefined where that ignores nothing. */
export function beatsNaive(cell: PhaseCell | undefined): boolean | undefined {
  if (cell?.result.state !== "measured" || cell.result.ignoring === 0) return undefined;
  return order(cell.result.loss, cell.result.ignoring) < 0;
}

/** Where a value lies among increasing ones on a logarithmic axis, in columns or rows: the middle of the first is 0.5. */
export function placeAmong(values: readonly number[], value: number): number {
  const last = values.length - 1;
  const after = values.findIndex((each) => each >= value);
  if (after === 0) return 0.5;
  if (after < 0) return last + 0.5;
  const part = Math.log(value / values[after - 1]) / Math.log(values[after] / values[after - 1]);
  return after - 0.5 + part;
}
