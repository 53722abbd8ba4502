import { describe, expect, it } from "vitest";
import {
  type Column,
  column,
  fileColumn,
  lists,
  numbers,
  summedUp,
  tableColumn,
} from "../../src/figure/columns";

interface Row {
  readonly index: number;
  readonly weight: number;
}
const rows: readonly Row[] = [
  { index: 0, weight: -1.23456789 },
  { index: 1, weight: 0.5 },
];
const columns: readonly Column<Row>[] = [
  column("Neuron", "neuron", ({ index }) => index),
  column("w", "weight", ({ weight }) => weight, 2),
  tableColumn("Sign", ({ weight }) => (weight < 0 ? "negative" : "positive")),
  fileColumn("position", (_, i) => i),
];

describe("the numbers of a figure", () => {
  it("are written for readers in the table and are exact in the file", () => {
    const both = numbers(rows, columns);
    expect(both.table()).toEqual({
      columns: ["Neuron", "w", "Sign"],
      rows: [
        [0, "−1.23", "negative"],
        [1, "0.50", "positive"],
      ],
    });
    expect(both.data()).toEqual({
      columns: ["neuron", "weight", "position"],
      rows: [
        [0, -1.23456789, 0],
        [1, 0.5, 1],
      ],
    });
  });

  it("are in words where training has diverged", () => {
    const both = numbers([{ index: 0, weight: Number.NaN }], columns);
    expect(both.table()!.rows[0][1]).toBe("not finite");
    expect(both.data().rows[0][1]).toBeNaN();
  });

  it("are few in the table where all would be too many", () => {
    const both = numbers(rows, columns, rows.slice(1));
    expect(both.table()!.rows).toEqual([[1, "0.50", "positive"]]);
    expect(both.data().rows).toHaveLength(2);
  });

  it("have no table where none is named for readers", () => {
    expect(numbers(rows, [fileColumn("weight", ({ weight }) => weight)]).table()).toBeUndefined();
  });

  it("may be summed up in a table of other rows", () => {
    const both = summedUp(
      numbers([rows.length], [tableColumn("Number", (all) => all)]),
      numbers(rows, columns),
    );
    expect(both.table()).toEqual({ columns: ["Number"], rows: [[2]] });
    expect(both.data().rows).toHaveLength(2);
  });

  it("may be lists side by side, for the file alone", () => {
    const both = lists({ neuron: [0, 1], weight: Float64Array.of(-1.25, 0.5) });
    expect(both.table()).toBeUndefined();
    expect(both.data()).toEqual({
      columns: ["neuron", "weight"],
      rows: [
        [0, -1.25],
        [1, 0.5],
      ],
    });
  });
});
