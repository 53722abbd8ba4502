import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { expect } from "vitest";
import { openPage, type WatchedPage } from "../../../browser/support/chromium";
import { figureText, plot, shownNumber } from "../../../browser/support/notebook";

/** A named number of the page: exact, and as it is shown. */
export interface Readout {
  readonly value: number;
  readonly text: string;
}

export type ReadoutName =
  | "prediction"
  | "contribution-sum"
  | "remainder"
  | "baseline"
  | "integrated-sum"
  | "active-neurons"
  | "predicted-change"
  | "actual-change";

export type Readouts = Readonly<Record<ReadoutName, Readout>>;

/** The slugs of the cells whose figures show the query and let the reader move it. */
export const queryFigures = [
  "target",
  "architecture",
  "histogram",
  "keys",
  "activations",
  "decomposition",
  "lookup-trace",
  "ablation",
] as const;

/** The slugs of the cells that hold the eleven numbered figures, in the order of the page. */
export const figures = [
  "target",
  "architecture",
  "loss",
  "convergence",
  "histogram",
  "keys",
  "activations",
  "decomposition",
  "lookup-trace",
  "ablation",
  "engine-race",
] as const;

/** Runs in the page: all readouts by name. */
export function readReadouts(): Readouts {
  // As in `bringUpToDate`.
  dispatchEvent(new Event("beforeprint"));
  const entries = [...document.querySelectorAll("output")]
    .filter((output) => output.name !== "")
    .map((output) => {
      const data = output.querySelector("data");
      return [output.name, { value: Number(data?.value), text: data?.textContent ?? "" }];
    });
  return Object.fromEntries(entries);
}

/** Opens the notebook and waits until it is alive: until its readouts have numbers. */
export async function openNotebook(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
  prepare?: (page: Page) => Promise<unknown>,
): Promise<WatchedPage> {
  const opened = await openPage(browser, url, options, prepare);
  await alive(opened.page);
  return opened;
}

/** Waits for numbers that the page has computed itself, where the build may have drawn some. */
export async function alive(page: Page): Promise<void> {
  const output = '[data-cell="readouts"] .cell-output:not([data-prerendered])';
  await page.waitForSelector(`${output} output[name="prediction"] data[value]`, {
    state: "attached",
  });
}

export function readouts(page: Page): Promise<Readouts> {
  return page.evaluate(readReadouts);
}

/** Checks that a figure says the query, in its caption or beside its mark, once it is in view. */
export async function figureSaysQuery(page: Page, slug: string, x: number): Promise<void> {
  await plot(page, slug).scrollIntoViewIfNeeded();
  const number = x.toFixed(2).replace("-", "−").replace(".", "\\.");
  await expect
    .poll(() => figureText(page, slug), { message: `x in ${slug}` })
    .toMatch(new RegExp(`x\\*? ?=? ?${number}\\b`));
}

/** Both ways to take a prediction apart, exactly and as shown. */
export function expectToAddUp(of: Readouts): void {
  const { prediction, remainder, baseline } = of;
  const sums = [
    [of["contribution-sum"], remainder],
    [baseline, of["integrated-sum"]],
  ] as const;
  for (const [first, second] of sums) {
    for (const each of [prediction, first, second]) expect(each.value).not.toBeNaN();
    expect(Math.abs(prediction.value - first.value - second.value)).toBeLessThanOrEqual(1e-6);
    // As shown, to the last digit: a half of it is room for the sum in binary.
    const decimals = prediction.text.split(".")[1]?.length ?? 0;
    const shown = shownNumber(first.text) + shownNumber(second.text);
    expect(Math.abs(shownNumber(prediction.text) - shown)).toBeLessThan(0.5 * 10 ** -decimals);
    for (const each of [prediction, first, second])
      expect(Math.abs(shownNumber(each.text) - each.value)).toBeLessThan(10 ** -decimals);
  }
}
