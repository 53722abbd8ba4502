import { existsSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import {
  build,
  defaultAllowedOrigins,
  type InlineConfig,
  type Plugin,
  type UserConfig,
} from "vite";
import { closureOf, isShown } from "../notebook/compile/closure.ts";
import { embeddableHtml } from "../notebook/compile/embeddable.ts";
import { toModule } from "../notebook/compile/module.ts";
import { numberScales } from "../notebook/number-scales.ts";
import { libraryOf, ownLibraries } from "../notebook/own-libraries.ts";
import { siteUrl } from "../notebook/site-url.ts";
import { Sources } from "../notebook/sources.ts";
import { unusedPalettes } from "../notebook/unused-palettes.ts";
import { cellPages } from "./cell-pages.ts";
import { embeddableSite } from "./embeddable-site.ts";
import { checkTags, fillGallery } from "./gallery.ts";
import { embedStyles, notebookStyles } from "./styles.ts";
import { type ToldParameter, toldParameters } from "./told-parameters.ts";

export interface EmbedOptions {
  /** Sheets of what the cells of all notebooks show, from the site's root. */
  readonly sheets: readonly string[];
}

/** Pages that may load the scripts of a server on this machine: its own, and sandboxed frames, which have no origin. */
const cors = { origin: [defaultAllowedOrigins, "null"] };

/** The folder of src/notebook. */
const library = resolve(import.meta.dirname, "../notebook");
const script = "/embed.js";
const catalogue = "virtual:notebooks";
/** Start of the ids of modules that know a notebook's cells. */
const cellsOf = "virtual:cells-";
const styles = "/@embed/styles.css";
/** Start of the ids of the notebooks' own sheets. */
const stylesOf = "/@embed/notebooks/";
const dialog = "/@embed/dialog.js";
/** Browsers that know light-dark(): in another's page nothing can stand in for it. */
export const cssTarget = ["chrome123", "firefox120", "safari17.5"];
/** Pages that show embedded cells. */
const gallery = "embed-gallery.html";
const pages = ["embed.html", gallery];

/**
 * Lets other pages embed the cells of the site's notebooks: `embed.js` defines `<lookup-cell>`, and a module for each
 * cell has what that cell depends on. They are built apart from the site's pages, whose code stays in one piece.
 * With `SITE_URL` set, where the site will be, each cell gets a page of its own as well.
 */
export function embeds(options: EmbedOptions): Plugin[] {
  let config: UserConfig = {};
  return [
    {
      ...embedModules(options),
      apply: "serve",
      config: () => ({ server: { cors }, preview: { cors } }),
    },
    { ...embedPages(), apply: "serve" },
    {
      name: "embeds",
      apply: "build",
      config(given) {
        config = given;
      },
      async writeBundle() {
        await build(embedBuild(config, options));
      },
    },
  ];
}

/** The build that adds to what the site's own build has written. */
function embedBuild(
  { root, base, worker, build, logLevel }: UserConfig,
  options: EmbedOptions,
): InlineConfig {
  const folder = resolve(root ?? process.cwd());
  const inputs = pages.filter((page) => existsSync(join(folder, page)));
  return {
    root: folder,
    configFile: false,
    plugins: [
      unusedPalettes(),
      numberScales(),
      ownLibraries(),
      plainImports,
      embedModules(options),
      embedPages(),
    ],
    ...(base !== undefined && { base }),
    ...(worker && { worker }),
    ...(logLevel && { logLevel }),
    build: {
      ...build,
      emptyOutDir: false,
      copyPublicDir: false,
      // Nothing is written into another's page but what its policy allows.
      modulePreload: false,
      cssTarget,
      rolldownOptions: {
        ...build?.rolldownOptions,
        input: {
          embed: script,
          ...Object.fromEntries(
            inputs.map((page) => [`${basename(page, ".html")}-page`, join(folder, page)]),
          ),
        },
        preserveEntrySignatures: "allow-extension",
        output: {
          entryFileNames: ({ name }) => (name === "embed" ? "embed.js" : "assets/[name]-[hash].js"),
          chunkFileNames: ({ facadeModuleId }) => {
            const cell = facadeModuleId && cellOf(facadeModuleId);
            const cells = facadeModuleId?.startsWith(cellsOf);
            const name = cells
              ? `cells-${facadeModuleId?.slice(cellsOf.length)}`
              : (libraryOf(facadeModuleId) ?? "[name]");
            return `assets/${cell ? `cell-${cell.notebook}.${cell.slug}` : name}-[hash].js`;
          },
        },
      },
    },
  };
}

/** The modules of which embeds consist. `virtual:notebooks` is what the build knows of the notebooks: see ./catalogue. */
export function embedModules({ sheets }: EmbedOptions): Plugin {
  let sources = new Sources(process.cwd());
  return {
    name: "embed-modules",
    configResolved({ root }) {
      sources = new Sources(root);
    },
    resolveId(source) {
      if ([script, catalogue, dialog].includes(source)) return source;
      if ([styles, stylesOf, cellsOf].some((start) => source.startsWith(start))) return source;
      // The server asks for it by its address.
      const cell = cellOf(source);
      return cell && idOf(sources.root, cell);
    },
    load(id) {
      if (id === script) return siteScript();
      if (id === catalogue) return catalogueModule(sources);
      if (id.startsWith(cellsOf)) return cellsModule(sources, id.slice(cellsOf.length));
      if (id === dialog) return dialogModule(sources);
      if (id.startsWith(styles)) {
        const files = sheets.map((sheet) => join(sources.root, sheet));
        for (const file of files) this.addWatchFile(file);
        return embedStyles(library, files);
      }
      if (id.startsWith(stylesOf)) {
        const file = join(
          sources.root,
          "notebooks",
          id.slice(stylesOf.length).replace(/\?.*$/, ""),
        );
        this.addWatchFile(file);
        return notebookStyles(file);
      }
      const cell = cellOf(id);
      if (cell === undefined) return undefined;
      const file = sources.fileOf(cell.notebook);
      this.addWatchFile(file);
      return { code: cellModule(sources, cell), moduleType: "ts" };
    },
  };
}

/**
 * Imports code without Vite's helper, which would bring its own style sheets and hints into another's page, and be a
 * tenth of embed.js.
 */
const plainImports: Plugin = {
  name: "plain-imports",
  enforce: "pre",
  load: {
    filter: { id: /vite\/preload-helper\.js$/ },
    handler: () => "export const __vitePreload = (load) => load();",
  },
};

/** The pages of the site that show embedded cells. */
function embedPages(): Plugin {
  let sources = new Sources(process.cwd());
  return {
    name: "embed-pages",
    configResolved({ root }) {
      sources = new Sources(root);
    },
    generateBundle() {
      const site = siteUrl();
      if (site === undefined) return;
      for (const file of cellPages(sources, site)) this.emitFile({ type: "asset", ...file });
    },
    transformIndexHtml: {
      order: "pre",
      async handler(html, { filename }) {
        if (!pages.includes(basename(filename))) return undefined;
        checkTags(html, filename, sources);
        const told = new Map<string, ToldParameter[]>();
        if (basename(filename) === gallery)
          for (const name of sources.inOrder()) told.set(name, await toldParameters(sources, name));
        return fillGallery(html, sources, told);
      },
    },
  };
}

interface CellName {
  readonly notebook: string;
  readonly slug: string;
}

/** The id of a cell's module: a file beside the notebook, so that the cell's imports are found from there. */
function idOf(root: string, { notebook, slug }: CellName): string {
  return `${root}/notebooks/${notebook}/index.ts?cell=${slug}`;
}

/** The cell whose module has this id. */
export function cellOf(id: string): CellName | undefined {
  const [, notebook, slug] = /\/notebooks\/([\w-]+)\/index\.ts\?cell=([\w-]+)$/.exec(id) ?? [];
  return notebook && slug ? { notebook, slug } : undefined;
}

/** The script of the site that other pages load: it defines the element, and the site lies around it. */
function siteScript(): string {
  return `import { notebooks } from ${JSON.stringify(catalogue)};
import { defineLookupCell } from ${JSON.stringify(join(import.meta.dirname, "define"))};
const site = new URL(/* @vite-ignore */ "./", import.meta.url);
export const dialog = () => import(${JSON.stringify(dialog)});
defineLookupCell({ site, asset: (path) => new URL(path, site), dialog, notebooks });
`;
}

/** The notebooks, and where what is known of each one's cells is. */
function catalogueModule(sources: Sources): string {
  const json = JSON.stringify;
  const notebooks = sources.names().map((name) => {
    const parameters = json(sources.parameters(name).map((parameter) => parameter.name));
    const cells = `() => import(${json(cellsOf + name)}).then(({ cells }) => cells)`;
    return `${json(name)}: { page: ${json(sources.pageOf(name))}, parameters: ${parameters}, cells: ${cells} }`;
  });
  return `export const notebooks = {\n${notebooks.join(",\n")}\n};\n`;
}

/** The cells of a notebook: their heights, and where each one's module is. */
function cellsModule(sources: Sources, name: string): string {
  const json = JSON.stringify;
  const { cells } = sources.read(sources.fileOf(name));
  const heights = sources.heights(name);
  const entries = cells.filter(isShown).map(({ slug }) => {
    const id = idOf(sources.root, { notebook: name, slug });
    const height = heights[slug] ? `, heights: ${json(heights[slug])}` : "";
    return `${json(slug)}: { load: () => import(${json(id)})${height} }`;
  });
  return `export const cells = {\n${entries.join(",\n")}\n};\n`;
}

/** The dialog that embeds a cell, with what it knows of each. */
function dialogModule(sources: Sources): string {
  const site = JSON.stringify(embeddableSite(sources, siteUrl()));
  return `import { openDialog } from ${JSON.stringify(join(import.meta.dirname, "dialog/open"))};
const site = ${site};
export const open = (cell, place) => openDialog(site, cell, place);
`;
}

function cellModule(sources: Sources, { notebook: name, slug }: CellName): string {
  const file = sources.fileOf(name);
  const notebook = sources.read(file);
  const cell = notebook.cells.find((each) => each.slug === slug);
  if (cell === undefined) throw new Error(`${file} has no cell “${slug}”.`);
  const { parts, own } = closureOf(notebook, cell);
  const path = file.replace(/\.html$/, ".ts");
  const { code } = toModule(notebook, path, { name, library, uses: false, only: parts });
  const json = JSON.stringify;
  const sheet = sources.sheetOf(name)?.replace(/^notebooks\//, stylesOf);
  return `${code.replace("export default {", "const $notebook = {")}
export const { cells, libraries } = $notebook;
export const slug = ${json(slug)};
export const own = ${json(own)};
export const html = ${json(embeddableHtml(cell))};
${sheet ? `export { default as sheet } from ${json(`${sheet}?inline`)};` : 'export const sheet = "";'}
`;
}
