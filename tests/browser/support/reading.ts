import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Sources } from "../../../src/notebook/sources";
import { axeViolations } from "./axe";
import { serveBuiltSite } from "./built-site";
import { launchChromium, openPage, type WatchedPage } from "./chromium";
import { cell, openNotebook } from "./notebook";
import type { Site } from "./site";
import { testWay } from "./way";

/** A notebook as its reader meets it. */
export interface ReadNotebook {
  /** Its page, from the site's root. */
  readonly path: string;
  /** The slugs of the cells of its figures, one for each figure, in the order of the page. */
  readonly figures: readonly string[];
  /** How many values its prose shows, and how many formulas. */
  readonly slots: number;
  readonly formulas: number;
  /** Whether weights for the first paint are shipped with it. */
  readonly weights: boolean;
  /** The titles of all notebooks, in the order of reading, and its own. */
  readonly titles: readonly string[];
  readonly title: string;
}

/** What the site's sources say of a notebook, and `npm run prerender` of its figures. */
export function readNotebook(sources: Sources, name: string): ReadNotebook {
  const titleOf = (name: string): string => sources.read(sources.fileOf(name)).title;
  const { cells, title } = sources.read(sources.fileOf(name));
  const drawn = sources.prerendered(name)?.figures ?? {};
  const countIn = (html: string, tag: string): number => html.split(`<${tag}`).length - 1;
  const prose = cells.flatMap((cell) => (cell.mode === "ts" ? [] : [cell]));
  return {
    path: sources.pageOf(name),
    figures: cells.flatMap(({ slug }) => Array(countIn(drawn[slug] ?? "", "figure")).fill(slug)),
    slots: prose.reduce((sum, { slots }) => sum + slots.length, 0),
    formulas: prose.reduce((sum, { html }) => sum + countIn(html, "math"), 0),
    weights: existsSync(join(sources.root, "public/weights", name, "first-paint.safetensors")),
    titles: sources.inOrder().map(titleOf),
    title,
  };
}

interface Shift {
  readonly value: number;
  readonly what: string;
}

/** Runs in the page before all else: keeps each layout shift, and what shifted. */
function noteShifts(): void {
  const shifts: Shift[] = [];
  Object.assign(globalThis, { shifts });
  type Entry = PerformanceEntry & {
    readonly value: number;
    readonly hadRecentInput: boolean;
    readonly sources: readonly { readonly node: Element | null }[];
  };
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries() as Entry[]) {
      if (hadRecentInput) continue;
      const what = sources.map(({ node }) => {
        const element = node?.nodeType === Node.ELEMENT_NODE ? node : node?.parentElement;
        return `${node?.nodeName} in ${element?.closest(".cell")?.id ?? "no cell"}`;
      });
      shifts.push({ value, what: what.join(", ") });
    }
  }).observe({ type: "layout-shift", buffered: true });
}

async function expectNoShift(page: Page): Promise<void> {
  const shifts = await page.evaluate(() => (globalThis as unknown as { shifts: Shift[] }).shifts);
  const sum = shifts.reduce((sum, { value }) => sum + value, 0);
  expect(sum, JSON.stringify(shifts, null, 1)).toBeLessThanOrEqual(0.05);
}

/** Scrolls to the end by half windows, as a reader would, and lets each figure come alive. */
async function readToTheEnd(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = (): Promise<unknown> => new Promise(requestAnimationFrame);
    for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight / 2) {
      scrollTo({ top: y, behavior: "instant" });
      for (let frames = 0; frames < 6; ++frames) await frame();
    }
  });
}

/** Waits until all figures have drawn and said what to see. */
async function figuresDrawn(page: Page): Promise<void> {
  await expect
    .poll(
      () =>
        page.evaluate(
          () =>
            [...document.querySelectorAll("figure.figure")].filter(
              (figure) =>
                figure.closest("[data-prerendered]") !== null ||
                figure.querySelector(".figure-plot :is(svg, canvas, table)") === null ||
                !figure.querySelector("figcaption span")?.textContent,
            ).length,
        ),
      { message: "figures that are not drawn" },
    )
    .toBe(0);
}

/** What makes the page wider than the window. */
function sticksOut(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    document.documentElement.scrollWidth <= innerWidth
      ? []
      : [...document.querySelectorAll(".page *")]
          .filter((element) => element.getBoundingClientRect().right > innerWidth)
          .map((element) => `${element.closest(".cell")?.id}: ${element.outerHTML.slice(0, 80)}`)
          .slice(0, 5),
  );
}

/** Tests what holds for the page of every notebook: that it can be read, by anyone, on any screen. */
export function testReading({
  path,
  figures,
  slots: values,
  formulas,
  weights,
  ...way
}: ReadNotebook): void {
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
  const url = (): string => new URL(path, site.url).href;
  const open = (
    options: BrowserContextOptions = {},
    prepare?: (page: Page) => Promise<unknown>,
  ): Promise<WatchedPage> => openNotebook(browser, url(), options, prepare);

  describe("as it opens", () => {
    let opened: WatchedPage;
    let page: Page;
    beforeAll(async () => {
      opened = await open({}, (page) => page.addInitScript(noteShifts));
      page = opened.page;
    });
    afterAll(() => opened?.close());

    it("moves nothing as its figures come alive under a reader who scrolls", async () => {
      await readToTheEnd(page);
      await figuresDrawn(page);
      await expectNoShift(page);
    });

    it("has all its figures, each drawn, with a numbered caption that says what to see", async () => {
      await figuresDrawn(page);
      const captions = await page.evaluate(() =>
        [...document.querySelectorAll("figure.figure")].map((figure) => {
          const caption = figure.querySelector("figcaption")!;
          return {
            slug: figure.closest("[data-cell]")?.getAttribute("data-cell"),
            title: caption.querySelector("strong")?.textContent,
            text: caption.querySelector("span")?.textContent,
            // The number comes from a counter, which pages show and scripts do not see.
            numbered: [caption, ...caption.querySelectorAll("*")].some((element) =>
              getComputedStyle(element, "::before").content.includes("counter"),
            ),
          };
        }),
      );
      expect(captions.map(({ slug }) => slug)).toEqual([...figures]);
      for (const { slug, title, text, numbered } of captions) {
        expect(title, slug!).toMatch(/\w[.?]$/);
        expect(text, slug!).toMatch(/\w.*\.$/);
        expect(text, slug!).not.toMatch(/NaN|undefined|Infinity|\[object/);
        expect(numbered, slug!).toBe(true);
      }
    });

    it("fills every number of its prose", async () => {
      const slots = (): Promise<string[]> => page.locator("[data-slot]").allTextContents();
      await expect.poll(async () => (await slots()).length).toBe(values);
      const unfilled = async (): Promise<string[]> =>
        (await slots()).filter((text) => !/^\s*[^\s…]/.test(text));
      await expect.poll(unfilled).toEqual([]);
      for (const text of await slots()) expect(text).not.toMatch(/NaN|undefined|\[object/);
    });

    it("can be read as tables", async () => {
      for (const [i, slug] of figures.entries()) {
        const figure = page.locator("figure.figure").nth(i);
        // A figure may be a table itself.
        if ((await figure.locator(".figure-plot table").count()) > 0) continue;
        const details = figure.locator("details.figure-table");
        const open = (open: boolean): Promise<void> =>
          details.evaluate((element, open) => {
            (element as HTMLDetailsElement).open = open;
          }, open);
        await open(true);
        const table = details.getByRole("table");
        await expect
          .poll(() => table.locator("tbody tr").count(), { message: slug })
          .toBeGreaterThan(1);
        expect(await table.textContent(), slug).not.toMatch(/NaN|undefined/);
        await open(false);
      }
    });

    it("has asked no other origin, fetched no TensorFlow.js, and reported no error", () => {
      expect(opened.wrong).toEqual([]);
      const names = opened.requests.map((url) => new URL(url).pathname.split("/").at(-1));
      expect(names.includes("first-paint.safetensors")).toBe(weights);
      // Nothing that only training or scrubbing needs.
      const late = /engine|worker-[\w-]{8}\.js|tfjs|(models|history)\.safetensors|^(tf|d3)-/;
      expect(names.filter((name) => late.test(name!))).toEqual([]);
    });
  });

  describe("to any eye", () => {
    const looks: readonly (readonly [string, BrowserContextOptions])[] = [
      ["light", { colorScheme: "light" }],
      ["dark", { colorScheme: "dark" }],
      ["on a phone", { viewport: { width: 360, height: 740 } }],
      ["in forced colours", { forcedColors: "active" }],
    ];

    it.each(looks)("leaves axe-core nothing to complain about: %s", async (_, options) => {
      // A sweep that plays would change the page under the checks.
      const { page, close, wrong } = await open({
        ...options,
        reducedMotion: "reduce",
      });
      await figuresDrawn(page);
      expect(await axeViolations(page)).toEqual([]);
      expect(wrong).toEqual([]);
      await close();
    });

    it("fits the window without scrolling sideways, also as that becomes narrow", async () => {
      const { page, close } = await open({
        viewport: { width: 1920, height: 800 },
        reducedMotion: "reduce",
      });
      await figuresDrawn(page);
      for (const width of [1920, 768, 360]) {
        await page.setViewportSize({ width, height: 800 });
        // Figures out of sight follow when there is time.
        await expect.poll(() => sticksOut(page)).toEqual([]);
      }
      await close();
    });

    it("fits a phone's window from the start, and moves nothing there", async () => {
      const { page, close } = await open({ viewport: { width: 360, height: 740 } }, (page) =>
        page.addInitScript(noteShifts),
      );
      await readToTheEnd(page);
      await figuresDrawn(page);
      expect(await sticksOut(page)).toEqual([]);
      await expectNoShift(page);
      // Formulas stand below one another rather than being cut.
      const cut = await page
        .locator(".katex-display")
        .evaluateAll((all) => all.filter((each) => each.scrollWidth > each.clientWidth + 1).length);
      expect(cut).toBe(0);
      await close();
    });

    it("is one light column on paper, without what can be pressed", async () => {
      const { page, close } = await open({ colorScheme: "dark", reducedMotion: "reduce" });
      await figuresDrawn(page);
      await page.emulateMedia({ media: "print" });
      const [paper, ink, main] = await page.evaluate(() => {
        const { color } = getComputedStyle(document.querySelector("main p")!);
        const { width } = document.querySelector("main")!.getBoundingClientRect();
        const probe = document.createElement("p");
        probe.style.color = "var(--paper)";
        document.body.append(probe);
        return [getComputedStyle(probe).color, color, width] as const;
      });
      const light = (colour: string): boolean =>
        colour
          .match(/[\d.]+/g)!
          .slice(0, 3)
          .every((part) => Number(part) > 200);
      expect([light(paper), light(ink)]).toEqual([true, false]);
      expect(main).toBeGreaterThan(600);
      const pressed = page.locator("main :is(button, input, select, summary):visible");
      expect(await pressed.count()).toBe(0);
      await close();
    });
  });

  describe("on the way to the others", () =>
    testWay({ ...way, url, open: (options) => openPage(browser, url(), options) }));

  // Numbers and pictures stand in public/prerender/, from which the build takes them.
  describe("without JavaScript", () => {
    let opened: WatchedPage;
    beforeAll(async () => {
      opened = await openPage(browser, url(), { javaScriptEnabled: false });
    });
    afterAll(() => opened?.close());

    it("has all numbers of its prose, and formulas", async () => {
      const slots = await opened.page.locator("[data-slot]").allTextContents();
      expect(slots.filter((text) => text.trim() === "" || text === "…")).toEqual([]);
      expect(await opened.page.locator("math").count()).toBeGreaterThanOrEqual(formulas);
    });

    it("has a picture of every figure", async () => {
      for (const slug of new Set(figures)) {
        const pictures = cell(opened.page, slug).locator(".cell-output picture");
        expect(await pictures.count(), slug).toBe(figures.filter((each) => each === slug).length);
        for (const picture of await pictures.all()) {
          const box = await picture.locator("img").boundingBox();
          expect(box?.width ?? 0, slug).toBeGreaterThan(200);
          expect(box?.height ?? 0, slug).toBeGreaterThan(100);
        }
      }
      expect(opened.wrong).toEqual([]);
    });
  });
}
