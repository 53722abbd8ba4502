import type { Browser, BrowserContextOptions, Page } from "playwright-core";

export { launchChromium } from "../../../scripts/browsers.mjs";

/** A page that remembers what should not happen on it. */
export interface WatchedPage {
  readonly page: Page;
  /** Console errors, uncaught errors, and requests to other origins. */
  readonly wrong: string[];
  /** Paths of all requests, in order. */
  readonly requests: string[];
  close(): Promise<void>;
}

/** @param prepare what to do with the empty page, before it goes to the address */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
  prepare: (page: Page) => Promise<unknown> = async () => {},
): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const wrong: string[] = [];
  const requests: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") wrong.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => wrong.push(`error: ${error.message}`));
  page.on("request", (request) => {
    requests.push(request.url());
    if (/^https?:/.test(request.url()) && new URL(request.url()).origin !== new URL(url).origin) {
      wrong.push(`elsewhere: ${request.url()}`);
    }
  });
  await prepare(page);
  await page.goto(url, { waitUntil: "load" });
  return { page, wrong, requests, close: () => context.close() };
}
