import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, posix } from "node:path";
import { parseSync, Visitor } from "vite";
import { expect, it } from "vitest";
import { Sources } from "../src/notebook/sources";

const imports = new Map<string, readonly string[]>();
// Fixtures are other projects.
for (const file of ["src", "notebooks", "scripts", "tests"].flatMap(filesIn))
  if (/\.m?ts$|\.mjs$/.test(file) && !/\bfixtures\//.test(file))
    imports.set(file, resolved(file, importedByModule(file)));
const notebooks = new Sources(process.cwd());
for (const name of notebooks.names()) {
  const file = `notebooks/${name}/index.html`;
  imports.set(file, resolved(file, importedByNotebook(file)));
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.replaceAll("\\", "/"));
}

/** What a module imports, types included. */
function importedByModule(file: string): string[] {
  const found: string[] = [];
  const note = (source: { readonly value?: unknown } | null): void => {
    if (typeof source?.value === "string") found.push(source.value);
  };
  const { program, errors } = parseSync(file, readFileSync(file, "utf8"));
  if (errors.length > 0) throw new Error(`${file}: ${errors[0].message}`);
  new Visitor({
    ImportDeclaration: ({ source }) => note(source),
    ExportNamedDeclaration: ({ source }) => note(source),
    ExportAllDeclaration: ({ source }) => note(source),
    ImportExpression: ({ source }) => note(source as { readonly value?: unknown }),
    TSImportType: ({ source }) => note(source),
  }).visit(program);
  return found;
}

/** What the cells of a notebook import. */
function importedByNotebook(file: string): string[] {
  return notebooks
    .read(file)
    .cells.flatMap((cell) => (cell.mode === "ts" ? cell.code.imports : []))
    .map(({ from }) => from);
}

/** The project's own files among what a file imports. */
function resolved(file: string, specifiers: readonly string[]): string[] {
  return specifiers
    .filter((specifier) => specifier.startsWith("."))
    .map((specifier) => {
      const path = posix.join(dirname(file), specifier.replace(/\?.*$/, ""));
      const found = [path, `${path}.ts`].find((each) => existsSync(each));
      if (found === undefined) throw new Error(`${file} imports ${specifier}, which is not there.`);
      return found;
    });
}

/** The imports from one set of files into another, each as "FILE imports FILE". */
function arrows(
  from: (file: string) => boolean,
  to: (file: string, importer: string) => boolean,
): string[] {
  return [...imports]
    .filter(([file]) => from(file))
    .flatMap(([file, targets]) =>
      targets.filter((target) => to(target, file)).map((target) => `${file} imports ${target}`),
    );
}

/** Whether a file is in one of some folders of src/. */
const within =
  (...folders: readonly string[]) =>
  (file: string): boolean =>
    folders.some((folder) => file.startsWith(`src/${folder}/`));

/** The notebook in whose folder a file is, or in whose tests'. */
function notebookOf(file: string): string | undefined {
  return /^(?:tests\/)?notebooks\/([^/]+)\//.exec(file)?.[1];
}

it("finds the imports of modules and of cells", () => {
  expect(imports.get("src/network/forward.ts")).toContain("src/network/network.ts");
  const [first] = notebooks.names();
  expect(imports.get(`notebooks/${first}/index.html`)?.join("\n")).toContain(
    `notebooks/${first}/figures/`,
  );
  expect(imports.get("src/figure/take-away.ts")).toContain("src/figure/export/files.ts");
});

it("lets nothing outside of a notebook’s folder and its tests’ know it, so that both could be deleted", () => {
  const isOutside = (file: string): boolean => notebookOf(file) === undefined;
  expect(arrows(isOutside, (file) => !isOutside(file))).toEqual([]);
});

it("lets no notebook know another, nor its tests", () => {
  const isOther = (file: string, importer: string): boolean =>
    notebookOf(file) !== undefined && notebookOf(file) !== notebookOf(importer);
  expect(arrows((file) => notebookOf(file) !== undefined, isOther)).toEqual([]);
});

it("lets neither notebooks as such nor embeds know a neural network", () => {
  const networks = within("network", "engines", "training", "run", "training-panel");
  expect(arrows(within("notebook", "embed"), networks)).toEqual([]);
});

it("lets notebooks as such know nothing of embeds, and what is basic nothing else", () => {
  expect(arrows(within("notebook"), within("embed"))).toEqual([]);
  expect(arrows(within("basics"), (file) => !within("basics")(file))).toEqual([]);
});

it("lets figures, drawings and inputs know neither notebooks as such nor embeds", () => {
  expect(arrows(within("figure", "drawing", "inputs"), within("notebook", "embed"))).toEqual([]);
});

it("lets the mathematics know nothing else", () => {
  expect(arrows(within("network"), (file) => !within("network")(file))).toEqual([]);
});

it("lets the engines know the mathematics and what is basic", () => {
  expect(
    arrows(within("engines"), (file) => !within("engines", "network", "basics")(file)),
  ).toEqual([]);
});

it("has no circles of imports", () => {
  // What imports nothing that is left, or is imported by nothing that is left, lies on no circle.
  const left = new Map([...imports].map(([file, targets]) => [file, new Set(targets)]));
  let before: number;
  do {
    before = left.size;
    for (const [file, targets] of left)
      if (![...targets].some((target) => left.has(target))) left.delete(file);
    const imported = new Set([...left.values()].flatMap((targets) => [...targets]));
    for (const file of left.keys()) if (!imported.has(file)) left.delete(file);
  } while (left.size < before);
  expect([...left.keys()].sort()).toEqual([]);
});
