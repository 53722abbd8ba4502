import { expect, it } from "vitest";
import { parameterTable } from "../../src/embed/parameter-table";

const query = { name: "x", sets: "the query", takes: "a number from -1e-6 to 10", initial: "-5" };

/** The texts of a table's rows. */
function rowsOf(html: string): string[][] {
  return [...html.matchAll(/<tr.*?<\/tr>/gs)].map(([row]) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, text]) =>
      text.replace(/<[^>]+>/g, ""),
    ),
  );
}

it("has for each parameter its attribute, what it sets, what it takes and what holds without it", () => {
  expect(rowsOf(parameterTable([query]))).toEqual([
    ["Attribute", "What it sets", "Takes", "Without it"],
    ["x", "the query", "a number from −1e-6 to 10", "-5"],
  ]);
});

it("says that nothing holds without it rather than to leave a gap", () => {
  const [, [, , , initial]] = rowsOf(parameterTable([{ ...query, initial: "" }]));
  expect(initial).toBe("nothing");
});

it("shows words as they are", () => {
  expect(parameterTable([{ ...query, sets: "a < b" }])).toContain(">a &lt; b<");
});
