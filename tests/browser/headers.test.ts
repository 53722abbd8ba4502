import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { builtFolder, serveBuiltSite } from "./support/built-site";
import type { Site } from "./support/site";

describe("the headers that the site brings for its host", () => {
  let site: Site;
  beforeAll(async () => {
    site = await serveBuiltSite();
  });
  afterAll(() => site?.close());

  const hashed = readdirSync(join(builtFolder, "assets"));
  const weights = readdirSync(join(builtFolder, "weights"), { recursive: true }).find((path) =>
    `${path}`.endsWith(".safetensors"),
  );
  const headersOf = async (path: string): Promise<Headers> =>
    (await fetch(`${site.url}${path}`)).headers;

  it("let other sites use every file", async () => {
    for (const path of ["", "embed.js", `assets/${hashed[0]}`, `weights/${weights}`]) {
      const headers = await headersOf(path);
      expect(headers.get("access-control-allow-origin")).toBe("*");
      expect(headers.get("cross-origin-resource-policy")).toBe("cross-origin");
    }
  });

  it("let browsers keep what is named after its content, and nothing else", async () => {
    for (const name of hashed) expect(basename(name)).toMatch(/-[\w-]{8}\.\w+$/);
    const kept = await headersOf(`assets/${hashed[0]}`);
    expect(kept.get("cache-control")).toBe("public, max-age=31536000, immutable");
    for (const path of ["", "embed.js"])
      expect((await headersOf(path)).get("cache-control")).toBeNull();
  });
});
