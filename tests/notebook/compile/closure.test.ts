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
    expect(of("shown").cells.map(({ slug }) => slug)).toEqual([
      "shown",
      "chart",
      "scale",
      "query",
      "state",
    ]);
    expect(of("unused").cells.map(({ slug }) => slug)).toEqual(["unused"]);
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
      toModule(notebook, "/notebooks/test/index.ts", { ...options, only: of(slug).cells }).code;
    expect(code("shown")).toContain('from "./look"');
    expect(code("shown")).not.toContain("$unused");
    expect(code("unused")).not.toContain("./look");
  });
});

it("a cell is shown where it has something for the reader", () => {
  const shown = notebook.cells.filter(isShown).map(({ slug }) => slug);
  expect(shown).toEqual(["shown", "other"]);
});
