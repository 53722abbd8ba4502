import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Site, serveSite } from "./site";

/** Where the built site is: `dist/`, or another folder that SITE_DIST names. */
export const builtFolder = process.env.SITE_DIST ?? "dist";

/** Serves the built site. @throws Error if it was not built */
export function serveBuiltSite(): Promise<Site> {
  if (!existsSync(join(builtFolder, "index.html")))
    throw new Error(`There is no ${builtFolder}/index.html: npm run build first`);
  return serveSite(builtFolder);
}
