import { resolve } from "node:path";
import type { Plugin, PluginOption } from "vite";
import { licences } from "./licences.ts";

/**
 * Puts the licences of all that the site brings along beside it, as `licences.md`: of its pages with their fonts, and of
 * its workers. Embeds have nothing that is in neither.
 */
export function siteLicences(): Plugin {
  /** Ids of the modules of all builds; those of workers end first. */
  const ids = new Set<string>();
  const ofWorkers: PluginOption = {
    name: "worker-licences",
    generateBundle() {
      for (const id of this.getModuleIds()) ids.add(id);
    },
  };
  let root = "";
  return {
    name: "site-licences",
    apply: "build",
    config: () => ({ worker: { plugins: () => [ofWorkers] } }),
    configResolved(config) {
      root = config.root;
    },
    generateBundle(_, bundle) {
      // Fonts come by way of style sheets, which are no modules.
      const files = Object.values(bundle).flatMap((each) =>
        each.type === "asset" ? each.originalFileNames.map((file) => resolve(root, file)) : [],
      );
      const source = licences("this site", [...ids, ...this.getModuleIds(), ...files]);
      this.emitFile({ type: "asset", fileName: "licences.md", source });
    },
  };
}
