import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, Page } from "playwright-core";

/** The built site in Chromium, to be measured. */
export interface Bench {
  readonly browser: Browser;
  /** Of the site; ends in a slash. */
  readonly url: string;
}

/** Opens the site's first page and waits until it is alive and at rest. */
export async function openSite({ browser, url }: Bench, search = ""): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  page.on("pageerror", (error) => console.error(`The page has an error: ${error.message}`));
  await page.goto(`${url}${search}`, { waitUntil: "load" });
  await page.waitForFunction(
    () =>
      document.querySelector("[data-prerendered]") === null &&
      [...document.querySelectorAll(".figure-plot")].every((plot) => plot.firstChild),
  );
  // A smooth scroll would still be under way.
  await page.addStyleTag({ content: "html { scroll-behavior: auto !important; }" });
  await sleep(1500);
  return page;
}
