import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A project with nothing in it but the package, installed from its tarball. */
export interface Project {
  readonly folder: string;
  /** Paths of the files in the tarball. */
  readonly packed: readonly string[];
  remove(): Promise<void>;
}

/**
 * Packs the package and installs it in a new folder far from ours, without the network, beside the files of a fixture.
 * @throws Error if it was not built
 */
export async function projectWithPackage(fixture: string): Promise<Project> {
  if (!existsSync("lib/network.js"))
    throw new Error("There is no lib/network.js: npm run build first");
  const folder = await mkdtemp(join(tmpdir(), "lookup-package-"));
  const npm = (cwd: string, ...options: string[]): string =>
    execFileSync("npm", options, { cwd, encoding: "utf8", shell: process.platform === "win32" });
  const [tarball] = JSON.parse(npm(".", "pack", "--json", "--pack-destination", folder));
  await cp(fixture, folder, { recursive: true });
  await writeFile(join(folder, "package.json"), '{ "private": true, "type": "module" }');
  npm(folder, "install", "--offline", "--no-audit", "--no-fund", `./${tarball.filename}`);
  return {
    folder,
    packed: tarball.files.map(({ path }: { readonly path: string }) => path),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
