import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { check } from "../../../src/notebook/compile/check";
import { copyOfSite, type FixtureSite } from "../site";
import { notebookOf } from "./notebook";

const library = resolve(import.meta.dirname, "../../../src/notebook");

describe("type-checking notebooks", { timeout: 60_000 }, () => {
  let site: FixtureSite;

  beforeAll(async () => {
    site = await copyOfSite();
    const extended = {
      extends: "../tsconfig.json",
      compilerOptions: { rootDirs: ["notebooks", ".notebook"] },
      include: ["src", ".notebook/*/index.ts"],
    };
    await writeFile(join(site.folder, "tsconfig.json"), JSON.stringify(extended));
  });
  afterAll(() => site.remove());

  async function messagesFor(
    name: string,
    cells: Readonly<Record<string, string>>,
  ): Promise<string[]> {
    await mkdir(join(site.folder, "notebooks", name), { recursive: true });
    await writeFile(join(site.folder, `notebooks/${name}/index.html`), notebookOf(cells));
    const messages = await check(site.folder, library);
    return messages.filter((message) => message.includes(`${name}/index.html`));
  }

  it("finds nothing wrong in what is right: values, promises, generators, views and slots", async () => {
    expect(
      await messagesFor("right", {
        uses: "\nconst sum: number = value + promised + yielded + streamed + viewed; sum.toFixed(observed.length);",
        value: "const value = 1;",
        promised: "const promised = Promise.resolve(1);",
        awaited: "const response = await fetch('.'); const { status } = response;",
        yielded: "const yielded = (function* () { yield 1; })();",
        streamed: "const streamed = (async function* () { yield status; })();",
        viewed:
          'const input = Object.assign(document.createElement("p"), { value: 1 }); const viewed = view(input);',
        observed: 'const observed = observe(document.createElement("input"));',
        mapped:
          'const length = observe(document.createElement("input"), { map: (text) => text.length, equals: (a, b) => a.toFixed() === b.toFixed(), rest: 250 }); const rested = observe(document.createElement("input"), { rest: (next, last) => next.length - last.length });',
        "uses-mapped": "const twice: number = 2 * length; rested.at(0);",
        chart:
          "Plot.plot({ marks: [Plot.line(d3.range(3) as Plot.Data, { stroke: 'red' })] }).scale('x')?.apply(1);",
        tensors: "const sums: tf.Tensor1D = tf.tensor1d([1]); const types: typeof tf.sum = tf.sum;",
        shown: 'display(host.asset("a").href); invalidation.then(() => display(1));',
        expression: "display(value)",
        split:
          "\n  interface Named { name: string }\n  const later = Promise.resolve({ name: 'a' }); const stream = observe(document.createElement('input'));\n  display<Named>(later); display(stream.length);",
      }),
    ).toEqual([]);
    expect(await check(site.folder, library)).toEqual([]);
  });

  it("reports what a library has not, at the line of the notebook", async () => {
    const messages = await messagesFor("library", {
      a: "\n    Plot.dott([1]);",
      b: "const sorted: string = d3.max([1, 2]);",
    });
    expect(messages).toHaveLength(2);
    expect(messages[0]).toMatch(/index\.html:\d+:10: .*'dott' does not exist/);
    expect(messages[1]).toContain("not assignable to type 'string'");
  });

  it("reports a wrong type across cells at the line of the notebook", async () => {
    expect(
      await messagesFor("wrong", {
        uses: "\n    const sum: string =\n      value;\n",
        value: "const value = 1;",
      }),
    ).toEqual([
      "notebooks/wrong/index.html:3:11: error TS2322: Type 'number' is not assignable to type 'string'.",
    ]);
  });

  it("reports what is wrong in either part of a cell that declares and displays, once, at its line", async () => {
    expect(
      await messagesFor("split", {
        parts:
          "\n  type Shown = Wrong;\n  const x: string = 1 as Shown;\n  const later = Promise.resolve(2), y: string = 3;\n  display<Shown>(later.toFixed(1.5, 2));\n",
      }),
    ).toEqual([
      "notebooks/split/index.html:3:16: error TS2304: Cannot find name 'Wrong'.",
      "notebooks/split/index.html:5:37: error TS2322: Type 'number' is not assignable to type 'string'.",
      "notebooks/split/index.html:6:37: error TS2554: Expected 0-1 arguments, but got 2.",
    ]);
  });

  it("reports a misspelt property in a slot, and an import that is not there", async () => {
    const path = join(site.folder, "notebooks/first/index.html");
    const source = await readFile(path, "utf8");
    await writeFile(
      path,
      source
        .replace("weights.length}", "weights.lenght}")
        .replace("../../src/train", "../../src/trian"),
    );
    const messages = await check(site.folder, library);
    const find = (text: string): string | undefined =>
      messages.find((message) => message.includes(text));
    expect(find("trian")).toMatch(
      /^notebooks\/first\/index\.html:20:27: error TS2307: Cannot find module/,
    );
    await writeFile(path, source.replace("weights.length}", "weights.lenght}"));
    expect(await check(site.folder, library)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(
          /^notebooks\/first\/index\.html:9:21: error TS2551: Property 'lenght'/,
        ),
      ]),
    );
    await writeFile(path, source);
  });

  it("reports that a view is not yet its value in its own cell", async () => {
    expect(
      await messagesFor("view", {
        own: 'const input = Object.assign(document.createElement("p"), { value: 1 }); const x = view(input); const y: number = x;',
      }),
    ).toEqual([
      expect.stringMatching(/view\/index\.html:2:\d+: error TS2322: Type 'Stream<number/),
    ]);
  });

  it("reports what cannot be compiled beside what tsc finds", async () => {
    expect(await messagesFor("undefined", { a: "nowhere" })).toEqual([
      expect.stringContaining("notebooks/undefined/index.html:2:48: “nowhere” is not defined"),
    ]);
  });
});
