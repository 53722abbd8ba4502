import { cp, mkdtemp, rm } from "node:fs/promises";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");

export interface FixtureSite {
  readonly folder: string;
  remove(): Promise<void>;
}

/** A copy of the fixture site that a test may edit, inside the project so that its packages resolve. */
export async function copyOfSite(): Promise<FixtureSite> {
  const folder = await mkdtemp(join(root, ".site-"));
  await cp(resolve(import.meta.dirname, "fixtures/site"), folder, { recursive: true });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
