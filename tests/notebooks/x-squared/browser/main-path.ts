import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBrowsers } from "../../../../scripts/browsers.mjs";
import { serveBuiltSite } from "../../../browser/support/built-site";
import type { Site } from "../../../browser/support/site";
import { expectToAddUp, type Readouts, readReadouts } from "./notebook";

/** What the main path needs of a browser, whatever drives it. */
export interface DrivenPage {
  open(url: string): Promise<void>;
  /** Runs a function in the page and gives what it returns. */
  evaluate<T>(run: () => T): Promise<T>;
  evaluate<T, A>(run: (argument: A) => T, argument: A): Promise<T>;
  /** Presses a key where the focus is. */
  press(key: "Home" | "ArrowRight"): Promise<void>;
  /** What went wrong on the page so far. */
  wrong(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/**
 * Tests the main path of the notebook in another browser: open, read, move the query, train.
 * They are skipped where the machine lacks the browser, but not in CI.
 * @param engine what the page must say of the engine that trains there
 */
export function testMainPath(
  name: "firefox" | "webkit",
  launch: () => Promise<DrivenPage>,
  engine: RegExp,
): void {
  const missing = findBrowsers()[name] === undefined && process.env.CI === undefined;
  if (missing) console.log(`SKIPPED: there is no ${name} on this machine (npm run browsers)`);

  describe.skipIf(missing)(`the notebook in ${name}`, () => {
    let site: Site;
    let page: DrivenPage;

    beforeAll(async () => {
      site = await serveBuiltSite();
      page = await launch();
      await page.open(`${site.url}?width=4&epochs=0,30`);
    });
    afterAll(async () => {
      await page?.close();
      await site?.close();
    });

    const readouts = (): Promise<Readouts> => page.evaluate(readReadouts);
    const textOf = (selector: string): Promise<string> =>
      page.evaluate((selector) => {
        // As in `bringUpToDate`.
        dispatchEvent(new Event("beforeprint"));
        return document.querySelector(selector)?.textContent ?? "";
      }, selector);

    it("is alive from the shipped weights", async () => {
      // The build has drawn some numbers; these are the page's own.
      const own = '[data-cell="readouts"] .cell-output:not([data-prerendered]) data[value]';
      await expect.poll(() => textOf(own)).not.toBe("");
      const shown = await readouts();
      expectToAddUp(shown);
      expect(Math.abs(shown.prediction.value - 25)).toBeLessThan(2);
    });

    it("draws all figures", async () => {
      await expect
        .poll(
          () =>
            page.evaluate(
              () =>
                [...document.querySelectorAll("figure.figure")].filter(
                  (figure) =>
                    figure.closest("[data-prerendered]") === null &&
                    figure.querySelector(".figure-plot :is(svg, canvas)") !== null &&
                    figure.querySelector("figcaption span")?.textContent,
                ).length,
            ),
          { timeout: 30_000 },
        )
        .toBe(11);
    });

    it("moves the query by keys", async () => {
      await page.evaluate(() =>
        document.querySelector<HTMLElement>('[data-cell="decomposition"] .figure-plot')?.focus(),
      );
      await page.press("Home");
      await expect.poll(async () => (await readouts()).prediction.value).toBeGreaterThan(80);
      const home = await readouts();
      expectToAddUp(home);
      await page.press("ArrowRight");
      await expect
        .poll(async () => (await readouts()).prediction.value)
        .toBeLessThan(home.prediction.value);
      expectToAddUp(await readouts());
      await expect.poll(() => page.evaluate(() => location.search)).toContain("x=-9.9");
    });

    it("trains, and says on what", async () => {
      await page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('[data-cell="training"] button')]
          .find((button) => button.textContent === "Train")
          ?.click(),
      );
      await expect
        .poll(() => textOf('[data-cell="training"] .cell-output'), { timeout: 50_000 })
        .toMatch(/^Train(?!ing).*30 \/ 30 epochs/);
      await expect.poll(() => textOf('[data-cell="training"] .cell-output')).toMatch(engine);
      await expect.poll(() => textOf('[data-cell="readouts"]')).toContain("of 4 neurons active");
      expectToAddUp(await readouts());
    });

    it("has reported no error", async () => {
      expect(await page.wrong()).toEqual([]);
    });
  });
}
