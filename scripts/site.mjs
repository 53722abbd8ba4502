/** Pages as a reader gets them, for the scripts that look at them: built into a temporary folder and served. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, preview } from "vite";

/**
 * Builds the site, or what another configuration of Vite says, into a temporary folder and serves it.
 * @returns its address, which ends in a slash, what was built, and a function that ends the server and removes the folder
 */
export async function serveBuild(config = {}) {
  const outDir = await mkdtemp(join(tmpdir(), "lookup-"));
  const { output } = await build({
    logLevel: "warn",
    ...config,
    build: { ...config.build, outDir, emptyOutDir: true },
  });
  const server = await preview({
    logLevel: "warn",
    ...config,
    build: { outDir },
    preview: { host: "127.0.0.1", port: 0, open: false },
  });
  return {
    url: server.resolvedUrls.local[0],
    output,
    async close() {
      await server.close();
      await rm(outDir, { recursive: true });
    },
  };
}
