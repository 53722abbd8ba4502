import type { Plugin } from "vite";
import { libraries } from "./compile/names.ts";

/** The modules of a notebook and of its cells. */
const notebookModule = /\/notebooks\/[\w-]+\/index\.ts(\?cell=[\w-]+)?$/;
const mark = "?library=";

/**
 * Gives each library that cells may name modules of its own. What it shares with the page, such as d3's scales, would
 * otherwise lie in the page's chunk with all that the library might use of it; and apart it is one file, of one name,
 * for all pages and embeds.
 */
export function ownLibraries(): Plugin {
  return {
    name: "own-libraries",
    apply: "build",
    enforce: "pre",
    config({ build }) {
      const output = build?.rolldownOptions?.output ?? {};
      // A build that names its chunks itself asks `libraryOf`.
      if (Array.isArray(output) || output.chunkFileNames !== undefined) return undefined;
      const chunkFileNames = ({ facadeModuleId }: { facadeModuleId: string | null }): string =>
        `assets/${libraryOf(facadeModuleId) ?? "[name]"}-[hash].js`;
      return { build: { rolldownOptions: { output: { chunkFileNames } } } };
    },
    async resolveId(source, importer) {
      if (importer === undefined || source.startsWith("\0")) return undefined;
      const name = namedBy(importer, source) ?? libraryOf(importer);
      if (name === undefined) return undefined;
      const found = await this.resolve(source, importer, { skipSelf: true });
      return found && !found.external ? { ...found, id: `${found.id}${mark}${name}` } : found;
    },
  };
}

/** The name of the library that a module of a notebook imports from a package. */
export function namedBy(importer: string, from: string): string | undefined {
  if (!notebookModule.test(importer)) return undefined;
  return [...libraries].find(([, each]) => each === from)?.[0];
}

/** The name of the library that a module belongs to. */
export function libraryOf(id: string | null): string | undefined {
  return id?.split(mark)[1];
}
