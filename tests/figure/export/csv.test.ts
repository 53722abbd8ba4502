import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { csvText } from "../../../src/figure/export/csv";

describe("a table as CSV", () => {
  const table = {
    columns: ["x", "said of it, briefly"],
    rows: [
      [Math.fround(0.1), 'He said "so"'],
      [-1e-7, "two\nlines"],
      [42, ""],
    ],
  };

  it("is read by another program, in full precision", () => {
    const [names, ...rows] = parse(csvText(table)) as string[][];
    expect(names).toEqual(table.columns);
    expect(rows.map(([x]) => Math.fround(Number(x)))).toEqual(
      table.rows.map(([x]) => Math.fround(Number(x))),
    );
    expect(rows.map(([, words]) => words)).toEqual(table.rows.map(([, words]) => words));
  });

  it("quotes only what must be", () => {
    expect(csvText({ columns: ["a"], rows: [["plain"], ["a,b"]] })).toBe('a\r\nplain\r\n"a,b"\r\n');
  });
});
