import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { Sources } from "../../src/notebook/sources";

const sources = new Sources(resolve(import.meta.dirname, "../.."));

describe.each(sources.names())("the cells of %s", (name) => {
  const { parts, names } = sources.read(sources.fileOf(name));
  const naming = (library: string): string[] =>
    parts
      .filter(({ codes }) => codes.some((code) => names.inputsOf(code).includes(library)))
      .map(({ slug }) => slug);

  // Each would be fetched before the reader has done anything.
  it.each(["d3", "tf"])("do without %s, which has more than they need", (library) => {
    expect(naming(library)).toEqual([]);
  });

  it("draw their charts by Plot", () => {
    expect(naming("Plot").length).toBeGreaterThan(0);
  });
});

it("the notebooks are found", () => {
  expect(sources.names().length).toBeGreaterThan(1);
  expect(sources.root).toBe(join(import.meta.dirname, "../.."));
});
