import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { BuildOptions, Plugin, UserConfig } from "vite";
import { cellOf, cssTarget, embedModules } from "../embed/vite.ts";
import { Sources } from "../notebook/sources.ts";
import { declarations } from "./declarations.ts";
import { figureStyles } from "./figure-styles.ts";
import { files } from "./files.ts";
import { libraryFiles } from "./library-files.ts";
import { licences } from "./licences.ts";

export interface PackageOptions {
  /** The public modules: `src/NAME.ts` for each. What a notebook makes public is found: `notebooks/NAME/package.ts`. */
  readonly entries: readonly string[];
  /** Sheets of what figures and cells show, from the root; those of the notebooks are found by their place. */
  readonly sheets: readonly string[];
  /** Folders of `public/` with what cells ask for. */
  readonly assets: readonly string[];
}

const assetsModule = "virtual:assets";
/** The folder of all sources. */
const source = join(import.meta.dirname, "..");
const root = join(source, "..");

/**
 * Builds the package into `lib/`: a module for each that the public ones need, so that bundlers leave out those
 * that nobody uses, with declarations. What comes from other packages lies in `vendor/` and `assets/`: a page without a
 * bundler has no other way to them.
 */
export function lookupPackage({ entries, sheets, assets }: PackageOptions): Plugin[] {
  const sources = new Sources(root);
  const notebooks = sources.names().filter((name) => existsSync(join(root, publicOf(name))));
  const modules = [...entries.map((name) => `src/${name}.ts`), ...notebooks.map(publicOf)];
  let config: UserConfig = {};
  /** Ids of the modules in files apart. */
  const apart: string[] = [];
  return [
    files(
      () => config,
      (moduleIds) => apart.push(...moduleIds),
    ),
    libraryFiles(root, (moduleIds) => apart.push(...moduleIds)),
    embedModules({ sheets }),
    declarations(modules),
    {
      name: "package",
      config({ base = "/", build = {} }) {
        const resolve = { alias: standIns };
        config = { base, build, resolve };
        return { publicDir: false, resolve, build: packageBuild(modules) };
      },
      resolveId(id) {
        return id === assetsModule ? id : undefined;
      },
      load(id) {
        if (id !== assetsModule) return undefined;
        const folder = join(root, "public");
        const addresses = assets
          .flatMap((name) => filesIn(join(folder, name)))
          .map((file) => {
            const fileName = relative(folder, file).replaceAll("\\", "/");
            const asset = this.emitFile({ type: "asset", fileName, source: readFileSync(file) });
            return `${JSON.stringify(fileName)}: import.meta.ROLLDOWN_FILE_URL_${asset}`;
          });
        return `export const assets = {\n${addresses.join(",\n")}\n};\n`;
      },
      generateBundle() {
        const emit = (fileName: string, text: string): string =>
          this.emitFile({ type: "asset", fileName, source: text });
        const own = notebooks.flatMap((name) => sources.sheetOf(name) ?? []);
        const shown = [...sheets, ...own].map((sheet) => join(root, sheet));
        emit("figures.css", figureStyles(join(source, "notebook"), shown));
        emit("licences.md", licences("this package", [...this.getModuleIds(), ...apart]));
      },
    },
  ];
}

/** Modules of src/ in whose place the package has others: see there. */
const standIns = [
  { find: /^\.\/webgl\/webgl-engine$/, replacement: join(source, "package/webgl-engine.ts") },
  { find: /^\.\/tfjs\/tfjs-engine$/, replacement: join(source, "package/tfjs-engine.ts") },
];

/** The module of what a notebook makes public, as `mlp-lookup/NAME`: see "exports" in package.json. */
function publicOf(notebook: string): string {
  return `notebooks/${notebook}/package.ts`;
}

/** @param modules paths of the public ones, from the root */
function packageBuild(modules: readonly string[]): BuildOptions {
  return {
    outDir: "lib",
    minify: false,
    cssMinify: true,
    cssTarget,
    lib: {
      entry: Object.fromEntries(
        modules.map((path) => [path.replace(/\.ts$/, ""), join(root, path)]),
      ),
      formats: ["es"],
    },
    rolldownOptions: {
      checks: { pluginTimings: false },
      output: {
        preserveModules: true,
        preserveModulesRoot: root,
        entryFileNames: ({ name, facadeModuleId }) => `${nameOf(name, facadeModuleId)}.js`,
      },
    },
  };
}

/**
 * The path of a module in the package without its ending: what is in src/ lies at the top; no package may contain a
 * folder node_modules.
 */
function nameOf(name: string, id: string | null): string {
  const cell = id === null ? undefined : cellOf(id);
  if (cell) return `cells/${cell.notebook}.${cell.slug}`;
  return name
    .replace(/^src\//, "")
    .replace(/^.*\bnode_modules\//, "vendor/")
    .replace(/\.\w+_address$/, "-address");
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
