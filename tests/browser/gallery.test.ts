import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Sources } from "../../src/notebook/sources";
import { axeViolations } from "./support/axe";
import { serveBuiltSite } from "./support/built-site";
import { launchChromium, openPage } from "./support/chromium";
import type { Site } from "./support/site";

const sources = new Sources(process.cwd());

describe("the gallery of cells", () => {
  let site: Site;
  let browser: Browser;
  beforeAll(async () => {
    site = await serveBuiltSite();
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });
  const url = (): string => `${site.url}embed-gallery.html`;

  it("tells of every parameter of every notebook, without JavaScript as well", async () => {
    const { page, close } = await openPage(browser, url(), { javaScriptEnabled: false });
    const tables = page.getByRole("table");
    for (const [i, name] of sources.inOrder().entries()) {
      const names = sources.parameters(name).map((parameter) => parameter.name);
      const told = tables.nth(i).getByRole("rowheader");
      expect(await told.allTextContents()).toEqual(names);
      for (const text of await tables.nth(i).getByRole("cell").allTextContents())
        expect(text).toMatch(/^[^{}=]+$/);
    }
    await close();
  });

  it.each([1280, 390])("can be read by anyone in a window of %d px", async (width) => {
    const viewport = { width, height: 844 };
    const { page, close } = await openPage(browser, url(), { viewport });
    expect(await axeViolations(page, ".masthead, .parameters")).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    const headers = page.getByRole("table").first().getByRole("columnheader");
    expect(await headers.allTextContents()).toEqual([
      "Attribute",
      "What it sets",
      "Takes",
      "Without it",
    ]);
    await close();
  });
});
