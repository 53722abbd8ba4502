import { join } from "node:path";
import type { Plugin } from "vite";
import { namedBy } from "../notebook/own-libraries.ts";
import { bundle } from "./files.ts";

/**
 * Gives the package one file for each library that cells name: a page without a bundler would otherwise fetch its
 * hundreds of modules one by one.
 * @param root the folder of which `lib/` is made
 * @param heard told the ids of the modules in each
 */
export function libraryFiles(root: string, heard: (moduleIds: readonly string[]) => void): Plugin {
  /** The module of each library, by its name. */
  const named = new Map<string, string>();
  return {
    name: "library-files",
    enforce: "pre",
    async resolveId(source, importer) {
      const name = importer && namedBy(importer, source);
      if (!name) return undefined;
      const found = await this.resolve(source, importer, { skipSelf: true });
      if (found === null) return undefined;
      named.set(name, found.id);
      return { id: join(root, fileOf(name)), external: "relative" };
    },
    async generateBundle() {
      for (const [name, module] of named) {
        const { code, moduleIds } = await bundle(module, {});
        heard(moduleIds);
        this.emitFile({ type: "asset", fileName: fileOf(name), source: code });
      }
    },
  };
}

function fileOf(name: string): string {
  return `assets/${name}.js`;
}
