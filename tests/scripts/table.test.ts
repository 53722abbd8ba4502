import { expect, it } from "vitest";
import type { Machine } from "../../scripts/bench/figures";
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

const machine: Machine = {
  date: "2026-11-25T09:30:12.345Z",
  processor: "Fast",
  cores: 2,
  node: "20.20.2",
  chromium: "156.0",
};

it("says where and when it was measured, and whether there was PyTorch", () => {
  expect(table({ machine, sections: [] }).split("\n").slice(0, 2)).toEqual([
    "Lookup, 2026-11-25 09:30 UTC",
    "2 cores (Fast), Node 20.20.2, Chromium 156.0, PyTorch not found",
  ]);
});

it("aligns the columns of all sections, and says what was skipped and why", () => {
  const text = table({
    machine,
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
  expect(text.split("\n").slice(3)).toEqual([
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
