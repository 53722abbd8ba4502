import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { transformWithOxc } from "vite";
import { vi } from "vitest";
import { compile } from "../../../src/notebook/compile/compile";
import { toModule } from "../../../src/notebook/compile/module";
import type { Notebook } from "../../../src/notebook/definition";
import type { Host } from "../../../src/notebook/host";
import { mount } from "../../../src/notebook/mount";

const root = resolve(import.meta.dirname, "../../..");
const importing = /^import \{.*\} from "(.*)";$/gm;

/** A cell of a notebook that runs by itself. */
export interface RunningCell {
  /** What it declares, once it has. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Its place on the page. */
  readonly element: HTMLElement;
  end(): void;
}

/** How a cell is run. */
export interface CellRun {
  /** What it uses of other cells, by name. */
  readonly known: Readonly<Record<string, unknown>>;
  /** Which of the values that it declares are told. */
  readonly names: readonly string[];
  /** Changes the notebook's text as a reader would. */
  edit?(text: string): string;
}

/** Runs one cell of a notebook as it stands in its file, with what it uses given. */
export async function runCell(
  notebook: string,
  slug: string,
  { known, names, edit = (text) => text }: CellRun,
): Promise<RunningCell> {
  const values: Record<string, unknown> = {};
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
    ...(await cellsOf(notebook, slug, edit)),
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
  const page = { name: notebook, title: "", headings: [], libraries: {}, cells };
  const mounted = mount(page, document, { element: document.body } as unknown as Host);
  await vi.waitUntil(() => Object.keys(values).length === names.length);
  return {
    values,
    element: document.querySelector<HTMLElement>(`[data-cell="${slug}"]`)!,
    end: () => mounted.dispose(),
  };
}

/** The parts of a cell as they run on the page. */
async function cellsOf(
  name: string,
  slug: string,
  edit: (text: string) => string,
): Promise<Notebook["cells"]> {
  const file = `notebooks/${name}/index.html`;
  const notebook = compile(edit(await readFile(join(root, file), "utf8")), file);
  const { code } = toModule(notebook, join(root, `notebooks/${name}/index.ts`), {
    name,
    library: join(root, "src/notebook"),
    uses: false,
    only: notebook.parts.filter(({ cell }) => cell.slug === slug),
  });
  const { code: script } = await transformWithOxc(code, "cell.ts");
  const modules: unknown[] = [];
  for (const [, path] of script.matchAll(importing))
    modules.push(await import(/* @vite-ignore */ resolve(root, `notebooks/${name}`, `${path}.ts`)));
  let module = 0;
  const body = script
    .replace(
      importing,
      (statement) => `const ${/\{.*\}/.exec(statement)![0]} = modules[${module++}];`,
    )
    .replace("export default", "return");
  return new Function("modules", body)(modules).cells;
}
