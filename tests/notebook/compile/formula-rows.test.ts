import { expect, it } from "vitest";
import { formulaRows } from "../../../src/notebook/compile/formula-rows";

it("a formula without parts is one", () => {
  expect(formulaRows(String.raw` x^2 + \frac{1}{2} `)).toEqual([[String.raw`x^2 + \frac{1}{2}`]]);
});

it("parts are what \\qquad separates, and rows what \\\\ does", () => {
  expect(formulaRows(String.raw`a = b,\qquad c \\ d \qquad\text{beside}\qquad e`)).toEqual([
    ["a = b,", "c"],
    ["d", String.raw`\text{beside}`, "e"],
  ]);
});

it("braces, environments and delimiters hold together, and a brace of the formula's own does not", () => {
  for (const tex of [
    String.raw`\begin{gathered} a \qquad b \\ c \end{gathered}`,
    String.raw`{a \qquad b}`,
    String.raw`\left( a \qquad b \right)`,
    String.raw`\text{a \qquad b}`,
  ])
    expect(formulaRows(tex)).toEqual([[tex]]);
  expect(formulaRows(String.raw`\{a\} \qquad b`)).toEqual([[String.raw`\{a\}`, "b"]]);
});
