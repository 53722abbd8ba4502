import { defineConfig } from "vite";
import { embeds } from "./src/notebook/embed/vite.ts";
import { notebooks } from "./src/notebook/vite.ts";

export default defineConfig({
  // Relative, so that the built site works under any folder.
  base: "./",
  build: {
    target: "es2022",
    // The palettes of d3-scale-chromatic are made by these: those that nobody uses can go.
    rolldownOptions: { treeshake: { manualPureFunctions: ["ramp", "colors"] } },
  },
  worker: { format: "es" },
  plugins: [notebooks(), embeds({ sheets: ["src/inputs/inputs.css", "src/figures/figures.css"] })],
});
