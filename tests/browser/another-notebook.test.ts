import { cp, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Sources } from "../../src/notebook/sources";
import { type Blog, serveBlog, strictPolicy } from "./support/blog";
import { launchChromium, openPage, type WatchedPage } from "./support/chromium";
import { copiedTree, type Tree } from "./support/copied-tree";
import { cellLives, parameterOf, textIn } from "./support/embeds";
import { addressSays, cell, figureText, plot } from "./support/notebook";
import { type Site, serveSite } from "./support/site";
import { panelButton, stepsDone, untilTrained } from "./support/training-panel";

const hill = "tests/fixtures/hill";
const sources = new Sources(process.cwd());
/** All notebooks but the one at the site's root, which a page must be there for. */
const others = sources.names().filter((name) => name !== sources.mainName());

let tree: Tree;
let added: string[];
let types: Promise<string>;
let sizes: string;
let site: Site;
let browser: Browser;

// A copy of the project: without the folders of the other notebooks, and with that of a new one.
beforeAll(async () => {
  tree = await copiedTree([
    ...["prerender", "embed", "cards"].map((folder) => `public/${folder}`),
    ...others.flatMap((name) => ["notebooks", "tests/notebooks"].map((path) => `${path}/${name}`)),
  ]);
  await cp(hill, join(tree.folder, "notebooks/hill"), { recursive: true });
  const files = await readdir(hill, { recursive: true, withFileTypes: true });
  added = files
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name).replace(hill, "notebooks/hill"))
    .map((path) => path.replaceAll("\\", "/"));
  // What it prints is what is wrong.
  types = tree.run("scripts/run.mjs", "scripts/check.ts").catch(({ stderr }) => stderr);
  await tree.run("node_modules/vite/bin/vite.js", "build", "--logLevel", "warn");
  // It may fail where another cell is too large.
  sizes = await tree.run("scripts/size.mjs").catch(({ stdout }) => stdout);
  site = await serveSite(join(tree.folder, "dist"));
  browser = await launchChromium();
}, 300_000);
afterAll(async () => {
  await types;
  await browser?.close();
  await site?.close();
  await tree?.remove();
});

describe("a notebook that is a folder more, where others are gone", () => {
  let opened: WatchedPage;
  let page: Page;
  beforeAll(async () => {
    opened = await openPage(browser, `${site.url}hill/`);
    page = opened.page;
  });
  afterAll(() => opened?.close());

  it("has a page, with its figure drawn and dressed, and its prose filled", async () => {
    expect(await page.title()).toContain("The shape of a hill");
    await expect.poll(() => figureText(page, "hill")).toMatch(/At 5 the hill is [−\d.]+ high/);
    const dot = plot(page, "hill").locator(".hill-dot");
    expect(await dot.evaluate((each) => getComputedStyle(each).fill)).toBe("rgb(1, 2, 3)");
    await expect
      .poll(() => cell(page, "prose").textContent())
      .toMatch(/After 0 epochs the hill is [−\d.]+ high at 5, .* is \d\.\d+\./);
  });

  it("trains, and figure and prose follow", async () => {
    const before = await figureText(page, "hill");
    await panelButton(page, "Train").click();
    await untilTrained(page);
    await expect.poll(() => stepsDone(page)).toBe(300);
    await expect.poll(() => cell(page, "prose").textContent()).toContain("After 300 epochs");
    await expect.poll(() => figureText(page, "hill")).not.toBe(before);
  });

  it("has a parameter in the address, which its figure moves and which moves its figure", async () => {
    await plot(page, "hill").scrollIntoViewIfNeeded();
    const box = (await plot(page, "hill").locator("> svg").boundingBox())!;
    await page.mouse.click(box.x + box.width - 1, box.y + box.height / 2);
    await addressSays(page, "at", "20");
    await page.goto(`${site.url}hill/?at=12`);
    await expect.poll(() => figureText(page, "hill")).toContain("At 12 the hill is");
  });

  it("leads to the other notebook, and that to it", async () => {
    const links = (): Promise<(string | null)[]> =>
      page.locator(".notebooks a").evaluateAll((all) => all.map((each) => each.textContent));
    const listed = await links();
    expect(listed).toContain("The shape of a hill");
    await page.goto(site.url);
    expect(await links()).toEqual(listed);
    const argument = page.getByRole("navigation", { name: "Read next" });
    await argument.getByRole("link", { name: "The shape of a hill" }).click();
    await page.waitForURL("**/hill/");
    await page.getByRole("navigation", { name: "Notebooks" }).getByRole("link").first().click();
    await page.waitForURL(site.url);
  });

  it("has reported no error, and asked no other origin", () => {
    expect(opened.wrong).toEqual([]);
  });
});

describe("a cell of it in another’s post", () => {
  let blog: Blog;
  let opened: WatchedPage;
  beforeAll(async () => {
    blog = await serveBlog({
      policy: strictPolicy(site.url),
      body: `<lookup-cell id="hill" notebook="hill" cell="hill" at="7"></lookup-cell>
<script type="module" src="${site.url}embed.js"></script>`,
    });
    opened = await openPage(browser, blog.url);
  });
  afterAll(async () => {
    await opened?.close();
    await blog?.close();
  });

  it("lives, dressed as on its page", async () => {
    await cellLives(opened.page, "hill");
    expect(await parameterOf(opened.page, "hill", "at")).toBe(7);
    await expect.poll(() => textIn(opened.page, "hill")).toContain("At 7 the hill is");
    const dot = opened.page.locator("#hill .hill-dot");
    expect(await dot.evaluate((each) => getComputedStyle(each).fill)).toBe("rgb(1, 2, 3)");
  });

  it("has its tag in the gallery", async () => {
    const gallery = await fetch(`${site.url}embed-gallery.html`);
    expect(await gallery.text()).toContain('id="hill-hill"');
  });
});

it("its types are checked, and those of all that is left hold", async () => {
  expect(await types).toBe("");
});

it("its page and its cell have the sizes of all others to keep", () => {
  expect(sizes).toMatch(
    /hill\/index\.html\n(?:.*\n)*? +JavaScript before the first interaction +\S+ kB {2}of/,
  );
  expect(sizes).toMatch(/ +hill\.hill +\S+ kB {2}of at most 195\.0 kB/);
});

it("no other file has changed", () => {
  expect(tree.changed().sort()).toEqual(added.sort());
});
