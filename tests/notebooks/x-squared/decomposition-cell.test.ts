// @vitest-environment jsdom
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { transformWithOxc } from "vite";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { decomposer, firstOrder } from "../../../src/network/decompose";
import { sum } from "../../../src/network/sum";
import { compile } from "../../../src/notebook/compile/compile";
import { toModule } from "../../../src/notebook/compile/module";
import type { Notebook } from "../../../src/notebook/definition";
import type { Host } from "../../../src/notebook/host";
import { type Mounted, mount } from "../../../src/notebook/mount";
import { focusOn } from "./figures/support/focus";
import { barsOf, domain, smallNetwork } from "./figures/support/x-squared";

// The lines that the reader sees over the bars, and may change.

const root = resolve(import.meta.dirname, "../../..");
const file = "notebooks/x-squared/index.html";
const slug = "decomposition";

const { network, extent } = smallNetwork(16, 3);
const x = 3;
const expected = firstOrder(decomposer(network)(x));
/** What the cell uses of others; there is room for bars three times as long. */
const known = {
  takeApart: decomposer(network),
  x,
  kind: "first-order",
  extent: { ...extent, contribution: 3 * Math.max(...expected.contributions.map(Math.abs)) },
  focus: focusOn({ x }).current(),
  domain,
};

let mounted: Mounted;

beforeEach(() => {
  vi.stubGlobal("ResizeObserver", toldOf({ contentRect: { width: 760 } }));
  vi.stubGlobal("IntersectionObserver", toldOf({ isIntersecting: true }));
  vi.stubGlobal("matchMedia", () => ({ matches: true }));
});
afterEach(() => {
  mounted.dispose();
  vi.unstubAllGlobals();
});

/** An observer that soon tells of anything the same. */
function toldOf(entry: object) {
  return class {
    readonly #tell: (entries: object[]) => void;
    constructor(tell: (entries: object[]) => void) {
      this.#tell = tell;
    }
    observe(): void {
      setTimeout(() => this.#tell([entry]));
    }
    disconnect(): void {}
  };
}

const importing = /^import \{.*\} from "(.*)";$/gm;

/** The parts of the cell as they run on the page, with the notebook's text changed. */
async function cellsOf(edit: (text: string) => string): Promise<Notebook["cells"]> {
  const notebook = compile(edit(await readFile(join(root, file), "utf8")), file);
  const { code } = toModule(notebook, join(root, "notebooks/x-squared/index.ts"), {
    name: "x-squared",
    library: join(root, "src/notebook"),
    uses: false,
    only: notebook.parts.filter(({ cell }) => cell.slug === slug),
  });
  const { code: script } = await transformWithOxc(code, "cell.ts");
  const modules: unknown[] = [];
  for (const [, path] of script.matchAll(importing))
    modules.push(
      await import(/* @vite-ignore */ resolve(root, "notebooks/x-squared", `${path}.ts`)),
    );
  let module = 0;
  const body = script
    .replace(
      importing,
      (statement) => `const ${/\{.*\}/.exec(statement)![0]} = modules[${module++}];`,
    )
    .replace("export default", "return");
  return new Function("modules", body)(modules).cells;
}

/** Runs the cell on a page; what it declares comes to be known by its name. */
async function run(edit = (text: string): string => text) {
  const values: Record<string, unknown> = {};
  const names = ["contributions", "remainder", "at"];
  document.body.innerHTML = [slug, "use"]
    .map((each) => `<div data-cell="${each}"><div class="cell-output"></div></div>`)
    .join("");
  const cells: Notebook["cells"] = [
    {
      slug: "known",
      inputs: [],
      outputs: Object.keys(known),
      autodisplay: false,
      hash: "",
      run: () => known,
    },
    ...(await cellsOf(edit)),
    {
      slug: "use",
      inputs: names,
      outputs: ["used"],
      autodisplay: false,
      hash: "",
      run: (...given: never[]) => {
        for (const [i, name] of names.entries()) values[name] = given[i];
        return { used: true };
      },
    },
  ];
  const page = { name: "x-squared", title: "", headings: [], cells };
  mounted = mount(page, document, { element: document.body } as unknown as Host);
  const element = document.querySelector<HTMLElement>(`[data-cell="${slug}"]`)!;
  await vi.waitFor(() => expect(element.querySelectorAll(".fig-bar-positive")).toHaveLength(3));
  await vi.waitFor(() => expect(Object.keys(values)).toEqual(names));
  const contributed = (sign: string): Element => element.querySelectorAll(`.fig-bar-${sign}`)[2];
  const bars = ["positive", "negative"].flatMap((sign) => barsOf(contributed(sign)));
  return { values, element, bars: bars.sort((a, b) => a.along - b.along) };
}

test("the lines over the bars compute the first-order view, by the formula above them", async () => {
  const { values, element } = await run();
  expect(values.contributions).toEqual(expected.contributions);
  expect(values.remainder).toBe(expected.remainder);
  expect(values.at).toEqual(expected);
  expect(element.textContent).toContain("A prediction, taken apart by neuron");
});

test("who doubles the contributions in these lines sees bars twice as long, and another remainder", async () => {
  const before = await run();
  mounted.dispose();
  const after = await run((text) => text.replace("=> a * values[i]", "=> 2 * a * values[i]"));
  const seen = (bars: typeof before.bars, least: number) =>
    bars.filter(({ across }) => Math.abs(across) >= least);
  expect(seen(before.bars, 1).length).toBeGreaterThan(3);
  expect(seen(after.bars, 2)).toEqual(
    seen(before.bars, 1).map(({ along, across }) => ({
      along,
      across: expect.closeTo(2 * across, 0),
    })),
  );
  const doubled = 2 * sum(expected.contributions);
  expect(after.values.remainder).toBeCloseTo(expected.prediction - doubled, 12);
});
