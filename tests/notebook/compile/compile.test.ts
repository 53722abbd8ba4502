import { describe, expect, it } from "vitest";
import { compile } from "../../../src/notebook/compile/compile";
import { compiled } from "./notebook";

describe("compiling a notebook", () => {
  it("finds what each cell uses and declares", () => {
    const { cells, names } = compiled({
      sum: "const total = x + (y as number);",
      terms: "const x = 1; function y2() {} class Z {} const { y, ...rest } = { y: 2, z: 3 };",
    });
    const [sum, terms] = cells.map((cell) => (cell.mode === "ts" ? cell.code : undefined));
    expect(sum).toMatchObject({ inputs: ["x", "y"], outputs: ["total"], expression: false });
    expect(terms?.outputs).toEqual(["x", "y2", "Z", "y", "rest"]);
    expect(names.outputs.get("y")?.slug).toBe("terms");
  });

  it("tells an expression from statements", () => {
    const { cells } = compiled({ a: "1 + 1", b: "1 + 1;", c: "{ a: 1 }", d: "// why\n 2 // so" });
    expect(cells.map((cell) => cell.mode === "ts" && cell.code.expression)).toEqual([
      true,
      false,
      true,
      true,
    ]);
  });

  it("takes no global of JavaScript or the browser for an input", () => {
    const { cells, names } = compiled({
      a: "structuredClone(new ResizeObserver(() => queueMicrotask(() => Math.PI)))",
    });
    const [cell] = cells;
    expect(cell?.mode === "ts" && names.inputsOf(cell.code)).toEqual([]);
  });

  it("lets a cell declare a name that is also a global of the browser", () => {
    const { cells, names } = compiled({ a: "const name = 1;", b: "name + 1" });
    const cell = cells[1];
    expect(cell?.mode === "ts" && names.inputsOf(cell.code)).toEqual(["name"]);
  });

  it("takes names that are imported in any cell", () => {
    const { names } = compiled({
      a: "f(1)",
      b: 'import { f } from "./f";',
      c: 'import { f } from "./f"; f(2)',
    });
    expect(names.imports.get("f")).toMatchObject({ from: "./f", imported: "f" });
  });

  it("refuses an undefined name, and says which cell uses it and what may be meant", () => {
    expect(() => compiled({ a: "const weights = 1;", b: "\n  weigths + 1" })).toThrow(
      "notebooks/test/index.html:4:3: “weigths” is not defined; the cell “b” uses it. Did you mean “weights”?",
    );
  });

  it("refuses a short global of the browser that is most likely a slip", () => {
    expect(() => compiled({ a: "name + 1" })).toThrow("“name” is not defined");
  });

  it("refuses a name that is declared twice, and names both cells", () => {
    expect(() => compiled({ a: "const x = 1;", b: "const y = 1, x = 2;" })).toThrow(
      /^notebooks\/test\/index\.html:3:\d+: “x” is declared twice: by the cell “b” and, at line 2, by the cell “a”\.$/,
    );
  });

  it("refuses a name that is imported from two places", () => {
    expect(() =>
      compiled({ a: 'import { f } from "./f";', b: 'import { f } from "./g";' }),
    ).toThrow("“f” is declared twice");
  });

  it("refuses to declare what every cell has", () => {
    expect(() => compiled({ a: "const display = 1;" })).toThrow(
      "The cell “a” declares “display”, which every cell has already.",
    );
  });

  it("refuses two cells of the same slug", () => {
    const cell = '<script type="text/x-typescript" data-cell="a">1</script>';
    expect(() => compile(`<notebook>\n${cell}\n  ${cell}</notebook>`, "n.html")).toThrow(
      "n.html:3:3: Two cells are named “a”; the first is at line 2.",
    );
  });

  it("knows the cell whose picture stands for it, and refuses one that is not there", () => {
    const cell = '<script type="text/x-typescript" data-cell="a">1</script>';
    const withPicture = (slug: string): string =>
      `<notebook data-picture="${slug}"><title>T</title>${cell}</notebook>`;
    expect(compile(withPicture("a"), "n.html").picture).toBe("a");
    expect(() => compile(withPicture("b"), "n.html")).toThrow(
      "n.html:1:1: data-picture names no cell: “b”.",
    );
  });

  it("knows its place in the order of reading and where its argument ends, and refuses what is neither", () => {
    const cell = '<script type="text/x-typescript" data-cell="a">1</script>';
    const withPlace = (order: string, backMatter: string): string =>
      `<notebook data-order="${order}" data-back-matter="${backMatter}">${cell}</notebook>`;
    expect(compile(withPlace("3", "a"), "n.html")).toMatchObject({ order: 3, backMatter: "a" });
    expect(() => compile(withPlace("last", "a"), "n.html")).toThrow(
      "n.html:1:1: data-order is a whole number, not “last”.",
    );
    expect(() => compile(withPlace("3", "b"), "n.html")).toThrow(
      "n.html:1:1: data-back-matter names no cell: “b”.",
    );
  });

  it("refuses a circular definition, and names the cells of the circle", () => {
    expect(() =>
      compiled({ start: "first", a: "const first = second;", b: "const second = first;" }),
    ).toThrow(
      /^notebooks\/test\/index\.html:3:\d+: Circular definition: “a” uses “second” of “b”, and “b” uses “first” of “a”\.$/,
    );
  });

  it("refuses an assignment to another cell's value", () => {
    expect(() => compiled({ a: "let x = 1;", b: "x = 2;" })).toThrow(
      /test\/index\.html:3:\d+: Assignment to external variable 'x'/,
    );
  });

  it("refuses code that is no TypeScript, where it stands", () => {
    expect(() => compiled({ a: "\nconst x = = 1;" })).toThrow(
      "notebooks/test/index.html:3:11: Unexpected token",
    );
  });

  it("refuses a cell without a name, and one of an unknown type", () => {
    expect(() =>
      compile(
        '<notebook>\n<script type="module">1</script>\n<script type="text/html">1</script>',
        "n.html",
      ),
    ).toThrow(
      "n.html:2:1: A cell of code has the type text/x-typescript, not “module”.\nn.html:2:1: This cell has no name: give it a data-cell attribute.\nn.html:3:1: This cell has no name",
    );
  });

  it("names all that a notebook of Observable’s has to change, in one round, and what to do", () => {
    const source = `<!doctype html>
<notebook theme="air">
  <title>Many kinds</title>
  <script id="2" type="module" pinned>
    const rows = FileAttachment("rows.csv").csv();
  </script>
  <script id="3" type="application/sql" database="main" hidden output="found">
    SELECT 1 AS one
  </script>
  <script id="4" type="text/vnd.graphviz">digraph { a -> b }</script>
  <script id="5" type="text/x-typescript" data-cell="chart">
    display(Plot.plot({ width, marks: [Plot.dot(found, { x: rows })] }));
  </script>
</notebook>`;
    let told = "";
    let stack: string | undefined;
    try {
      compile(source, "n.html");
    } catch (error) {
      ({ message: told, stack } = error as Error);
    }
    expect(told.split("\n")).toEqual([
      "n.html:2:11: The attribute “theme” does nothing here: all pages have one look. Take it away.",
      "n.html:4:3: A cell of code has the type text/x-typescript, not “module”.",
      "n.html:4:3: This cell has no name: give it a data-cell attribute.",
      "n.html:4:32: The attribute “pinned” does nothing here: every cell has its code under it, unless it is “hidden”. Take it away.",
      "n.html:5:18: “FileAttachment” is not defined; the cell “cell 1” uses it. Put the file into public/ and fetch host.asset(“PATH”).",
      "n.html:7:3: A cell's type is one of text/x-typescript, text/markdown, text/html, application/x-tex, not “application/sql”: compute what it shows in a cell of text/x-typescript, or beforehand.",
      "n.html:7:3: This cell has no name: give it a data-cell attribute.",
      "n.html:7:41: The attribute “database” does nothing here: no cell asks a database. Take it away.",
      "n.html:7:64: The attribute “output” does nothing here: a cell declares its values itself, by “const”. Take it away.",
      expect.stringMatching(/^n\.html:10:3: A cell's type is one of .* not “text\/vnd.graphviz”/),
      "n.html:10:3: This cell has no name: give it a data-cell attribute.",
      "n.html:12:25: “width” is not defined; the cell “chart” uses it. A figure hears of its width itself; for Plot, take a number.",
    ]);
    expect(stack).toBe(`NotebookError: ${told}`);
  });

  it("names every problem at once, in the order of the lines", () => {
    expect(() => compiled({ a: "one", b: "two", c: "three" })).toThrow(
      /:2:.*one.*\n.*:3:.*two.*\n.*:4:.*three/,
    );
  });

  describe("that declares values and then displays something", () => {
    const notebook = compiled({
      keys: `
        import { f, type T } from "./f";
        type Shown = readonly T[];
        const keys: Shown = f(network);
        if (network) control.start();
        display(f(keys, focus));
        display(more);`,
      rest: "const network = 1, focus = 2, control = { start() {} }, more = 3;",
    });
    const codeOf = (cells: Readonly<Record<string, string>>) => {
      const [cell] = compiled(cells).cells;
      return cell?.mode === "ts" ? cell : undefined;
    };

    it("is read as two: its values, with what is done on the way, and what it displays", () => {
      expect(notebook.parts.map(({ slug, cell }) => [slug, cell.slug])).toEqual([
        ["keys.values", "keys"],
        ["keys", "keys"],
        ["rest", "rest"],
      ]);
      const [values, display] = notebook.parts.map(({ codes }) => codes[0]!);
      expect(values).toMatchObject({ inputs: ["f", "network", "control"], outputs: ["keys"] });
      expect(display).toMatchObject({
        inputs: ["display", "f", "keys", "focus", "more"],
        outputs: [],
      });
    });

    it("is one cell to the reader", () => {
      expect(notebook.cells.map(({ slug }) => slug)).toEqual(["keys", "rest"]);
      const [keys] = notebook.cells;
      expect(keys?.mode === "ts" && keys.text).toMatch(/^import [\s\S]*display\(more\);$/);
    });

    it("is left in one piece where it declares nothing, or what it displays is not the last", () => {
      expect(codeOf({ a: "if (1) f(); display(1); function f() {}" })?.display).toBeUndefined();
      expect(codeOf({ a: "type A = 1; display(1 as A);" })?.display).toBeUndefined();
      expect(codeOf({ a: "const a = {}; display(a).toString();" })?.display).toBeUndefined();
      expect(codeOf({ a: "const a = {}; display(a);" })?.display).toBeDefined();
    });

    it("is left in one piece where what it displays sets one of its values", () => {
      const cell = codeOf({
        a: "let n = 0; display(document.createElement('b')).onclick = f; display(() => ++n); function f() {}",
      });
      expect(cell?.display).toBeUndefined();
      expect(cell?.code.outputs).toEqual(["n", "f"]);
    });

    it("may be used by what it itself displays by way of others, but not by its values", () => {
      const other = { b: "const b = 2 * a;", a: "const a = 1;\ndisplay(b);" };
      expect(compiled(other).parts).toHaveLength(3);
      expect(() => compiled({ ...other, a: "const a = b;\ndisplay(b);" })).toThrow(
        "Circular definition: “b” uses “a” of “a”, and “a” uses “b” of “b”.",
      );
    });

    it("is held to its names in both parts", () => {
      expect(() => compiled({ a: "const x = wrong;\ndisplay(bad);" })).toThrow(
        /:2:\d+: “wrong” is not defined; the cell “a” uses it.*\n.*:3:9: “bad” is not defined; the cell “a” uses it/,
      );
      expect(() => compiled({ a: "const x = 1; display(x);", b: "const x = 2;" })).toThrow(
        "“x” is declared twice: by the cell “b” and, at line 2, by the cell “a”.",
      );
    });
  });
});

describe("a cell that shows a module", () => {
  const source =
    '<notebook><title>T</title><script type="text/x-typescript" data-cell="a" data-shows="../heart.ts">const beat = 1;</script></notebook>';

  it("has the module's source before its own, as it is in the file", () => {
    const [cell] = compile(source, "n.html", (path) => `// ${path}\nexport beat;\n`).cells;
    expect(cell).toMatchObject({ text: "// ../heart.ts\nexport beat;\n\nconst beat = 1;" });
    const [changed] = compile(source.replace("beat = 1", "x = 1"), "n.html", () => "new").cells;
    expect(changed).toMatchObject({ text: "new\n\nconst x = 1;" });
  });

  it("names a file that is there", () => {
    const missing = (): string => {
      throw new Error("ENOENT");
    };
    expect(() => compile(source, "n.html", missing)).toThrow(
      "data-shows names no file: “../heart.ts”",
    );
  });
});
