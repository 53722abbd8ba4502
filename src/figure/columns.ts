import { finiteText } from "../drawing/finite-text";

/** A table: what a figure draws, in numbers. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** One of the numbers that stand behind each row of a figure. */
export interface Column<Row> {
  /** Its heading in the table for readers; without, it stands in the file alone. */
  readonly heading?: string;
  /** Its name in the file, for programs; without, it stands in the table alone. */
  readonly field?: string;
  /** As it is. */
  value(row: Row, index: number): string | number;
  /** Decimals that the table gives a number, which is "not finite" where training has diverged. */
  readonly digits?: number;
  /** As the table writes it, where that is neither as it is nor a number of so many decimals. */
  text?(row: Row, index: number): string | number;
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
            rows: few.map((row, i) => readable.map((column) => written(column, row, i))),
          },
    data: () => ({
      columns: kept.map(({ field }) => field!),
      rows: rows.map((row, i) => kept.map((column) => column.value(row, i))),
    }),
  };
}

function written<Row>(column: Column<Row>, row: Row, index: number): string | number {
  if (column.text !== undefined) return column.text(row, index);
  const value = column.value(row, index);
  return column.digits === undefined || typeof value === "string"
    ? value
    : finiteText(value, column.digits);
}

/** A table that sums up what the file has in full, in rows of its own. */
export function summedUp(table: Numbers, data: Numbers): Numbers {
  return { table: table.table, data: data.data };
}
