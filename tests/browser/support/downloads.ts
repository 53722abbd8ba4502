import { readFile } from "node:fs/promises";
import type { Download, Page } from "playwright-core";
import { cell } from "./notebook";

/** A file that the page has handed out. */
export interface SavedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Milliseconds that a recording may take on a busy machine. */
const patience = 110_000;

/** The file that something on the page hands out. */
export async function saved(page: Page, action: () => Promise<unknown>): Promise<SavedFile> {
  const [download] = await Promise.all([
    page.waitForEvent("download", { timeout: patience }),
    action(),
  ]);
  return { name: download.suggestedFilename(), bytes: await contentOf(download) };
}

/** Takes something away with the menu of a cell's figure. */
export async function takeAway(page: Page, slug: string, item: string): Promise<SavedFile> {
  return saved(page, () => chooseItem(page, slug, item));
}

/** Chooses an item of the menu of a cell's figure. */
export async function chooseItem(page: Page, slug: string, item: string): Promise<void> {
  const figure = cell(page, slug);
  await figure.locator(".menu-button").click();
  await figure.getByRole("menuitem", { name: item, exact: true }).click();
}

async function contentOf(download: Download): Promise<Buffer> {
  return readFile(await download.path());
}
