import { count, list } from "../../../src/drawing/format";
import { significant } from "../../../src/drawing/significant";
import { type FigureElement, figure, type Table } from "../../../src/figure/frame";
import { pictureKind } from "../../../src/figure/picture";
import { type SummaryRow, type SuperpositionTask, summaryRowCount } from "../mathematics/summary";
import { leastOf } from "./error-averages";

export interface SummaryState {
  readonly task: SuperpositionTask;
  /** The networks' names, in the order of the values: "trained with L4". */
  readonly columns: readonly string[];
  readonly rows: readonly SummaryRow[];
}

const title = "The run in numbers";
/** Narrower ones have the numbers under their names. */
const wide = 600;

/** A table of what the run on the page has come to, each number beside what it is compared with. */
export const summaryFigure = pictureKind<SummaryState>((_, invalidation) =>
  summaryElement(invalidation),
);

function summaryElement(invalidation: Promise<void>): FigureElement<SummaryState> {
  const table = document.createElement("table");
  table.setAttribute("role", "table");
  table.setAttribute("aria-label", title);
  return figure<SummaryState>(
    {
      title,
      height: (width) => (width < wide ? 60 + 44 * summaryRowCount : 30 + 30 * summaryRowCount),
      draw(plot, state, { width }) {
        if (table.parentNode !== plot) plot.append(table);
        table.className = width < wide ? "fig-summary fig-narrow" : "fig-summary";
        fill(table, state);
      },
      caption,
      describe: ({ rows, columns }) =>
        rows
          .map(({ name, values }) => {
            const each = values.map((value, i) => `${columns[i]} ${shown(value)}`);
            return `${name}: ${each.join(", ")}.`;
          })
          .join(" "),
      data,
    },
    invalidation,
  );
}

/** Writes all cells; those that are there stay, for whoever reads them while the network trains. */
function fill(table: HTMLTableElement, { columns, rows }: SummaryState): void {
  const head = rowOf(table.tHead ?? table.createTHead(), 0);
  ["measure", ...columns, "reference"].forEach((name, i) => {
    write(cellOf(head, i, "col"), name);
  });
  trim(head, columns.length + 2);
  const body = table.tBodies[0] ?? table.createTBody();
  rows.forEach((row, i) => {
    const line = rowOf(body, i);
    write(cellOf(line, 0, "row"), row.name);
    const best = bestOf(row);
    row.values.forEach((value, j) => {
      const cell = cellOf(line, j + 1);
      write(cell, shown(value));
      cell.classList.toggle("fig-best", best.includes(j));
    });
    const reference = cellOf(line, row.values.length + 1);
    write(reference, shown(row.reference?.value), row.reference?.name);
    reference.classList.toggle("fig-best", best.includes(row.values.length));
    trim(line, row.values.length + 2);
  });
  while (body.rows.length > rows.length) body.deleteRow(-1);
}

function rowOf(section: HTMLTableSectionElement, index: number): HTMLTableRowElement {
  const row = section.rows[index] ?? section.insertRow();
  row.setAttribute("role", "row");
  return row;
}

/**
 * The cell at a place, made if it is not there; a heading where it has a scope.
 * Roles are said aloud, lest a browser forget them where the style sheet has rows that are not laid out as a table's.
 */
function cellOf(row: HTMLTableRowElement, index: number, scope?: "row" | "col") {
  const there = row.cells[index];
  if (there !== undefined) return there;
  const cell = document.createElement(scope === undefined ? "td" : "th");
  cell.setAttribute(
    "role",
    scope === undefined ? "cell" : `${scope === "row" ? "row" : "column"}header`,
  );
  if (scope !== undefined) cell.scope = scope;
  row.append(cell);
  return cell;
}

function trim(row: HTMLTableRowElement, cells: number): void {
  while (row.cells.length > cells) row.deleteCell(-1);
}

/** Writes a text and, muted, what it is. */
function write(cell: HTMLTableCellElement, text: string, note?: string): void {
  if (cell.textContent === (note === undefined ? text : `${text} ${note}`)) return;
  cell.textContent = text;
  if (note === undefined) return;
  const muted = document.createElement("span");
  muted.className = "readout-name";
  muted.textContent = note;
  cell.append(" ", muted);
}

function shown(value: number | undefined): string {
  return value === undefined ? "–" : significant(value);
}

/** Places of the best of a row's values, the reference last; none where all are alike, or less is no better. */
export function bestOf({ values, reference, lessIsBetter }: SummaryRow): number[] {
  if (!lessIsBetter) return [];
  const all = [...values, reference?.value].map((value) => value ?? Number.NaN);
  const best = leastOf(all);
  return best.length === all.filter((value) => !Number.isNaN(value)).length ? [] : best;
}

function data({ columns, rows }: SummaryState): Table {
  return {
    columns: ["measure", ...columns, "reference", "reference_name"],
    rows: rows.map(({ name, values, reference }) => [
      name,
      ...values.map((value) => value ?? ""),
      reference?.value ?? "",
      reference?.name ?? "",
    ]),
  };
}

function caption({ task, columns, rows }: SummaryState): string {
  const { features, neurons, probability } = task;
  const networks = columns.length === 1 ? "The network has" : "Both networks have";
  const setting = `${networks} ${count(neurons)} ${neurons === 1 ? "neuron" : "neurons"} for ${count(features)} features, each active with p\u00a0=\u00a0${Number(probability.toPrecision(3))}.`;
  const winners = new Map<string, string[]>();
  for (const row of rows) {
    const best = bestOf(row).map((i) =>
      i === columns.length ? `the ${row.reference!.name}` : `the network ${columns[i]}`,
    );
    if (best.length === 0) continue;
    const who = list(best);
    winners.set(who, [...(winners.get(who) ?? []), row.name]);
  }
  const sentences = [...winners].map(([who, names]) => `by ${list(names)} it is ${who}`);
  const verdict =
    sentences.length === 0 ? "" : ` The best of a row of errors is bold: ${sentences.join("; ")}.`;
  return `${setting}${verdict} The number of features that share is (Σ gain)² / Σ gain²: ${count(features)} where all gains are alike.`;
}
