import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";

/** Milliseconds that a recording may take on a busy machine. */
const patience = 300_000;

/** The figures of a notebook's page, in its order, by their cells: "loss", and "loss-2" for the second one of a cell. */
export function figureNames(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("[data-cell]")].flatMap((cell) =>
      [...cell.querySelectorAll(".figure")].map((_, i) =>
        i === 0 ? `${cell.dataset.cell}` : `${cell.dataset.cell}-${i + 1}`,
      ),
    ),
  );
}

/** As what a figure can be saved: "Save as SVG" and the like. @param index among those of the page */
export async function waysToTake(page: Page, index: number): Promise<string[]> {
  const figure = page.locator(".figure").nth(index);
  await figure.locator(".menu-button").click();
  const items = await figure.getByRole("menuitem").allTextContents();
  await page.keyboard.press("Escape");
  return items;
}

/** What an item of a figure's menu saves. @param index among those of the page */
export async function takeFigure(page: Page, index: number, item: string): Promise<Buffer> {
  const figure = page.locator(".figure").nth(index);
  await figure.locator(".menu-button").click();
  const [download] = await Promise.all([
    page.waitForEvent("download", { timeout: patience }),
    figure.getByRole("menuitem", { name: item, exact: true }).click(),
  ]);
  return readFile(await download.path());
}
