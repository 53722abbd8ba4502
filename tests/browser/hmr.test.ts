import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Browser } from "playwright-core";
import { createServer, type ViteDevServer } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { notebooks } from "../../src/notebook/vite";
import { copyOfSite, type FixtureSite } from "../notebook/site";
import { launchChromium, openPage, type WatchedPage } from "./support/chromium";

describe("a notebook in dev", () => {
  let site: FixtureSite;
  let server: ViteDevServer;
  let browser: Browser;
  let opened: WatchedPage;

  beforeAll(async () => {
    site = await copyOfSite();
    const shows = 'data-cell="doubling" data-shows="../../src/scale.ts"';
    await edit("notebooks/first/index.html", 'data-cell="doubling"', shows);
    server = await createServer({
      root: site.folder,
      configFile: false,
      logLevel: "silent",
      plugins: [notebooks()],
      server: { port: 0, host: "127.0.0.1", fs: { allow: [".."] } },
    });
    await server.listen();
    browser = await launchChromium();
    opened = await openPage(browser, server.resolvedUrls!.local[0]!);
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
    await site?.remove();
  });

  async function shows(slug: string, text: string | RegExp): Promise<void> {
    const cell = opened.page.locator(`[data-cell="${slug}"]`);
    await expect.poll(() => cell.textContent({ timeout: 1000 }), { timeout: 20_000 }).toMatch(text);
  }

  async function edit(file: string, from: string, to: string): Promise<void> {
    const path = join(site.folder, file);
    const text = await readFile(path, "utf8");
    expect(text).toContain(from);
    await writeFile(path, text.replace(from, to));
  }

  it("runs its cells, in whatever order they stand", async () => {
    await shows("training", "trained 1");
    await shows("doubling", "doubled to 6");
    await shows("intro", "Twice 3 is 6");
    expect(opened.wrong.filter((message) => !message.includes("404"))).toEqual([]);
  });

  it("re-runs an edited cell and what depends on it, and keeps what was trained", async () => {
    await edit("notebooks/first/index.html", "const factor = 2;", "const factor = 5;");
    await shows("doubling", "doubled to 15");
    await shows("intro", "Twice 3 is 15");
    await shows("factor", "const factor = 5;");
    await shows("training", "trained 1");
  });

  it("displays anew what is edited there alone, and declares nothing anew for it", async () => {
    await edit("notebooks/first/index.html", "display(`trained", "display(`has trained");
    await shows("training", "has trained 1");
    await shows("doubling", "doubled to 15");
    await edit("notebooks/first/index.html", "display(`has trained", "display(`trained");
    await shows("training", /^trained 1/);
  });

  // Vite's watcher says nothing of a second change within 50 ms of the first.
  it("takes in an edit that follows another within milliseconds", async () => {
    for (const pause of [10, 20, 30, 40]) {
      await edit("notebooks/first/index.html", "const factor = 5;", "const factor = 4;");
      await wait(pause);
      await edit("notebooks/first/index.html", "Twice", "Two times");
      await shows("intro", "Two times 3 is 12");
      await edit("notebooks/first/index.html", "Two times", "Twice");
      await wait(pause);
      await edit("notebooks/first/index.html", "const factor = 4;", "const factor = 5;");
      await shows("intro", "Twice 3 is 15");
    }
  });

  it("shows edited prose, with its slots alive", async () => {
    await edit("notebooks/first/index.html", "Twice", "Double of");
    await shows("intro", "Double of 3 is 15");
    await edit("notebooks/first/index.html", "const factor = 5;", "const factor = 6;");
    await shows("intro", "Double of 3 is 18");
    await shows("training", "trained 1");
  });

  it("re-runs the cells that use an edited module", async () => {
    await edit("src/scale.ts", "value * factor", "value * factor + 1");
    await shows("doubling", "doubled to 19");
    // The cell's code is the module's, which it shows.
    await shows("doubling", "return value * factor + 1;");
    await shows("training", "trained 1");
  });

  it("shows why a notebook no longer compiles, and goes on once it does", async () => {
    await edit("notebooks/first/index.html", "const factor = 6;", "const factor = sidx;");
    const overlay = opened.page.locator("vite-error-overlay");
    await expect
      .poll(() => overlay.evaluate((element) => element.shadowRoot?.textContent), {
        timeout: 10_000,
      })
      .toContain("“sidx” is not defined");
    await edit("notebooks/first/index.html", "const factor = sidx;", "const factor = 7;");
    await shows("doubling", "doubled to 22");
    await shows("training", "trained 1");
  });

  it("serves every other notebook at a folder of its own", async () => {
    const second = await openPage(browser, new URL("second", opened.page.url()).href);
    await expect
      .poll(() => second.page.locator('[data-cell="answer"] .cell-output').textContent())
      .toBe("43");
    expect(new URL(second.page.url()).pathname).toBe("/second/");
    expect(second.wrong).toEqual([]);
    await second.close();
  });

  it("reloads when a cell is added", async () => {
    await edit(
      "notebooks/first/index.html",
      "</notebook>",
      '<script id="5" type="text/x-typescript" data-cell="more">factor + 1</script></notebook>',
    );
    await shows("more", "8");
  });
});
