import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { type Plugin, parseSync, Visitor } from "vite";
import { tsc } from "../notebook/compile/tsc.ts";

const plot = "@observablehq/plot";

/**
 * Adds the declarations of the public modules, and of the others that they name.
 * @param modules paths of the public ones, from the root
 */
export function declarations(modules: readonly string[]): Plugin {
  let folder = "";
  let emitted: Promise<string> | undefined;
  return {
    name: "package-declarations",
    // It takes about as long as all the rest.
    buildStart() {
      folder = mkdtempSync(join(tmpdir(), "lookup-declarations-"));
      emitted = tsc(["-p", import.meta.dirname, "--outDir", folder], import.meta.dirname);
    },
    async generateBundle() {
      const complaints = await emitted;
      if (complaints) this.error(complaints);
      for (const [fileName, source] of [...reachable(folder, modules), ...declarationsOfPlot()])
        this.emitFile({ type: "asset", fileName, source });
      // Importing a sheet is importing a module, to TypeScript.
      this.emitFile({ type: "asset", fileName: "figures.css.d.ts", source: "export {};\n" });
    },
    closeBundle() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The declarations of some modules and of all that they name, by their paths. */
function reachable(folder: string, modules: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  const wanted = new Set(modules.map((path) => path.replace(/\.ts$/, "")));
  for (const name of wanted) {
    const declaration = readFileSync(join(folder, `${name}.d.ts`), "utf8");
    const named = (path: string): string => posix.join(dirname(name), path);
    const { code, imports } = withEndings(declaration, (path) => {
      if (path === plot) return posix.relative(dirname(placeOf(name)), `${plotFolder}/index`);
      const address = posix.relative(dirname(placeOf(name)), placeOf(named(path)));
      return address.startsWith(".") ? address : `./${address}`;
    });
    found.set(`${placeOf(name)}.d.ts`, code);
    for (const path of imports) wanted.add(named(path));
  }
  return found;
}

/** The folder of the package that has Plot's declarations. */
const plotFolder = "vendor/@observablehq/plot";

/** Observable Plot's own declarations, so that who uses the package needs none of another one. */
function declarationsOfPlot(): [fileName: string, source: string][] {
  const folder = dirname(fileURLToPath(import.meta.resolve("@observablehq/plot")));
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const d3Types = readFileSync(join(import.meta.dirname, "d3-types.d.ts"), "utf8");
  const declarations = files
    .filter((file) => file.endsWith(".d.ts"))
    .map((file): [string, string] => {
      const path = file.replaceAll("\\", "/");
      const top = posix.relative(posix.dirname(path), "d3-types.js");
      const source = readFileSync(join(folder, file), "utf8");
      const d3 = top.startsWith(".") ? top : `./${top}`;
      // They do not hold under `exactOptionalPropertyTypes`, of which who uses the package should hear nothing.
      const text = `// @ts-nocheck\n${source.replace(/from "d3"/g, `from "${d3}"`)}`;
      return [`${plotFolder}/${path}`, text];
    });
  return [...declarations, [`${plotFolder}/d3-types.d.ts`, d3Types]];
}

/** Where a module lies in the package: what is in src/ lies at its top. */
function placeOf(path: string): string {
  return path.replace(/^src\//, "");
}

interface Named {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/**
 * A declaration as Node finds its modules, "./network.js" for "./network", and the paths that it names.
 * @param renamed what it is to call the module of a path
 */
export function withEndings(
  declaration: string,
  renamed = (path: string): string => path,
): { code: string; imports: string[] } {
  const places: Named[] = [];
  const note = (source: Named | null): void => {
    if (source?.value.startsWith(".") || source?.value === plot) places.push(source);
  };
  const { program, errors } = parseSync("module.d.ts", declaration, { lang: "dts" });
  if (errors.length > 0) throw new Error(errors[0].message);
  new Visitor({
    ImportDeclaration: ({ source }) => note(source),
    ExportNamedDeclaration: ({ source }) => note(source),
    ExportAllDeclaration: ({ source }) => note(source),
    TSImportType: ({ source }) => note(source),
  }).visit(program);
  let code = declaration;
  // From the end, so that the places before it stay.
  for (const { value, start, end } of places.toSorted((a, b) => b.end - a.end))
    code = `${code.slice(0, start + 1)}${renamed(value)}.js${code.slice(end - 1)}`;
  const imports = places.map(({ value }) => value).filter((path) => path !== plot);
  return { code, imports };
}
