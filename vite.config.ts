import { defineConfig } from "vite";
import { embeds } from "./src/embed/vite.ts";
import { notebooks } from "./src/notebook/vite.ts";
import { lookupPackage } from "./src/package/vite.ts";

const sheets = ["src/inputs/inputs.css", "src/figure/figure.css"];

/** The site; in mode "package", what `npm pack` takes. */
export default defineConfig(({ mode }) => ({
  // Relative, so that what is built works under any folder.
  base: "./",
  build: {
    target: "es2022",
    // The palettes of d3-scale-chromatic are made by these: those that nobody uses can go.
    rolldownOptions: { treeshake: { manualPureFunctions: ["ramp", "colors"] } },
  },
  worker: { format: "es" },
  plugins:
    mode === "package"
      ? lookupPackage({
          entries: ["embed", "network", "training", "figures"],
          sheets,
          assets: ["weights"],
        })
      : [notebooks(), embeds({ sheets })],
}));
