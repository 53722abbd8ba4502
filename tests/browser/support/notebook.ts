import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { expect } from "vitest";
import { openPage, type WatchedPage } from "./chromium";

/** Opens a notebook's page and waits until that itself shows all that the build may have drawn of it. */
export async function openNotebook(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
  prepare?: (page: Page) => Promise<unknown>,
): Promise<WatchedPage> {
  const opened = await openPage(browser, url, options, prepare);
  await opened.page.waitForFunction(() => document.querySelector("[data-prerendered]") === null);
  return opened;
}

/** The part of the page that a cell is. */
export function cell(page: Page, slug: string) {
  return page.locator(`[data-cell="${slug}"]`);
}

/** What a cell says, wherever it is. */
export async function cellText(page: Page, slug: string): Promise<string> {
  await bringUpToDate(page);
  return (await cell(page, slug).textContent()) ?? "";
}

/** The slugs of the cells of all figures, one for each figure, in the order of the page. */
export function figureSlugs(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("figure.figure")].map(
      (figure) => figure.closest<HTMLElement>("[data-cell]")?.dataset.cell ?? "",
    ),
  );
}

/** The one tab stop of a cell's figure. */
export function plot(page: Page, slug: string) {
  return cell(page, slug).locator(".figure-plot");
}

/** A parameter in the address of the page; null where it has its own value. */
export function parameter(page: Page, name: string): string | null {
  return new URL(page.url()).searchParams.get(name);
}

/** Waits until the address says so; it follows the reader with a little delay. */
export async function addressSays(page: Page, name: string, value: string | null): Promise<void> {
  await expect
    .poll(() => parameter(page, name), { message: `${name}= in the address` })
    .toBe(value);
  await settled(page);
}

/** Waits until the page has taken in what was done to it: it computes with the next frame. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let frames = 0; frames < 3; ++frames) await new Promise(requestAnimationFrame);
  });
  await bringUpToDate(page);
}

/** Has the page show what it shows out of sight as well, where that otherwise waits for the reader: as for the printer. */
export async function bringUpToDate(page: Page): Promise<void> {
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
}

/** What a figure says, each of its texts on a line of its own. */
export function figureText(page: Page, slug: string): Promise<string> {
  return cell(page, slug)
    .locator("figure")
    .evaluate((figure) =>
      [...figure.querySelectorAll("svg text, p, figcaption, output")]
        .map((element) => element.textContent)
        .join("\n"),
    );
}

/** The number that a readout shows. */
export function shownNumber(text: string): number {
  return Number(text.replace("−", "-").replaceAll(",", "").replace("+", ""));
}

/** The texts of the notices over the page. */
export function notices(page: Page): Promise<string[]> {
  return page.locator(".notice > p").allTextContents();
}
