import { count, list } from "../../../src/drawing/format";
import { significant } from "../../../src/drawing/significant";
import { type Column, fileColumn, numbers } from "../../../src/figure/columns";
import type { Scene, Size, View } from "../../../src/figure/drawing";
import { figure } from "../../../src/figure/figure";
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
export const summaryFigure = figure<SummaryState>({
  title,
  height: (width) => (width < wide ? 60 + 44 * summaryRowCount : 30 + 30 * summaryRowCount),
  depends: ({ columns, rows }) => [columns.length, rows.length],
  still: summaryTable,
  caption,
  sentence: ({ rows, columns }) =>
    rows
      .map(({ name, values }) => {
        const each = values.map((value, i) => `${columns[i]} ${shown(value)}`);
        return `${name}: ${each.join(", ")}.`;
      })
      .join(" "),
  columns: ({ columns, rows }) =>
    numbers(rows, [
      fileColumn("measure", ({ name }) => name),
      ...columns.map(
        (field, i): Column<SummaryRow> => fileColumn(field, ({ values }) => values[i] ?? ""),
      ),
      fileColumn("reference", ({ reference }) => reference?.value ?? ""),
      fileColumn("reference_name", ({ reference }) => reference?.name ?? ""),
    ]),
});

/** Its cells stay while their numbers change, for whoever reads them while the network trains. */
function summaryTable(
  { state }: View<SummaryState, object>,
  { width }: Size,
): Scene<SummaryState, object> {
  const cells = entriesOf(state).map((row, i) =>
    row.map((_, j) => cell(i === 0 ? "columnheader" : j === 0 ? "rowheader" : "cell")),
  );
  const [head, ...body] = cells.map(line);
  const table = document.createElement("table");
  table.setAttribute("role", "table");
  table.setAttribute("aria-label", title);
  table.className = width < wide ? "fig-summary fig-narrow" : "fig-summary";
  table.createTHead().append(head);
  table.createTBody().append(...body);
  return {
    marks: table,
    moves({ state }) {
      for (const [i, row] of entriesOf(state).entries())
        for (const [j, entry] of row.entries()) write(cells[i][j], entry);
    },
  };
}

/** What stands in a cell. */
interface Entry {
  readonly text: string;
  /** What the text is. */
  readonly note?: string;
  /** Whether it is the best of its row. */
  readonly best?: boolean;
}

/** What stands in all rows, the headings first. */
function entriesOf({ columns, rows }: SummaryState): Entry[][] {
  return [
    ["measure", ...columns, "reference"].map((text) => ({ text })),
    ...rows.map((row) => {
      const best = bestOf(row);
      const values: Entry[] = row.values.map((value) => ({ text: shown(value) }));
      const reference = { text: shown(row.reference?.value), note: row.reference?.name };
      return [
        { text: row.name },
        ...[...values, reference].map((entry, i) => ({ ...entry, best: best.includes(i) })),
      ];
    }),
  ];
}

// Roles are said aloud, lest a browser forget them where the style sheet has rows that are not laid out as a table's.

function line(cells: readonly HTMLTableCellElement[]): HTMLTableRowElement {
  const row = document.createElement("tr");
  row.setAttribute("role", "row");
  row.append(...cells);
  return row;
}

function cell(role: "cell" | "rowheader" | "columnheader"): HTMLTableCellElement {
  const element = document.createElement(role === "cell" ? "td" : "th");
  element.setAttribute("role", role);
  if (role !== "cell") element.scope = role === "rowheader" ? "row" : "col";
  return element;
}

function write(cell: HTMLTableCellElement, { text, note, best = false }: Entry): void {
  cell.classList.toggle("fig-best", best);
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
