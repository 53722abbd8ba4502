import { expect, it } from "vitest";
import { shown, shownRatio, table } from "../../scripts/bench/table";

it("shows three digits, or all before the point", () => {
  expect([0, 0.034, 3.456, 34.56, 345.6, 3456].map(shown)).toEqual([
    "0",
    "0.03",
    "3.46",
    "34.6",
    "346",
    "3456",
  ]);
});

it("shows small ratios as fractions", () => {
  expect([1.5, 0.65, 0.04, 1 / 42.3].map(shownRatio)).toEqual(["1.50", "0.65", "1/25.0", "1/42.3"]);
});

it("aligns the columns of all sections, and says what was skipped and why", () => {
  const text = table({
    machine: ["Two cores"],
    sections: [
      {
        title: "Epochs",
        ratios: "WASM ÷ it",
        figures: [
          { id: "a", name: "ours", unit: "ms", value: 4.5, note: "fast" },
          { id: "b", name: "the others", unit: "ms", value: 450, ratio: 0.01 },
        ],
      },
      { title: "Runs", figures: [{ id: "c", name: "PyTorch", unit: "s", note: "not here" }] },
    ],
  });
  expect(text.split("\n")).toEqual([
    "Two cores",
    "",
    "Epochs                           WASM ÷ it",
    "  ours            4.50 ms                   fast",
    "  the others       450 ms            1/100",
    "",
    "Runs",
    "  PyTorch      skipped                      not here",
    "",
  ]);
});
