import type { BrowserContextOptions, Locator, Page } from "playwright-core";
import { expect, it } from "vitest";
import { axeViolations } from "./axe";
import type { WatchedPage } from "./chromium";

interface OnTheWay {
  /** The titles of all notebooks, in the order of reading. */
  readonly titles: readonly string[];
  /** That of the page. */
  readonly title: string;
  url(): string;
  open(options?: BrowserContextOptions): Promise<WatchedPage>;
}

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;
/** Side of what a finger meets, in CSS pixels. */
const finger = 44;

const listOf = (page: Page): Locator => page.getByRole("navigation", { name: "Notebooks" });
const nextOf = (page: Page): Locator => page.getByRole("navigation", { name: /^Read / });

/** Presses Tab until an element has the focus. @returns how often */
async function tabTo(page: Page, target: Locator): Promise<number> {
  for (let presses = 1; presses < 20; ++presses) {
    await page.keyboard.press("Tab");
    if (await target.evaluate((element) => element === document.activeElement)) return presses;
  }
  throw new Error("It is not among the first things that Tab reaches.");
}

/** Whether an element, or what it draws over its item, shows that it has the focus. */
function showsFocus(link: Locator): Promise<boolean> {
  return link.evaluate((element) =>
    [getComputedStyle(element), getComputedStyle(element, "::after")].some(
      ({ outlineStyle, outlineWidth }) =>
        outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2,
    ),
  );
}

/** Tests the way from a notebook's page to the others: how the page begins, and how its argument ends. */
export function testWay({ titles, title, url, open }: OnTheWay): void {
  /** What it leads to at its end. */
  const after = titles.indexOf(title) + 1;
  const next = after < titles.length ? [titles[after]] : titles.filter((each) => each !== title);
  const other = titles.find((each) => each !== title)!;

  it("begins with the project's name and all notebooks in their order, its own marked", async () => {
    const { page, close } = await open();
    await expect.poll(() => page.locator(".masthead").textContent()).toMatch(/^\s*Lookup/);
    expect(await listOf(page).getByRole("link").allTextContents()).toEqual([...titles]);
    const current = listOf(page).locator("[aria-current=page]");
    expect(await current.allTextContents()).toEqual([title]);
    await close();
  });

  it("lets the keyboard go to another at once, and shows where it is", async () => {
    const { page, close } = await open();
    const link = listOf(page).getByRole("link", { name: other });
    expect(await tabTo(page, link)).toBeLessThanOrEqual(1 + titles.length);
    expect(await showsFocus(link)).toBe(true);
    await page.keyboard.press("Enter");
    await expect.poll(() => page.title()).toBe(other);
    await close();
  });

  it("opens the list on a phone by the keyboard, over the page, and closes it with Escape", async () => {
    const { page, close } = await open({ viewport: phone.viewport });
    const button = listOf(page).getByRole("button", { name: "Notebooks" });
    const link = listOf(page).getByRole("link", { name: other });
    const heading = page.locator("main h1");
    const before = await heading.boundingBox();
    expect(await tabTo(page, button)).toBe(2);
    await page.keyboard.press("Enter");
    await expect.poll(() => link.isVisible()).toBe(true);
    expect(await heading.boundingBox()).toEqual(before);
    expect(await axeViolations(page, ".masthead")).toEqual([]);
    await page.keyboard.press("Escape");
    await expect.poll(() => link.isVisible()).toBe(false);
    await page.keyboard.press("Enter");
    await tabTo(page, link);
    expect(await showsFocus(link)).toBe(true);
    await page.keyboard.press("Enter");
    await expect.poll(() => page.title()).toBe(other);
    await close();
  });

  it("is wide and high enough for a finger, without JavaScript as well", async () => {
    const { page, close } = await open({ ...phone, javaScriptEnabled: false });
    const button = listOf(page).getByRole("button");
    expect((await button.boundingBox())!.height).toBeGreaterThanOrEqual(finger);
    await button.tap();
    const others = listOf(page).getByRole("listitem").filter({ hasNotText: title });
    for (const item of await others.all()) {
      const led = await item.getByRole("link").textContent();
      const box = (await item.boundingBox())!;
      expect(box.height).toBeGreaterThanOrEqual(finger);
      // The middle of an item is its link's, whatever stands there.
      await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height - 2);
      await expect.poll(() => page.title()).toBe(led);
      await page.goto(url());
      await button.tap();
    }
    await close();
  });

  it("leads from the end of the argument to what to read next, with its picture", async () => {
    const { page, close, wrong } = await open();
    const link = nextOf(page).getByRole("link");
    expect(await link.allTextContents()).toEqual(next);
    const behind = page.locator(".read-next ~ .cell h2").first();
    expect(await behind.textContent()).toBe("References");
    const picture = nextOf(page).locator("img").first();
    await picture.scrollIntoViewIfNeeded();
    const width = (): Promise<number> =>
      picture.evaluate((image) => (image as HTMLImageElement).naturalWidth);
    await expect.poll(width).toBeGreaterThan(300);
    expect(wrong).toEqual([]);
    await link.first().click();
    await expect.poll(() => page.title()).toBe(next[0]);
    await close();
  });
}
