import type { BrowserContextOptions, Page } from "playwright-core";
import { isShown } from "../../src/notebook/compile/closure";
import type { Sources } from "../../src/notebook/sources";
import { onPage, type Studio } from "./studio";

/** A notebook's page at its default state. */
export interface NotebookPage {
  readonly studio: Studio;
  /** The notebook's. */
  readonly name: string;
  /** From the site's root. */
  readonly path: string;
  /** Slugs of the cells that have an output. */
  readonly shown: readonly string[];
}

export function notebookPages(studio: Studio, sources: Sources): NotebookPage[] {
  return sources.names().map((name) => {
    const { cells } = sources.read(sources.fileOf(name));
    const shown = cells.filter((cell) => cell.mode === "ts" && isShown(cell));
    return { studio, name, path: sources.pageOf(name), shown: shown.map(({ slug }) => slug) };
  });
}

/** Opens a notebook's page and does something there once all of it is drawn. */
export function onNotebook<T>(
  { studio, path, shown }: NotebookPage,
  options: BrowserContextOptions,
  action: (page: Page) => Promise<T>,
): Promise<T> {
  return onPage(studio, path, options, async (page) => {
    await page.waitForFunction(isDrawn, shown);
    // What has changed out of sight since it was first drawn.
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    await page.waitForFunction(isDrawn, shown);
    return action(page);
  });
}

/** In the page: whether every output, every slot and every figure shows something, and each figure can say what. */
function isDrawn(shown: readonly string[]): boolean {
  const all = (selector: string): Element[] => [...document.querySelectorAll(selector)];
  return (
    document.querySelector("[data-prerendered]") === null &&
    shown.every((slug) => all(`#cell-${slug} > .cell-output > *`).length > 0) &&
    all(".figure-plot").every((plot) => plot.firstChild !== null) &&
    all("[data-slot], figcaption span, .figure > p[aria-live]").every(
      (each) => !/^…?$/.test(each.textContent ?? ""),
    )
  );
}
