import { existsSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Plugin } from "vite";
import type { CompiledNotebook } from "./compile/compile.ts";
import { toModule } from "./compile/module.ts";
import { fillTemplate, notebookOf, withNotebook } from "./compile/page.ts";
import { NotebookError } from "./compile/problem.ts";
import { listNotebooks } from "./list-notebooks.ts";
import { siteUrl } from "./site-url.ts";
import { linkHead } from "./social-card.ts";
import { Sources } from "./sources.ts";

const entry = "/@notebook/";
/** Milliseconds for which Vite's watcher (chokidar) keeps silent about a file once it has told of a change in it. */
const silence = 50;
/** This folder. */
const library = import.meta.dirname;

/**
 * Makes a page of each `notebooks/NAME/index.html`: at `/` the one that `index.html` names, at `/NAME/`
 * each other, from the same template. A notebook's module is imported as `notebooks/NAME/index.ts`,
 * a file that is not there.
 */
export function notebooks(): Plugin {
  let sources = new Sources(process.cwd());
  let serving = false;

  const pageOf = (name: string): string => join(sources.root, name, "index.html");
  /** The notebook whose page a path is. */
  const nameOfPage = (path: string): string | undefined =>
    sources.names().find((name) => name !== sources.mainName() && pageOf(name) === path);

  /** The notebook whose module a path is. */
  function sourceOf(path: string): string | undefined {
    const file = path.replace(/\.ts$/, ".html");
    return path.endsWith(".ts") && !existsSync(path) && existsSync(file) ? file : undefined;
  }

  /** What goes into the head of a notebook's page for those who link to it, where the site's address is known. */
  function headOf(name: string): string | undefined {
    const site = siteUrl();
    if (site === undefined) return undefined;
    const address = new URL(sources.pageOf(name), site).href;
    const { title } = sources.read(sources.fileOf(name));
    return linkHead(sources, site, { address, title, notebook: name });
  }

  return {
    name: "notebooks",
    config(config) {
      sources = new Sources(resolve(config.root ?? sources.root));
      const main = sources.mainName();
      const pages = sources.names().filter((name) => name !== main);
      const input = { index: join(sources.root, "index.html") };
      return {
        build: {
          rolldownOptions: {
            input: { ...input, ...Object.fromEntries(pages.map((name) => [name, pageOf(name)])) },
          },
        },
      };
    },
    configResolved({ command }) {
      serving = command === "serve";
    },
    /** Says what is wrong in all notebooks, once, before each page would say its own. */
    buildStart() {
      if (serving) return;
      const wrong = sources.names().flatMap((name) => {
        try {
          sources.read(sources.fileOf(name));
          return [];
        } catch (error) {
          if (!(error instanceof NotebookError)) throw error;
          return [error.message];
        }
      });
      if (wrong.length > 0) this.error({ message: wrong.join("\n"), stack: "" });
    },
    resolveId(source, importer) {
      if (source.startsWith(entry)) return source;
      if (nameOfPage(source)) return source;
      if (!source.endsWith(".ts")) return;
      const candidates = source.startsWith(".")
        ? [resolve(dirname(importer ?? sources.root), source)]
        : [source, join(sources.root, source)];
      return candidates.find((path) => sourceOf(path));
    },
    load(id) {
      const page = nameOfPage(id);
      if (page) return withNotebook(sources.template(), page);
      if (id.startsWith(entry)) return entryModule(id.slice(entry.length));
      const file = sourceOf(id);
      if (file === undefined) return;
      this.addWatchFile(file);
      const options = {
        name: basename(dirname(file)),
        library,
        uses: serving,
      };
      const { code, map } = toModule(sources.read(file), id, options);
      return { code, map: map as never };
    },
    transformIndexHtml: {
      order: "pre",
      handler(html) {
        const name = notebookOf(html);
        if (name === undefined) return;
        const main = sources.mainName();
        const top = name === main ? "./" : "../";
        const listed = listNotebooks(sources, top, name);
        const prerendered = sources.prerendered(name);
        const notebook = sources.read(sources.fileOf(name));
        const head = headOf(name);
        const sheet = sources.sheetOf(name);
        const injectTo = "head" as const;
        return {
          html: fillTemplate(html, notebook, { listed, prerendered, head }),
          tags: [
            ...(sheet
              ? [{ tag: "link", attrs: { rel: "stylesheet", href: `/${sheet}` }, injectTo }]
              : []),
            { tag: "meta", attrs: { name: "site-root", content: top }, injectTo },
            { tag: "script", attrs: { type: "module", src: `${entry}${name}` }, injectTo },
          ],
        };
      },
    },
    configureServer(server) {
      server.middlewares.use(async (request, response, next) => {
        const { pathname, search } = new URL(request.url ?? "/", "http://localhost");
        const name = sources
          .names()
          .find(
            (each) =>
              each !== sources.mainName() &&
              `/${each}` === pathname.replace(/\/(index\.html)?$/, ""),
          );
        if (name === undefined) return next();
        if (pathname === `/${name}`) {
          response.writeHead(302, { location: `/${name}/${search}` }).end();
          return;
        }
        try {
          const html = await server.transformIndexHtml(
            `/${name}/index.html`,
            withNotebook(sources.template(), name),
          );
          response.setHeader("content-type", "text/html").end(html);
        } catch (error) {
          next(error);
        }
      });
    },
    async hotUpdate({ file, type, read: written }) {
      if (this.environment.name !== "client" || !file.endsWith(".html")) return;
      const module = this.environment.moduleGraph.getModuleById(file.replace(/\.html$/, ".ts"));
      if (module === undefined) return;
      if (type === "update") {
        await wait(silence + 10); // whatever is saved meanwhile is told of by nobody
        await written(); // some editors empty the file first
      }
      this.environment.moduleGraph.invalidateModule(module);
      if (type === "update" && sameCells(sources.compiled(file), () => sources.read(file)))
        return [module];
      this.environment.hot.send({ type: "full-reload" });
      return [];
    },
  };
}

/** The script of a page: mounts the notebook, and in dev brings edited cells into the living page. */
function entryModule(name: string): string {
  const notebook = JSON.stringify(`/notebooks/${name}/index.ts`);
  const ours = (file: string): string => JSON.stringify(join(library, file));
  return `import notebook from ${notebook};
import { openPage } from ${ours("page")};
const page = openPage(notebook);
let edits = Promise.resolve(); // one after the other, so that the last one stands
if (import.meta.hot) import.meta.hot.accept(${notebook}, (module) => {
  if (module === undefined) return; // it does not compile, which Vite says
  edits = edits.then(async () => {
    const { patchPage } = await import(${ours("hot")});
    await patchPage(document);
    page.update(module.default);
  });
});
`;
}

/** Whether the page has the same cells after an edit, so that it can take in what is new in them. */
function sameCells(before: CompiledNotebook | undefined, after: () => CompiledNotebook): boolean {
  const cellsOf = ({ cells, title }: CompiledNotebook): string =>
    JSON.stringify([title, cells.map(({ slug, mode, hidden }) => [slug, mode, hidden])]);
  try {
    return before !== undefined && cellsOf(before) === cellsOf(after());
  } catch {
    return true; // What cannot be compiled leaves the page as it is; Vite shows the error.
  }
}
