import axe from "axe-core";
import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { findBrowsers } from "../../scripts/browsers.mjs";
import { serveBlog, strictPolicy } from "./support/blog";
import { builtFolder, serveBuiltSite } from "./support/built-site";
import { launchChromium, openPage, type WatchedPage } from "./support/chromium";
import { chooseItem } from "./support/downloads";
import { cellLives, type EmbeddedElement, parameterOf, textIn } from "./support/embeds";
import { launchFirefox } from "./support/firefox";
import { cell, openNotebook, parameter, plot } from "./support/notebook";
import { type Site, serveSite } from "./support/site";

let site: Site;
let browser: Browser;

beforeAll(async () => {
  site = await serveBuiltSite();
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

const address = "?x=7.3&neuron=3";
const quiet: BrowserContextOptions = {
  reducedMotion: "reduce",
  permissions: ["clipboard-read", "clipboard-write"],
};

/** Of a page, or of a frame. */
type Within = Pick<Page, "locator">;
const dialogIn = (within: Within): Locator => within.locator(".embed-dialog .dialog");
const previewIn = (within: Within): Locator => dialogIn(within).locator("lookup-cell");
const snippetIn = (within: Within): Promise<string> =>
  dialogIn(within).getByRole("textbox", { name: "Paste this into your page" }).inputValue();
const statusIn = (within: Within): Locator =>
  dialogIn(within).locator(".dialog-copy [role=status]");
const box = (within: Within, name: string): Locator =>
  dialogIn(within).getByRole("checkbox", { name });
const form = (within: Within, name: "Tag" | "Iframe"): Locator =>
  dialogIn(within).getByRole("radio", { name });

function previewedValue(page: Page, name: string): Promise<unknown> {
  return previewIn(page).evaluate(
    (element, name) => (element as EmbeddedElement).value(name),
    name,
  );
}

/** Brings the preview into view, which is below all else in a narrow window, and waits until its cell is drawn. */
async function previewLives(within: Within): Promise<void> {
  await previewIn(within).scrollIntoViewIfNeeded();
  await expect
    .poll(() => previewIn(within).locator(".figure-plot svg").count(), { message: "a preview" })
    .toBeGreaterThan(0);
  await expect.poll(() => previewIn(within).locator("slot").count()).toBe(0);
}

/** Opens the dialog with the menu of a figure. */
async function openDialog(page: Page, slug: string): Promise<void> {
  await chooseItem(page, slug, "Embed");
  await dialogIn(page).waitFor();
}

async function copied(page: Page): Promise<string> {
  await dialogIn(page).getByRole("button", { name: "Copy" }).click();
  await expect.poll(() => statusIn(page).textContent()).toBe("Copied");
  return page.evaluate(() => navigator.clipboard.readText());
}

/** What has the focus, through all shadow roots. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return `${element?.localName}.${element?.className}`;
  });
}

/** Pastes into a post of another's blog under its strict policy, and visits that. */
async function pasted(snippet: string, test: (page: Page) => Promise<void>): Promise<void> {
  const blog = await serveBlog({ body: snippet, policy: strictPolicy(site.url) });
  const context = await browser.newContext({ reducedMotion: "reduce" });
  const page = await context.newPage();
  try {
    await page.goto(blog.url);
    await test(page);
    expect(await violations(page)).toEqual([]);
  } finally {
    await context.close();
    await blog.close();
  }
}

function violations(page: Page): Promise<unknown> {
  return page.evaluate(() => (window as unknown as { violations: unknown }).violations);
}

describe("the dialog of a figure on the page", () => {
  let opened: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    opened = await openNotebook(browser, `${site.url}${address}`, quiet);
    page = opened.page;
  });
  afterAll(() => opened?.close());
  afterEach(async () => {
    expect(opened.wrong.splice(0)).toEqual([]);
    if ((await dialogIn(page).count()) > 0) await page.keyboard.press("Escape");
    await expect.poll(() => dialogIn(page).count()).toBe(0);
  });

  it("is fetched when it is opened, by keyboard, and keeps the focus until Escape gives it back", async () => {
    const names = (): string[] => opened.requests.map((url) => url.split("/").at(-1) ?? "");
    expect(names().filter((name) => /^(embed|dialog)/.test(name))).toEqual([]);
    await cell(page, "keys").locator(".menu-button").focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await dialogIn(page).waitFor();
    await expect
      .poll(async () => names().filter((name) => /^(embed|dialog)/.test(name)))
      .toHaveLength(2);
    await expect.poll(() => dialogIn(page).getAttribute("aria-labelledby")).not.toBeNull();
    await expect.poll(() => dialogIn(page).getByRole("heading").textContent()).toBe("Embed keys");
    await expect
      .poll(() => form(page, "Tag").evaluate((radio) => radio.matches(":focus")))
      .toBe(true);
    await previewLives(page);

    // Round and round: nothing of the page behind it has the focus.
    const reached = new Set<string>();
    for (let tabs = 0; tabs < 20; ++tabs) {
      await page.keyboard.press("Tab");
      reached.add(await page.evaluate(() => document.activeElement?.className ?? ""));
    }
    reached.delete(""); // the body: the browser's own bar
    expect([...reached]).toEqual(["embed-dialog"]);

    await page.keyboard.press("Escape");
    await expect.poll(() => dialogIn(page).count()).toBe(0);
    const button = cell(page, "keys").locator(".menu-button");
    await expect
      .poll(() => button.evaluate((element) => element === document.activeElement))
      .toBe(true);
  });

  it("shows the living cell as the page stands, and follows what is chosen", async () => {
    await openDialog(page, "keys");
    await previewLives(page);
    await expect.poll(() => previewedValue(page, "x")).toBe(7.3);
    await expect.poll(() => previewedValue(page, "neuron")).toBe(3);
    await expect
      .poll(() => previewIn(page).locator("figcaption").textContent())
      .toMatch(/At x\s=\s7\.30/);

    await box(page, "x = 7.3").uncheck();
    await expect.poll(() => previewedValue(page, "x")).toBe(5);
    await expect.poll(() => snippetIn(page)).toContain('cell="keys" neuron="3">');
    await box(page, "x = 7.3").check();
    await expect.poll(() => previewedValue(page, "x")).toBe(7.3);

    const code = previewIn(page).locator(".cell-code");
    const menu = previewIn(page).locator(".menu");
    await expect
      .poll(async () => [await code.isVisible(), await menu.isVisible()])
      .toEqual([false, true]);
    await box(page, "Code, folded").check();
    await box(page, "Menu").uncheck();
    await box(page, "Controls").uncheck();
    await expect.poll(() => code.isVisible()).toBe(true);
    await expect.poll(() => menu.isVisible()).toBe(false);
    await expect.poll(() => snippetIn(page)).toContain(' code controls="none" menu="none">');
    await dialogIn(page).getByRole("textbox", { name: "Scope" }).fill('a"b');
    await page.keyboard.press("Tab");
    await expect.poll(() => snippetIn(page)).toContain(' scope="a&quot;b"');
  });

  it("carries a default where the reader wants it", async () => {
    await openDialog(page, "keys");
    expect(await snippetIn(page)).not.toContain("seed");
    await dialogIn(page).getByText("At their defaults").click();
    await box(page, "seed = 7").check();
    await expect.poll(() => snippetIn(page)).toContain(' seed="7"');
  });

  it("has a figure that can be moved, apart from the page's, and whose menu opens no dialog over it", async () => {
    await openDialog(page, "keys");
    await previewLives(page);
    await previewIn(page).locator(".figure-plot").focus();
    await page.keyboard.press("Home");
    await expect.poll(() => previewedValue(page, "x")).toBe(-10);
    expect(parameter(page, "x")).toBe("7.3");
    await previewIn(page).locator(".menu-button").click();
    const items = previewIn(page).getByRole("menuitem");
    await expect.poll(() => items.allTextContents()).toContain("Copy link");
    expect(await items.allTextContents()).not.toContain("Embed");
    // The first Escape is the menu's.
    await page.keyboard.press("Escape");
    expect(await dialogIn(page).isVisible()).toBe(true);
  });

  it("copies a tag that shows the figure in another's post, with what it carries", async () => {
    await openDialog(page, "keys");
    const snippet = await copied(page);
    expect(snippet).toBe(await snippetIn(page));
    await pasted(snippet.replace("<lookup-cell", '<lookup-cell id="pasted"'), async (post) => {
      const fallback = post.locator("#pasted a");
      expect(await fallback.getAttribute("href")).toBe(`${site.url}${address}#cell-keys`);
      const picture = fallback.locator("img");
      await expect
        .poll(() => picture.evaluate((img) => (img as HTMLImageElement).naturalWidth))
        .toBeGreaterThan(300);
      await cellLives(post, "pasted");
      await expect.poll(() => parameterOf(post, "pasted")).toBe(7.3);
      await expect.poll(() => parameterOf(post, "pasted", "neuron")).toBe(3);
      await expect.poll(() => textIn(post, "pasted")).toContain("x = 7.30");
    });
  });

  it("shows and copies a frame that does so as well, and leaves no step in the history", async () => {
    await openDialog(page, "keys");
    const before = await page.evaluate(() => history.length);
    await form(page, "Iframe").check();
    const frame = dialogIn(page).frameLocator("iframe");
    await expect.poll(() => frame.locator("figcaption").textContent()).toMatch(/At x\s=\s7\.30/);
    const heightOf = async (): Promise<number> =>
      (await dialogIn(page).locator("iframe").boundingBox())!.height;
    const bodyHeight = (): Promise<number> =>
      frame.locator("body").evaluate((body) => body.getBoundingClientRect().height);
    await expect.poll(async () => (await heightOf()) - (await bodyHeight())).toBeLessThan(1);
    await box(page, "Code, folded").check();
    await frame.locator(".cell-code").waitFor();
    expect(await page.evaluate(() => history.length)).toBe(before);
    expect(await dialogIn(page).getByRole("textbox", { name: "Scope" }).isVisible()).toBe(false);

    const snippet = await copied(page);
    expect(snippet).toMatch(/^<iframe [^>]* sandbox="allow-scripts allow-downloads allow-popups"/);
    await pasted(snippet, async (post) => {
      const shown = post.frameLocator("iframe");
      await expect.poll(() => shown.locator("figcaption").textContent()).toMatch(/At x\s=\s7\.30/);
      await expect.poll(() => shown.locator(".cell-code").isVisible()).toBe(true);
      await expect.poll(() => shown.locator(".menu-button").isVisible()).toBe(true);
    });
  });

  it("selects the snippet where the clipboard is closed, and says so", async () => {
    await openDialog(page, "keys");
    await page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new Error("closed"));
    });
    await dialogIn(page).getByRole("button", { name: "Copy" }).click();
    await expect.poll(() => statusIn(page).textContent()).toContain("The snippet is selected");
    const selected = dialogIn(page)
      .locator("textarea")
      .evaluate((field) => {
        const { value, selectionStart, selectionEnd } = field as HTMLTextAreaElement;
        return value.slice(selectionStart, selectionEnd);
      });
    expect(await selected).toBe(await snippetIn(page));
    await expect.poll(() => focused(page)).toMatch(/^textarea/);
  });

  it("is closed by its button and by a click beside it, not by a selection that ends there", async () => {
    await openDialog(page, "keys");
    const field = (await dialogIn(page).locator("textarea").boundingBox())!;
    await page.mouse.move(field.x + 50, field.y + 20);
    await page.mouse.down();
    await page.mouse.move(20, field.y + 40, { steps: 4 });
    await page.mouse.up();
    expect(await dialogIn(page).isVisible()).toBe(true);
    await page.mouse.click(20, 300);
    await expect.poll(() => dialogIn(page).count()).toBe(0);
    await openDialog(page, "keys");
    await dialogIn(page).getByRole("button", { name: "Close" }).click();
    await expect.poll(() => dialogIn(page).count()).toBe(0);
  });
});

describe("the dialog’s look", () => {
  const looks: readonly (readonly [string, BrowserContextOptions])[] = [
    ["light", { colorScheme: "light" }],
    ["dark", { colorScheme: "dark" }],
    ["on a phone", { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }],
  ];

  it.each(looks)("leaves axe-core nothing to complain about: %s", async (_, options) => {
    const { page, close, wrong } = await openNotebook(browser, `${site.url}${address}`, {
      ...quiet,
      ...options,
    });
    await plot(page, "lookup-trace").scrollIntoViewIfNeeded();
    await openDialog(page, "lookup-trace");
    await previewLives(page);
    await dialogIn(page).getByText("At their defaults").click();
    await page.evaluate(axe.source);
    const complaints = (): Promise<string[]> =>
      page.evaluate(async () => {
        const { axe } = globalThis as unknown as { axe: typeof import("axe-core") };
        const { violations } = await axe.run(document.querySelector(".embed-dialog")!, {
          runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
          resultTypes: ["violations"],
          iframes: false,
        });
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`);
      });
    expect(await complaints()).toEqual([]);
    await form(page, "Iframe").check();
    await dialogIn(page).locator("iframe").waitFor();
    expect(await complaints()).toEqual([]);

    const room = () =>
      dialogIn(page).evaluate((dialog) => {
        const { left, right, top, bottom } = dialog.getBoundingClientRect();
        return {
          inside: left >= 0 && right <= innerWidth && top >= 0 && bottom <= innerHeight,
          over: dialog.scrollWidth - dialog.clientWidth,
        };
      });
    await expect.poll(room).toEqual({ inside: true, over: 0 });
    expect(wrong).toEqual([]);
    await close();
  });
});

it("a dialog needs no inline style, script or evaluation of the page", async () => {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    // Of formulas, which the build has drawn.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "frame-src 'self'",
  ].join("; ");
  const strict = await serveSite(builtFolder, { "content-security-policy": policy });
  const { page, close } = await openPage(browser, `${strict.url}${address}`, quiet, (page) =>
    page.addInitScript(() => {
      const noted: string[] = [];
      Object.assign(window, { violations: noted });
      document.addEventListener("securitypolicyviolation", (event) =>
        noted.push(`${event.effectiveDirective} ${event.blockedURI}`),
      );
    }),
  );
  await openDialog(page, "keys");
  await previewLives(page);
  await box(page, "Code, folded").check();
  await form(page, "Iframe").check();
  await dialogIn(page).frameLocator("iframe").locator(".figure-plot svg").first().waitFor();
  await copied(page);
  // The page's own line for where its script does not run: a policy may forbid it.
  expect(await violations(page)).toEqual(["script-src-elem inline"]);
  await close();
  await strict.close();
});

describe("the dialog of a figure in another’s post", () => {
  const tag = (): string => `<script type="module" src="${site.url}embed.js"></script>
<lookup-cell id="keys" notebook="x-squared" cell="keys" x="-4" scope="a"></lookup-cell>`;

  /** Opens the dialog of the element with the id "keys". */
  async function openInPost(page: Page): Promise<void> {
    await cellLives(page, "keys");
    await page.locator("#keys .menu-button").click();
    await page.locator("#keys").getByRole("menuitem", { name: "Embed" }).click();
    await dialogIn(page).waitFor();
  }

  it("opens under the post’s policy, untouched by its styles, and gives the focus back", async () => {
    await pasted(tag(), async (page) => {
      await openInPost(page);
      await previewLives(page);
      await expect.poll(() => previewedValue(page, "x")).toBe(-4);
      await expect.poll(() => snippetIn(page)).toContain(`src="${site.url}embed.js"`);
      await expect
        .poll(() => snippetIn(page))
        .toContain('<lookup-cell notebook="x-squared" cell="keys" x="-4">');
      const copy = dialogIn(page).getByRole("button", { name: "Copy" });
      await expect
        .poll(() => copy.evaluate((button) => getComputedStyle(button).fontSize))
        .toBe("13px");

      // It has a state of its own, though the post's tag shares one.
      await previewIn(page).locator(".figure-plot").focus();
      await page.keyboard.press("End");
      await expect.poll(() => previewedValue(page, "x")).toBe(10);
      expect(await parameterOf(page, "keys")).toBe(-4);

      await page.keyboard.press("Escape");
      await expect.poll(() => dialogIn(page).count()).toBe(0);
      await expect.poll(() => focused(page)).toBe("button.menu-button");
    });
  });

  it("says where the post’s policy forbids the preview of a frame, and gives its snippet", async () => {
    const policy = strictPolicy(site.url).replace(/frame-src [^;]*/, "frame-src 'none'");
    const blog = await serveBlog({ body: tag(), policy });
    const page = await browser.newPage();
    await page.goto(blog.url);
    await openInPost(page);
    await form(page, "Iframe").check();
    await expect
      .poll(() => dialogIn(page).getByRole("region", { name: "Preview" }).textContent())
      .toContain("policy forbids");
    await expect.poll(() => snippetIn(page)).toMatch(/^<iframe /);
    await form(page, "Tag").check();
    await previewLives(page);
    await page.close();
    await blog.close();
  });

  it("opens in a frame that is sandboxed, which may not write to the clipboard", async () => {
    const frame = `<iframe sandbox="allow-scripts allow-downloads allow-popups" src="${site.url}embed.html?notebook=x-squared&amp;cell=keys&amp;x=-4&amp;downloads"></iframe>`;
    await pasted(frame, async (page) => {
      await page.locator("iframe").evaluate((element) => element.setAttribute("height", "700"));
      const within = page.frameLocator("iframe");
      await within.locator(".menu-button").click();
      await within.getByRole("menuitem", { name: "Embed" }).click();
      await previewLives(within);
      await dialogIn(within).getByRole("button", { name: "Copy" }).click();
      await expect.poll(() => statusIn(within).textContent()).toContain("The snippet is selected");
      await expect.poll(() => snippetIn(within)).toContain(' cell="keys" x="-4">');
    });
  });
});

const noFirefox = findBrowsers().firefox === undefined && process.env.CI === undefined;
if (noFirefox) console.log("SKIPPED: there is no firefox on this machine (npm run browsers)");

it.skipIf(noFirefox)(
  "a dialog opens in Firefox, shows the cell, and gives the focus back",
  async () => {
    const firefox = await launchFirefox();
    const page = await firefox.newPage();
    const wrong: string[] = [];
    page.on("pageerror", (error) => wrong.push(String(error)));
    await page.goto(`${site.url}${address}`);
    const button = '[data-cell="keys"] .cell-output:not([data-prerendered]) .menu-button';
    await page.waitForSelector(button);
    await page.focus(button);
    for (const key of ["Enter", "ArrowDown", "Enter"] as const) await page.keyboard.press(key);
    const shown = (): Promise<unknown> =>
      page.evaluate(() => {
        const preview = document
          .querySelector(".embed-dialog")
          ?.shadowRoot?.querySelector<EmbeddedElement>("lookup-cell");
        return preview?.shadowRoot?.querySelector(".figure-plot svg")
          ? preview.value("x")
          : undefined;
      });
    await expect.poll(shown).toBe(7.3);
    await page.keyboard.press("Escape");
    await expect
      .poll(() => page.evaluate(() => document.querySelector(".embed-dialog")))
      .toBeNull();
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.className))
      .toBe("menu-button");
    expect(wrong).toEqual([]);
    await firefox.close();
  },
);
