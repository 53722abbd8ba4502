import { finiteText } from "../drawing/finite-text";

/** A table: what a figure draws, in numbers. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

type Cell = string | number;
type OfRow<Row, Value> = (row: Row, index: number) => Value;

/** One of the numbers that stand behind each row of a figure. */
export interface Column<Row> {
  /** Its heading in the table for readers; without, it stands in the file alone. */
  readonly heading?: string;
  /** Its name in the file, for programs; without, it stands in the table alone. */
  readonly field?: string;
  /** As it is. */
  readonly value: OfRow<Row, Cell>;
  /** As the table writes it. */
  readonly text: OfRow<Row, Cell>;
}

/**
 * A column of the table and of the file.
 * @param written as the table has it, if not as it is: a function, or the decimals of a number, which is "not finite"
 *   where training has diverged
 */
export function column<Row>(
  heading: string,
  field: string,
  value: OfRow<Row, Cell>,
  written: number | OfRow<Row, Cell> = value,
): Column<Row> {
  return { field, ...tableColumn(heading, value, written) };
}

/** A column of the table alone. @param written as for `column` */
export function tableColumn<Row>(
  heading: string,
  value: OfRow<Row, Cell>,
  written: number | OfRow<Row, Cell> = value,
): Column<Row> {
  const digits = (row: Row, index: number): Cell => {
    const cell = value(row, index);
    return typeof cell === "string" ? cell : finiteText(cell, written as number);
  };
  return { heading, value, text: typeof written === "number" ? digits : written };
}

/** A column of the file alone. */
export function fileColumn<Row>(field: string, value: OfRow<Row, Cell>): Column<Row> {
  return { field, value, text: value };
}

/** The numbers of a figure, as it is to be read and as it is to be computed with. */
export interface Numbers {
  /** Undefined where no column has a heading: what is drawn is itself a text or a table. */
  table(): Table | undefined;
  data(): Table;
}

/**
 * The numbers of a figure, one row for each of what it draws.
 * @param few those of the rows that the table has, where all would be too many to read
 */
export function numbers<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  few: readonly Row[] = rows,
): Numbers {
  const readable = columns.filter(({ heading }) => heading !== undefined);
  const kept = columns.filter(({ field }) => field !== undefined);
  return {
    table: () =>
      readable.length === 0
        ? undefined
        : {
            columns: readable.map(({ heading }) => heading!),
            rows: few.map((row, i) => readable.map(({ text }) => text(row, i))),
          },
    data: () => ({
      columns: kept.map(({ field }) => field!),
      rows: rows.map((row, i) => kept.map(({ value }) => value(row, i))),
    }),
  };
}

/** A table that sums up what the file has in full, in rows of its own. */
export function summedUp(table: Numbers, data: Numbers): Numbers {
  return { table: table.table, data: data.data };
}

/** Numbers for the file alone: lists side by side, each under its field. */
export function lists(columns: Readonly<Record<string, ArrayLike<number>>>): Numbers {
  const [first] = Object.values(columns);
  return numbers(
    Array.from(first),
    Object.entries(columns).map(([field, values]) => fileColumn(field, (_, i) => values[i])),
  );
}
