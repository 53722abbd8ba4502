/** The site as a reader gets it, for the scripts that look at it: built into a temporary folder and served. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, preview } from "vite";

/**
 * Builds the site into a temporary folder and serves it.
 * @returns its address, which ends in a slash, and a function that ends the server and removes the folder
 */
export async function serveBuild() {
  const outDir = await mkdtemp(join(tmpdir(), "lookup-"));
  await build({ logLevel: "warn", build: { outDir, emptyOutDir: true } });
  const server = await preview({
    logLevel: "warn",
    build: { outDir },
    preview: { host: "127.0.0.1", port: 0, open: false },
  });
  return {
    url: server.resolvedUrls.local[0],
    async close() {
      await server.close();
      await rm(outDir, { recursive: true });
    },
  };
}
