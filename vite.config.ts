import "./scripts/folder-name.mjs";
import { defineConfig } from "vite";
import { embeds } from "./src/embed/vite.ts";
import { numberScales } from "./src/notebook/number-scales.ts";
import { ownLibraries } from "./src/notebook/own-libraries.ts";
import { unusedPalettes } from "./src/notebook/unused-palettes.ts";
import { notebooks } from "./src/notebook/vite.ts";
import { siteLicences } from "./src/package/site-licences.ts";
import { lookupPackage } from "./src/package/vite.ts";

const sheets = ["src/inputs/inputs.css", "src/figure/figure.css"];

/** The site; in mode "package", what `npm pack` takes. */
export default defineConfig(({ mode }) => ({
  // Relative, so that what is built works under any folder.
  base: "./",
  build: { target: "es2022" },
  worker: { format: "es" },
  plugins:
    mode === "package"
      ? lookupPackage({
          entries: ["embed", "network", "training", "figures"],
          sheets,
          assets: ["weights"],
        })
      : [
          unusedPalettes(),
          numberScales(),
          ownLibraries(),
          notebooks(),
          embeds({ sheets }),
          siteLicences(),
        ],
}));
