import { SourceMap } from "node:module";
import { transformWithOxc } from "vite";
import { describe, expect, it } from "vitest";
import { toModule } from "../../../src/notebook/compile/module";
import { positionAt } from "../../../src/notebook/compile/problem";
import type { CodeCell, Notebook } from "../../../src/notebook/definition";
import { compiled, compiledProse } from "./notebook";

const options = { name: "test", library: "/project/src/notebook", uses: false };
const path = "/project/notebooks/test/index.ts";

/** The notebook that the generated module exports. */
async function loaded(cells: Readonly<Record<string, string>>): Promise<Notebook> {
  const { code } = toModule(compiled(cells), path, options);
  const { code: script } = await transformWithOxc(code, "test.ts");
  const module = await import(
    /* @vite-ignore */ `data:text/javascript,${encodeURIComponent(script)}`
  );
  return module.default;
}

const run = (cell: unknown, ...inputs: unknown[]): unknown =>
  (cell as CodeCell).run(...(inputs as never[]));

describe("the module of a notebook", () => {
  it("has a function for each cell, from its inputs to its outputs", async () => {
    const { cells } = await loaded({
      sum: "const total = x + y; const twice = 2 * total;",
      "the-terms": "const x = 1, y = 2;",
    });
    expect(cells[0]).toMatchObject({
      slug: "sum",
      inputs: ["x", "y"],
      outputs: ["total", "twice"],
    });
    expect(run(cells[0], 3, 4)).toEqual({ total: 7, twice: 14 });
    expect(run(cells[1])).toEqual({ x: 1, y: 2 });
  });

  it("fetches the libraries that its cells name, and no other", async () => {
    const { libraries, cells } = await loaded({
      chart: "Plot.plot({ marks: [Plot.dot(points)] })",
      points: "const points = d3.range(3);",
      typed: "const options: tf.Tensor | undefined = undefined;",
      prose: "const Plots = 1;",
    });
    expect(Object.keys(libraries)).toEqual(["Plot", "d3"]);
    expect(cells[0]).toMatchObject({ inputs: ["Plot", "points"] });
    expect(cells[2]).toMatchObject({ inputs: [] });
    const { libraries: none } = await loaded({ a: "1" });
    expect(none).toEqual({});
  });

  it("returns the value of an expression, even with comments about it", async () => {
    const { cells } = await loaded({ a: "// before\n1 + 2 // after", b: "{ a: 1 }" });
    expect(run(cells[0])).toBe(3);
    expect(run(cells[1])).toEqual({ a: 1 });
  });

  it("shows the value of an expression unless that shows something itself", async () => {
    const { cells } = await loaded({ a: "1", b: "display(1)", c: "1;" });
    expect(cells.map((cell) => (cell as CodeCell).autodisplay)).toEqual([true, false, false]);
  });

  it("has the values of a cell apart from what it displays, with all that either uses", async () => {
    const { cells } = await loaded({
      a: `interface Twice { n: number }
        type Unused = Twice;
        const n = x as Unused["n"] | number
        const m = n + 1 // one more
        display<Twice>({ n: 2 * m })`,
      b: "const x = 1;",
    });
    expect(cells.map(({ slug }) => slug)).toEqual(["a.values", "a", "b"]);
    expect(cells[0]).toMatchObject({ place: "a", inputs: ["x"], outputs: ["n", "m"] });
    expect(cells[1]).toMatchObject({ inputs: ["display", "m"], outputs: [], autodisplay: false });
    expect(run(cells[0], 1)).toEqual({ n: 1, m: 2 });
    const shown: unknown[] = [];
    run(cells[1], (value: unknown) => shown.push(value), 2);
    expect(shown).toEqual([{ n: 4 }]);
  });

  it("changes the hash of that part of a cell alone which is edited", async () => {
    const hashes = async (a: string): Promise<string[]> =>
      (await loaded({ a })).cells.map(({ hash }) => hash);
    const [values, display] = await hashes("const a = 1; display(a);");
    expect(await hashes("const a = 1; display(-a);")).toEqual([
      values,
      expect.not.stringMatching(display!),
    ]);
    expect(await hashes("const a = 2; display(a);")).toEqual([
      expect.not.stringMatching(values!),
      display,
    ]);
  });

  it("awaits in the cells that await", async () => {
    const { cells } = await loaded({ a: "const x = await Promise.resolve(1);" });
    expect(await run(cells[0])).toEqual({ x: 1 });
  });

  it("imports statically, once, at the top", () => {
    const { code } = toModule(
      compiled({
        a: 'import { f, g } from "../../src/f"; f(g)',
        b: 'const h = 1; import { g, k as l } from "../../src/f"; l(h)',
        c: 'import type { T } from "../../src/t"; const t = 1 as T;',
      }),
      path,
      options,
    );
    expect(code.match(/^import .*$/gm)).toEqual([
      'import type * as $ from "../../src/notebook/definition";',
      'import { f, g } from "../../src/f";',
      'import { k as l } from "../../src/f";',
      'import type { T } from "../../src/t";',
    ]);
    expect(code.lastIndexOf("import ")).toBeLessThan(code.indexOf("const $a"));
  });

  it("changes the hash of a cell with its source only", async () => {
    const [before, after] = [await loaded({ a: "1", b: "2" }), await loaded({ a: "1", b: "3" })];
    expect(after.cells[0]!.hash).toBe(before.cells[0]!.hash);
    expect(after.cells[1]!.hash).not.toBe(before.cells[1]!.hash);
  });

  it("says in dev which imported values a cell uses", () => {
    const notebook = compiled({ a: 'import { f, type T } from "./f"; f as T', b: "f(1)", c: "1" });
    const { code } = toModule(notebook, path, { ...options, uses: true });
    expect(code.match(/uses: \[.*?\]/g)).toEqual(["uses: [f]", "uses: [f]", "uses: []"]);
  });

  it("maps each position back to the notebook", () => {
    const notebook = compiledProse("\n\n  A ${  Math.PI  }.");
    const { code, map } = toModule(notebook, path, options);
    const { line, column } = positionAt(code, code.indexOf("Math.PI"));
    expect(new SourceMap(JSON.parse(map.toString())).findEntry(line - 1, column - 1)).toMatchObject(
      {
        originalSource: "notebooks/test/index.html",
        originalLine: 2,
        originalColumn: 8,
      },
    );
  });
});
