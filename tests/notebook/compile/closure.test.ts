import { describe, expect, it } from "vitest";
import {
  type Closure,
  closureOf,
  isShown,
  parametersOf,
} from "../../../src/notebook/compile/closure";
import { toModule } from "../../../src/notebook/compile/module";
import { compiled } from "./notebook";

const notebook = compiled({
  shown: "display(chart + scale);",
  chart: "const chart = x;",
  scale: "const scale = x;",
  other: "display(scale);",
  query: 'import { view as look } from "./look";\nconst x = look(parameters);',
  state: "const parameters = host;",
  unused: "const y = 1;",
});
const of = (slug: string): Closure =>
  closureOf(notebook, notebook.cells.find((cell) => cell.slug === slug)!);

describe("what a cell depends on", () => {
  it("is all that its inputs come from, and nothing else", () => {
    expect(of("shown").parts.map(({ slug }) => slug)).toEqual([
      "shown",
      "chart",
      "scale",
      "query",
      "state",
    ]);
    expect(of("unused").parts.map(({ slug }) => slug)).toEqual(["unused"]);
  });

  it("is its own where nobody else uses it", () => {
    expect(of("shown").own).toEqual(["shown", "chart"]);
    expect(of("other").own).toEqual(["other"]);
  });

  it("cannot be doubled where the cell gives its value to others", () => {
    expect(of("chart").own).toBeUndefined();
  });

  it("keeps the host, and what the reader sets, to one", () => {
    const alone = compiled({
      shown: "display(x + parameters);",
      input: "const x = view(input);",
      knob: "const input = { value: 1, addEventListener() {} };",
      state: "const parameters = host;",
    });
    expect(closureOf(alone, alone.cells[0]!).own).toEqual(["shown"]);
  });

  it("are the parameters that its cells declare", () => {
    const declaring = compiled({
      shown: "display(x);",
      state:
        'import { declareParameters, a } from "./p";\nconst { x } = declareParameters(host, { x: a, y: a });',
      other: "display(1);",
    });
    const [shown, , other] = declaring.cells.map((cell) =>
      parametersOf(closureOf(declaring, cell)),
    );
    expect(shown).toEqual(["x", "y"]);
    expect(other).toEqual([]);
  });

  it("makes a module that imports only what it uses", () => {
    const options = { name: "test", library: "/src/notebook", uses: false };
    const code = (slug: string): string =>
      toModule(notebook, "/notebooks/test/index.ts", { ...options, only: of(slug).parts }).code;
    expect(code("shown")).toContain('from "./look"');
    expect(code("shown")).not.toContain("$unused");
    expect(code("unused")).not.toContain("./look");
  });
});

it("a cell is shown where it has something for the reader", () => {
  const shown = notebook.cells.filter(isShown).map(({ slug }) => slug);
  expect(shown).toEqual(["shown", "other"]);
});

describe("a cell that declares values and displays something", () => {
  const split = compiled({
    keys: "const keys = network;\ndisplay(drawn(keys, focus));",
    firing: "const firing = keys;\ndisplay(firing);",
    rest: "const network = 1, focus = 2;",
    chart: "const drawn = (a: number, b: number) => a + b;",
    input: "const x = view(field);\ndisplay(x);",
    field: "const field = { value: 1, addEventListener() {} };",
  });
  const partsOf = (slug: string): Closure =>
    closureOf(split, split.cells.find((cell) => cell.slug === slug)!);

  it("needs all of itself, and of another such cell only the values", () => {
    const slugs = (slug: string): string[] => partsOf(slug).parts.map((part) => part.slug);
    expect(slugs("keys")).toEqual(["keys.values", "keys", "rest", "chart"]);
    expect(slugs("firing")).toEqual(["keys.values", "firing.values", "firing", "rest"]);
  });

  it("is shown twice by a copy of what it displays, which shares the values that others use", () => {
    expect(partsOf("keys").own).toEqual(["keys", "chart"]);
    expect(partsOf("firing").own).toEqual(["firing.values", "firing"]);
  });

  it("has its own input where nobody else uses that, and cannot be doubled where others do", () => {
    expect(partsOf("input").own).toEqual(["input.values", "input", "field"]);
    const used = compiled({
      input: "const x = view(field);\ndisplay(x);",
      field: "const field = 1;",
      y: "const y = x;",
    });
    expect(closureOf(used, used.cells[0]!).own).toBeUndefined();
  });

  it("is shown", () => {
    expect(split.cells.filter(isShown).map(({ slug }) => slug)).toEqual([
      "keys",
      "firing",
      "input",
    ]);
  });
});
