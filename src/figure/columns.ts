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
  /** As the table writes it, where that is not as it is. */
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
            rows: few.map((row, i) =>
              readable.map((column) => column.text?.(row, i) ?? column.value(row, i)),
            ),
          },
    data: () => ({
      columns: kept.map(({ field }) => field!),
      rows: rows.map((row, i) => kept.map((column) => column.value(row, i))),
    }),
  };
}

/** A table that sums up what the file has in full, in rows of its own. */
export function summedUp(table: Numbers, data: Numbers): Numbers {
  return { table: table.table, data: data.data };
}
