import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { launchChromium } from "../browsers.mjs";
import { serveBuild } from "../site.mjs";

/** The site, newly built and served, and a browser that looks at it. */
export interface Studio {
  readonly browser: Browser;
  /** Of the site; ends in a slash. */
  readonly url: string;
}

/** Builds the site, opens a browser, and does something with them. */
export async function inStudio(action: (studio: Studio) => Promise<void>): Promise<void> {
  const site = await serveBuild();
  const browser = await launchChromium();
  try {
    await action({ browser, url: site.url });
  } finally {
    await browser.close();
    await site.close();
  }
}

/** Of a browser for pictures: nothing sweeps by itself for a reader who prefers reduced motion. */
export const atRest = { reducedMotion: "reduce" } as const;

/**
 * Opens a page of the site and does something there.
 * @param path from the site's root
 * @throws Error if the page reports one
 */
export async function onPage<T>(
  { browser, url }: Studio,
  path: string,
  options: BrowserContextOptions,
  action: (page: Page) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext(options);
  try {
    const page = await context.newPage();
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") errors.push(message.text());
    });
    // The site's own fonts, however late they are.
    await page.route("**/*.css", async (route) => {
      const response = await route.fetch();
      const text = await response.text();
      const body = text.replace(/font-display:\s*optional/g, "font-display:block");
      await route.fulfill({ response, body });
    });
    await page.goto(new URL(path, url).href, { waitUntil: "load" });
    await page.evaluate(() => document.fonts.ready);
    const result = await action(page);
    if (errors.length > 0) throw new Error(`The page has errors:\n${errors.join("\n")}`);
    return result;
  } finally {
    await context.close();
  }
}
