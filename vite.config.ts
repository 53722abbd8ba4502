import { defineConfig } from "vite";
import { notebooks } from "./src/notebook/vite.ts";

export default defineConfig({
  // Relative, so that the built site works under any folder.
  base: "./",
  build: { target: "es2022" },
  worker: { format: "es" },
  plugins: [notebooks()],
});
