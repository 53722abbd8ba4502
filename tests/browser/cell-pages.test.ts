import { spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { PNG } from "pngjs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serveBlog, strictPolicy } from "./support/blog";
import { launchChromium, openPage, type WatchedPage } from "./support/chromium";
import { type Site, serveSite } from "./support/site";

let folder: string;
let site: Site;
let browser: Browser;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lookup-"));
  site = await serveSite(folder);
  const { status, stderr } = spawnSync(
    process.execPath,
    ["node_modules/vite/bin/vite.js", "build", "--outDir", folder, "--emptyOutDir"],
    { env: { ...process.env, NODE_ENV: "production", SITE_URL: site.url }, encoding: "utf8" },
  );
  if (status !== 0) throw new Error(stderr);
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
  await rm(folder, { recursive: true, force: true });
});

/** What a page says of itself to those who link to it, by property. */
function aboutOf({ page }: WatchedPage): Promise<Record<string, string>> {
  return page.evaluate(() => {
    const metas = [...document.querySelectorAll("meta[property]")];
    return Object.fromEntries(
      metas.map((meta) => [meta.getAttribute("property"), meta.getAttribute("content")]),
    );
  });
}

async function expectCard(about: Readonly<Record<string, string>>): Promise<void> {
  const response = await fetch(about["og:image"]);
  expect(response.headers.get("content-type")).toBe("image/png");
  const { width, height } = PNG.sync.read(Buffer.from(await response.arrayBuffer()));
  expect([`${width}`, `${height}`]).toEqual([about["og:image:width"], about["og:image:height"]]);
}

describe("the page of a cell, where SITE_URL says where the site is", () => {
  let opened: WatchedPage;
  beforeAll(async () => {
    opened = await openPage(browser, `${site.url}embed/x-squared/decomposition.html`);
  });
  afterAll(() => opened?.close());

  it("shows the cell alive, with its code", async () => {
    const { page } = opened;
    await page.waitForFunction(
      () => document.querySelector("lookup-cell")?.shadowRoot?.querySelector("slot") === null,
    );
    await page.locator(".figure-plot").focus();
    await page.keyboard.press("Home");
    await expect.poll(() => page.locator(".figure-plot").innerText()).toContain("x = −10.00");
    await expect.poll(() => page.locator("lookup-cell .cell-code").isVisible()).toBe(true);
    expect(opened.wrong).toEqual([]);
  });

  it("has a card of the size that it says", async () => {
    const about = await aboutOf(opened);
    expect(about["og:url"]).toBe(opened.page.url());
    expect(about["og:title"]).toBe(await opened.page.title());
    await expectCard(about);
  });

  it("names an oEmbed response, whose frame lives in a post and has room for the cell", async () => {
    const link = opened.page.locator('link[type="application/json+oembed"]');
    const response = await fetch((await link.getAttribute("href")) ?? "");
    expect(response.headers.get("content-type")).toBe("application/json");
    const { html, width, height } = await response.json();
    const blog = await serveBlog({ body: html, policy: strictPolicy(site.url) });
    const post = await openPage(browser, blog.url);
    const frame = post.page.locator("iframe");
    // As it asks to be, whatever the blog's theme says of frames.
    await frame.evaluate((element, size) => Object.assign(element.style, size), {
      width: `${width}px`,
      height: `${height}px`,
    });
    await frame.scrollIntoViewIfNeeded();
    const inside = post.page.frames()[1];
    await inside.waitForFunction(
      () => document.querySelector("lookup-cell")?.shadowRoot?.querySelector("slot") === null,
    );
    await expect
      .poll(() => inside.evaluate(() => document.documentElement.scrollHeight))
      .toBe(height);
    await post.close();
    await blog.close();
  });
});

describe("the page of a notebook, where SITE_URL says where the site is", () => {
  it("has a card of the size that it says, and its own address", async () => {
    const opened = await openPage(browser, `${site.url}?x=3`);
    const about = await aboutOf(opened);
    expect(about["og:url"]).toBe(site.url);
    await expectCard(about);
    await opened.close();
  });
});
