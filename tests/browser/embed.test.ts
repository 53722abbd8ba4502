import type { Browser as Chromium, Page } from "playwright-core";
import type { Browser as Firefox } from "puppeteer-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { findBrowsers } from "../../scripts/browsers.mjs";
import { type Blog, serveBlog, strictPolicy } from "./support/blog";
import { serveBuiltSite } from "./support/built-site";
import { launchChromium } from "./support/chromium";
import {
  cellLives,
  dragIn,
  type EmbeddedElement,
  type PostPage,
  parameterOf,
  textIn,
} from "./support/embeds";
import { launchFirefox } from "./support/firefox";
import type { Site } from "./support/site";

let site: Site;
beforeAll(async () => {
  site = await serveBuiltSite();
});
afterAll(() => site?.close());

const cell = (id: string, attributes: string): string =>
  `<lookup-cell id="${id}" notebook="x-squared" ${attributes}><p>A picture of ${id}.</p></lookup-cell>`;
const scriptTag = (): string => `<script type="module" src="${site.url}embed.js"></script>`;
const post = (): string => `<p id="before">A post.</p>
${cell("rows", 'cell="activations" scope="a" x="5" epochs="500"')}
${cell("trace", 'cell="lookup-trace" scope="a"')}
<p>More of it.</p>
${cell("other", 'cell="target" scope="b" x="-3"')}
${cell("sums", 'cell="readouts" scope="b"')}
${scriptTag()}`;

/** Notes what the post hears and how it looks without the element. */
const watchScript = `window.changes = [];
document.addEventListener("change", ({ target, detail }) => changes.push([target.id, detail.name, detail.value]));`;

interface PostWindow {
  readonly violations: readonly string[];
  readonly changes: readonly [id: string, name: string, value: unknown][];
}
const postWindow = <K extends keyof PostWindow>(page: PostPage, key: K): Promise<PostWindow[K]> =>
  page.evaluate((key) => (window as unknown as PostWindow)[key as K], key as string);

/** Frames whose heights a script of the blog sets, as those do that know Embedly's frames. */
const frameScript = `addEventListener("message", ({ source, data }) => {
  const { context, height, src } = JSON.parse(data);
  for (const frame of document.querySelectorAll("iframe"))
    if (context === "iframe.resize" && source === frame.contentWindow && src === frame.src) frame.style.height = height + "px";
});`;
const frame = (id: string, query: string): string =>
  `<iframe id="${id}" sandbox="allow-scripts" src="${site.url}embed.html?notebook=x-squared&amp;${query}"></iframe>`;

function testPost(open: () => Promise<PostPage>): void {
  let blog: Blog;
  let page: PostPage;
  beforeAll(async () => {
    blog = await serveBlog({ body: post(), policy: strictPolicy(site.url), script: watchScript });
    page = await open();
    await page.goto(blog.url);
  });
  afterAll(() => blog?.close());

  it("lives, with the parameters of the tag", async () => {
    for (const id of ["rows", "trace", "other", "sums"]) await cellLives(page, id);
    expect(await parameterOf(page, "other")).toBe(-3);
    expect(await textIn(page, "sums")).toContain("64 neurons active");
    expect(await textIn(page, "other")).toContain("x = −3.00");
    expect(await parameterOf(page, "trace", "epochs")).toEqual([500]);
  });

  it("follows a drag in its own scope and not in another, and tells the post", async () => {
    // The sweep of the trace, which has begun when that came into view, leaves the query to the reader.
    await dragIn(page, "rows", 0.5, 0.2);
    await expect.poll(() => parameterOf(page, "rows")).toBeLessThan(-3);
    const x = await parameterOf(page, "rows");
    expect(await parameterOf(page, "trace")).toBe(x);
    await page.evaluate(() => document.getElementById("trace")?.scrollIntoView());
    const shown = (x as number).toFixed(2).replace("-", "−");
    await expect.poll(() => textIn(page, "trace")).toContain(`x* = ${shown}`);
    expect(await parameterOf(page, "other")).toBe(-3);
    expect(await postWindow(page, "changes")).toContainEqual(["rows", "x", x]);
    expect((await postWindow(page, "changes")).map(([id]) => id)).not.toContain("other");
  });

  it("takes what the post's script sets, and says in the element what it cannot use", async () => {
    await page.evaluate(() => {
      const element = document.getElementById("other") as EmbeddedElement;
      element.set("x", 8);
      element.set("x", 99);
      element.set("colour", "red");
    });
    await expect.poll(() => parameterOf(page, "sums")).toBe(8);
    await expect.poll(() => textIn(page, "other")).toContain("x=99 is not a number from -10 to 10");
    expect(await textIn(page, "other")).toMatch(/“colour” is not a setting.*x, epochs, seed/);
    await page.evaluate(() => document.getElementById("other")?.setAttribute("x", "-2"));
    await expect.poll(() => parameterOf(page, "other")).toBe(-2);
  });

  it("is not changed by the post's sheet, nor changes the post", async () => {
    const looks = await page.evaluate(() => {
      const shadow = document.getElementById("trace")?.shadowRoot as ShadowRoot;
      const styleOf = (selector: string): CSSStyleDeclaration =>
        getComputedStyle(shadow.querySelector(selector) as Element);
      const { left, width } = (shadow.host as HTMLElement).getBoundingClientRect();
      const { left: textLeft, width: textWidth } = (
        document.getElementById("before") as HTMLElement
      ).getBoundingClientRect();
      return {
        button: styleOf(".button").display,
        caption: styleOf("figcaption").fontSize,
        font: styleOf("figcaption").fontFamily,
        ink: styleOf("figcaption strong").color,
        transform: styleOf("figcaption").textTransform,
        spacing: styleOf("figcaption").letterSpacing,
        drawing: styleOf("svg").width,
        isAsWide: left === textLeft && width === textWidth,
        head: [...document.head.children].map(({ localName }) => localName).join(" "),
        body: [...document.body.children].map(({ localName }) => localName).join(" "),
        paragraph: getComputedStyle(document.getElementById("before") as Element).color,
      };
    });
    expect(looks).toMatchObject({
      button: "flex",
      caption: "14.4px",
      ink: "rgb(29, 31, 36)",
      transform: "none",
      spacing: "normal",
      isAsWide: true,
      head: "meta title link link script",
      body: "main",
      paragraph: "rgb(0, 102, 51)",
    });
    expect(looks.font).not.toContain("fantasy");
    expect(Number.parseFloat(looks.drawing)).toBeGreaterThan(500);
  });

  it("does nothing that the post's policy forbids", async () => {
    expect(await postWindow(page, "violations")).toEqual([]);
  });
}

function testFrames(open: () => Promise<PostPage>): void {
  let blog: Blog;
  let page: PostPage;
  beforeAll(async () => {
    const body = [
      frame("small", "cell=readouts&amp;x=4"),
      frame("large", "cell=decomposition&amp;x=-6"),
      "<p id=end>The end.</p>",
    ].join("\n");
    blog = await serveBlog({
      body,
      policy: `${strictPolicy(site.url)}; style-src-attr 'unsafe-inline'`,
      script: frameScript,
    });
    page = await open();
    await page.goto(blog.url);
  });
  afterAll(() => blog?.close());

  it("takes its height from its cell", async () => {
    const heightOf = (id: string): Promise<number> =>
      page.evaluate((id) => document.getElementById(id)?.clientHeight ?? 0, id);
    await page.evaluate(() => document.getElementById("large")?.scrollIntoView());
    await expect.poll(() => heightOf("large")).toBeGreaterThan(500);
    // That of a frame whose height nobody sets is 150.
    await expect.poll(() => heightOf("small")).not.toBe(150);
    expect(await heightOf("small")).toBeGreaterThan(80);
    expect(await heightOf("small")).toBeLessThan(200);
  });
}

describe("a cell in another's post, in Chromium", () => {
  let browser: Chromium;
  const wrong: string[] = [];
  const open = async (): Promise<Page> => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.on("pageerror", (error) => wrong.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") wrong.push(message.text());
    });
    return page;
  };
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());
  afterEach(() => {
    expect(wrong.splice(0)).toEqual([]);
  });

  describe("by its tag", () => testPost(open));
  describe("in a frame", () => testFrames(open));
});

const noFirefox = findBrowsers().firefox === undefined && process.env.CI === undefined;
if (noFirefox) console.log("SKIPPED: there is no firefox on this machine (npm run browsers)");

describe.skipIf(noFirefox)("a cell in another's post, in Firefox", () => {
  let browser: Firefox;
  const open = async (): Promise<PostPage> => {
    const page = await browser.newPage();
    await page.setViewport({ width: 1280, height: 900 });
    return page as PostPage;
  };
  beforeAll(async () => {
    browser = await launchFirefox();
  });
  afterAll(() => browser?.close());

  describe("by its tag", () => testPost(open));
  describe("in a frame", () => testFrames(open));
});
