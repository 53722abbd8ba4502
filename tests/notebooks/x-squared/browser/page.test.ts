import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readFirstPaint } from "../../../../notebooks/x-squared/training/pretrained";
import { float64Network } from "../../../../src/network/copy";
import { activeNeurons, decompose } from "../../../../src/network/decompose";
import { sum } from "../../../../src/network/sum";
import { builtFolder, serveBuiltSite } from "../../../browser/support/built-site";
import { launchChromium, openPage, type WatchedPage } from "../../../browser/support/chromium";
import { cell, figureSlugs } from "../../../browser/support/notebook";
import type { Site } from "../../../browser/support/site";
import { expectToAddUp, figures, openNotebook, readouts } from "./notebook";

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

describe("the page, as it opens", () => {
  let opened: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    opened = await openNotebook(browser, site.url);
    page = opened.page;
  });

  afterAll(() => opened?.close());

  it("is alive from the shipped weights, with the numbers that they make", async () => {
    const file = join(builtFolder, "weights/x-squared/first-paint.safetensors");
    const bytes = await readFile(file);
    const { network } = readFirstPaint(new Uint8Array(bytes)).latest;
    const expected = decompose(float64Network(network), 5);

    const shown = await readouts(page);
    expect(shown.prediction.value).toBeCloseTo(expected.prediction, 9);
    expect(shown["contribution-sum"].value).toBeCloseTo(sum(expected.contributions), 9);
    expect(shown["integrated-sum"].value).toBeCloseTo(sum(expected.integrated), 9);
    expect(shown["active-neurons"].value).toBe(activeNeurons(expected));
    expect(Math.abs(shown.prediction.value - 25)).toBeLessThan(2);
    expectToAddUp(shown);
  });

  it("has its eleven figures in their order", async () => {
    await expect.poll(() => figureSlugs(page)).toEqual([...figures]);
  });

  it.each([
    "target",
    "architecture",
    "loss",
    "convergence",
    "histogram",
    "ablation",
    "engine-race",
  ])("draws the chart %s by Plot", async (slug) => {
    const drawn = cell(page, slug).locator(".fig-chart [aria-label]");
    await cell(page, slug).locator(".figure-plot").scrollIntoViewIfNeeded();
    await expect.poll(() => drawn.count()).toBeGreaterThan(1);
  });

  it("shows the code of all cells for who asks for it, and keeps what she looks at where it is", async () => {
    const lines = page.locator("details.cell-code-beside");
    await cell(page, "keys").scrollIntoViewIfNeeded();
    const place = (): Promise<number> =>
      page.evaluate(() => {
        const seen = [...document.querySelectorAll(".cell")].find(
          (each) => each.getBoundingClientRect().bottom > 0,
        );
        return seen!.getBoundingClientRect().top;
      });
    expect(await lines.first().isVisible()).toBe(false);
    const before = await place();
    await page.getByLabel("Show the code").check();
    expect(await lines.first().isVisible()).toBe(true);
    expect(Math.abs((await place()) - before)).toBeLessThan(2);
    // What a cell is there to show is not hidden with the rest.
    await page.getByLabel("Show the code").uncheck();
    expect(await lines.first().isVisible()).toBe(false);
    expect(await cell(page, "adam-step").locator("details.cell-code").isVisible()).toBe(true);
  });

  it("reaches a training field by eight Tabs at most from the heading above it", async () => {
    await page.evaluate(() => {
      const heading = document.getElementById("training")!;
      heading.tabIndex = -1;
      heading.focus();
    });
    let tabs = 0;
    const inField = (): Promise<boolean> =>
      page.evaluate(
        () => document.activeElement?.closest('[data-cell="training-settings"]') != null,
      );
    while (tabs < 20 && !(await inField())) {
      await page.keyboard.press("Tab");
      ++tabs;
    }
    expect(tabs).toBeLessThanOrEqual(8);
  });

  it("unfolds the code of a cell as it stands in the notebook", async () => {
    await page.getByLabel("Show the code").check();
    const source = await readFile("notebooks/x-squared/index.html", "utf8");
    const code = cell(page, "keys").locator("details.cell-code");
    expect(await code.locator("pre").isVisible()).toBe(false);
    await code.locator("summary").click();
    const shown = (await code.locator("pre").textContent())!.trim();
    expect(shown).toContain("display(keysFigure(");
    expect(source.replaceAll(/^ {4}/gm, "")).toContain(shown);
    await code.locator("summary").click();
    await page.getByLabel("Show the code").uncheck();
  });

  it("has what is drawn in its address, and draws what an address says", async () => {
    await cell(page, "decomposition-choice").getByLabel("Integrated gradients").check();
    await cell(page, "row-order").getByLabel("index").check();
    await expect
      .poll(() => new URL(page.url()).searchParams.toString())
      .toBe("sort=index&draw=integrated");
    const linked = await openNotebook(browser, `${site.url}?draw=integrated&layer=1`);
    await expect
      .poll(() => cell(linked.page, "decomposition-choice").getByLabel("Integrated").isChecked())
      .toBe(true);
    await expect
      .poll(() => cell(linked.page, "histogram-choice").getByLabel("1").isChecked())
      .toBe(true);
    await linked.close();
    await cell(page, "decomposition-choice").getByLabel("Contributions").check();
    await cell(page, "row-order").getByLabel("pivot").check();
    await expect.poll(() => new URL(page.url()).search).toBe("");
  });

  it("lists its contents and marks where the reader is", async () => {
    const link = page.getByRole("navigation", { name: "Contents" }).getByRole("link", {
      name: "Try to break it",
    });
    await link.click();
    await expect.poll(() => link.getAttribute("aria-current")).not.toBeNull();
  });
});

describe("where its script does not run", () => {
  const told = async (address: string, prepare: (page: Page) => Promise<unknown>) => {
    const page = await browser.newPage();
    await prepare(page);
    await page.goto(address);
    const line = await page.getByRole("alert").first().innerText();
    await page.close();
    return line;
  };

  it("says so, and what to do: after an update, from a file, and without its last slash", async () => {
    const lost = (page: Page) => page.route(/assets\/.*\.js/, (route) => route.abort());
    expect(await told(site.url, lost)).toContain("could not be loaded, so nothing on it moves");
    const file = pathToFileURL(resolve(builtFolder, "index.html")).href;
    expect(await told(file, async () => {})).toContain("its scripts need a server");
    const slashless = `${new URL(site.url).origin}/elsewhere/superposition`;
    const html = await readFile(join(builtFolder, "superposition/index.html"), "utf8");
    const answer = (page: Page) =>
      page.route(slashless, (route) => route.fulfill({ contentType: "text/html", body: html }));
    expect(await told(slashless, answer)).toMatch(/lacks its last slash.*superposition\/$/);
  });
});

describe("the look", () => {
  it("has a dark side, on which text and marks stay legible", async () => {
    const grounds: Record<string, { paper: number; ink: number }> = {};
    for (const colorScheme of ["light", "dark"] as const) {
      const { page, close } = await openPage(browser, site.url, { colorScheme });
      grounds[colorScheme] = await page.evaluate(() => {
        const luminance = (colour: string): number => {
          const [r, g, b] = colour.match(/[\d.]+/g)!.map(Number);
          return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        // The page's ground may be that of the body or of the root.
        const grounds = [document.body, document.documentElement].map(
          (element) => getComputedStyle(element).backgroundColor,
        );
        const ground = grounds.find((colour) => !/, 0\)$/.test(colour)) ?? "rgb(255, 255, 255)";
        return { paper: luminance(ground), ink: luminance(getComputedStyle(document.body).color) };
      });
      await close();
    }
    expect(grounds.light.paper).toBeGreaterThan(200);
    expect(grounds.light.ink).toBeLessThan(80);
    expect(grounds.dark.paper).toBeLessThan(50);
    expect(grounds.dark.ink).toBeGreaterThan(180);
  });
});

describe("without JavaScript", () => {
  it("reads as prose with the shipped run's numbers", async () => {
    const { page, close } = await openPage(browser, site.url, { javaScriptEnabled: false });
    expect((await page.locator("main").textContent())!.includes("1,000 points")).toBe(true);
    await close();
  });
});
