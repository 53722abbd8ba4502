import type { Browser as Chromium, Page } from "playwright-core";
import type { Browser as Firefox } from "puppeteer-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { findBrowsers } from "../../scripts/browsers.mjs";
import { escapeHtml } from "../../src/notebook/escape-html";
import { Sources } from "../../src/notebook/sources";
import { type Blog, plainSheet, serveBlog, strictPolicy } from "./support/blog";
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
import { watchWhatLasts, whatLasts } from "./support/leaks";
import type { Site } from "./support/site";
import { launchWebkit, type Webkit, webkitPage } from "./support/webkit";

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

/** A cell that trains in a moment, as a frame's address names it. */
const tiny = "cell=training&amp;epochs=0,20&amp;width=4";

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
    await expect.poll(() => parameterOf(page, "other")).toBe(-3);
    await expect.poll(() => textIn(page, "sums")).toContain("64 neurons active");
    await expect.poll(() => textIn(page, "other")).toContain("x = −3.00");
    await expect.poll(() => parameterOf(page, "trace", "epochs")).toEqual([500]);
  });

  it("follows a drag in its own scope and not in another, and tells the post", async () => {
    // The sweep of the trace begins when that comes into view, and leaves the query to the reader.
    await page.evaluate(() => document.getElementById("trace")?.scrollIntoView());
    await expect.poll(() => textIn(page, "trace")).toContain("Pause");
    await dragIn(page, "rows", 0.5, 0.2);
    await expect.poll(() => parameterOf(page, "rows")).toBeLessThan(-3);
    const x = await parameterOf(page, "rows");
    await expect.poll(() => parameterOf(page, "trace")).toBe(x);
    await page.evaluate(() => document.getElementById("trace")?.scrollIntoView());
    const shown = (x as number).toFixed(2).replace("-", "−");
    await expect.poll(() => textIn(page, "trace")).toContain(`x* = ${shown}`);
    expect(await parameterOf(page, "other")).toBe(-3);
    await expect.poll(() => postWindow(page, "changes")).toContainEqual(["rows", "x", x]);
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
    await expect
      .poll(() => textIn(page, "other"))
      .toMatch(/“colour” is not a setting.*x, epochs, seed/);
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
      head: "meta title meta link link script",
      body: "main",
      paragraph: "rgb(0, 102, 51)",
    });
    expect(looks.font).not.toContain("fantasy");
    expect(Number.parseFloat(looks.drawing)).toBeGreaterThan(500);
  });

  it("is light or dark as the post is around it, and takes the colours that the post gives", async () => {
    const inkIn = (style: Readonly<Record<string, string>>): Promise<string> =>
      page.evaluate((style) => {
        const element = document.getElementById("sums") as HTMLElement;
        for (const [name, value] of Object.entries(style)) element.style.setProperty(name, value);
        const ink = element.shadowRoot?.querySelector(".readout") as Element;
        return getComputedStyle(ink).color;
      }, style);
    await expect.poll(() => inkIn({})).toBe("rgb(29, 31, 36)");
    await expect.poll(() => inkIn({ "color-scheme": "dark" })).toBe("rgb(240, 246, 252)");
    await expect.poll(() => inkIn({ "--lookup-ink": "rgb(1, 2, 3)" })).toBe("rgb(1, 2, 3)");
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
    await expect.poll(() => heightOf("small")).toBeGreaterThan(80);
    await expect.poll(() => heightOf("small")).toBeLessThan(200);
  });
}

/** @param forgive forgets what the browser itself says of what the policy forbids */
function testTraining(open: () => Promise<PostPage>, forgive: () => void): void {
  const body =
    (): string => `${cell("training", 'cell="training" scope="a" epochs="0,20" width="4"')}
${cell("chart", 'cell="loss" scope="a"')}${scriptTag()}`;

  /** Opens a post whose policy allows more than figures need, and presses Train in it. */
  async function train(more: string): Promise<PostPage> {
    const blog = await serveBlog({ body: body(), policy: strictPolicy(site.url, more) });
    const page = await open();
    await page.goto(blog.url);
    for (const id of ["chart", "training"]) await cellLives(page, id);
    expect(await postWindow(page, "violations")).toEqual([]);
    await page.evaluate(() =>
      [...(document.getElementById("training")?.shadowRoot?.querySelectorAll("button") ?? [])]
        .find((button) => button.textContent === "Train")
        ?.click(),
    );
    await blog.close();
    return page;
  }

  it("trains in workers of the site's origin where the policy allows blob: workers", async () => {
    const page = await train("worker-src blob:");
    await expect
      .poll(() => textIn(page, "training"), { timeout: 30_000 })
      .toMatch(/20 \/ 20 epochs/);
    await expect.poll(() => textIn(page, "training")).toMatch(/Plain TypeScript.*WebAssembly/s);
    expect(await postWindow(page, "violations")).toEqual([]);
    await page.close();
    forgive();
  });

  it("says why not where it does not, and the figures live", async () => {
    const page = await train("");
    await expect
      .poll(() => textIn(page, "training"))
      .toContain("does not allow workers from blob: addresses (worker-src blob:");
    await expect.poll(() => textIn(page, "chart")).toContain("Loss over the epochs");
    await page.close();
    forgive();
  });
}

/** Adds up by how much the post jumps: https://web.dev/articles/cls */
const shiftScript = `window.shift = 0;
new PerformanceObserver((list) => {
  for (const { value } of list.getEntries()) shift += value;
}).observe({ type: "layout-shift", buffered: true });`;

/** Whether a text in an element is set in a font of the site's, and in no other. */
async function isInOwnFont(page: Page, id: string, selector: string): Promise<boolean> {
  const session = await page.context().newCDPSession(page);
  await session.send("DOM.enable");
  await session.send("CSS.enable");
  await session.send("DOM.getDocument");
  const { result } = await session.send("Runtime.evaluate", {
    expression: `document.getElementById("${id}").shadowRoot.querySelector("${selector}")`,
  });
  const node = await session.send("DOM.requestNode", { objectId: result.objectId as string });
  const { fonts } = await session.send("CSS.getPlatformFontsForNode", node);
  await session.detach();
  return fonts.length > 0 && fonts.every(({ isCustomFont }) => isCustomFont);
}

/** The cells that come and go: of each kind that there is. */
const comers = ["target", "readouts", "lookup-trace", "weights", "training", "loss", "row-order"];

/** Runs in the post: in each round, fifty elements come, live, are used and go. */
async function inAndOutOfThePost({ rounds, cells }: { rounds: number; cells: readonly string[] }) {
  for (let round = 0; round < rounds; ++round) {
    const elements = Array.from({ length: 50 }, (_, i) => {
      const element = document.createElement("lookup-cell");
      element.setAttribute("notebook", "x-squared");
      element.setAttribute("cell", cells[i] ?? "target-prose");
      element.setAttribute("scope", "a");
      // One upon the other, so that all are in sight.
      Object.assign(element.style, { position: "absolute", top: "0", width: "700px" });
      return element;
    });
    document.querySelector("main")?.append(...elements);
    const lives = (element: Element): boolean =>
      element.shadowRoot?.querySelector(".cell-output > *, [data-slot]:not(:empty)") !== null;
    while (!elements.slice(0, 12).every(lives)) await new Promise((done) => setTimeout(done, 20));
    for (const element of elements)
      element.shadowRoot?.querySelector<HTMLElement>(".menu-button")?.click();
    for (const element of elements) element.remove();
    await new Promise((done) => setTimeout(done, 50));
  }
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

  /** Opens a post under the strict policy, with more in it. */
  async function visit(
    body: string,
    policy: string,
    test: (page: Page) => Promise<void>,
  ): Promise<void> {
    const blog = await serveBlog({ body, policy: strictPolicy(site.url, policy) });
    const page = await open();
    try {
      await page.goto(blog.url);
      await test(page);
    } finally {
      await page.close();
      await blog.close();
    }
  }

  describe("by its tag", () => testPost(open));
  describe("in a frame", () => testFrames(open));
  describe("with training", () => testTraining(open, () => wrong.splice(0)));

  it.each([
    ["of the site", () => `src="${site.url}embed.html?notebook=x-squared&amp;${tiny}"`],
    [
      "of the post’s own text",
      () =>
        `srcdoc="${escapeHtml(`<!doctype html>${cell("training", 'cell="training" epochs="0,20" width="4"')}${scriptTag()}`)}"`,
    ],
  ])("trains in a sandboxed frame %s, whose origin is nobody’s", async (_, source) => {
    const body = `<iframe sandbox="allow-scripts" width="700" height="500" ${source()}></iframe>`;
    await visit(body, "worker-src blob:", async (page) => {
      const [, frame] = page.frames();
      const train = frame.getByRole("button", { name: "Train", exact: true });
      await train.click();
      await expect
        .poll(() => frame.locator(".training-panel").innerText(), { timeout: 30_000 })
        .toMatch(/20 \/ 20 epochs/);
    });
  });

  it("lives and trains where the page requires trusted types and allows ours, and else names them", async () => {
    const body = `${cell("training", 'cell="training" epochs="0,20" width="4"')}${scriptTag()}`;
    const types = "require-trusted-types-for 'script'";
    await visit(body, `worker-src blob:; ${types}; trusted-types lookup`, async (page) => {
      await cellLives(page, "training");
      await page.locator("#training").getByRole("button", { name: "Train", exact: true }).click();
      await expect
        .poll(() => textIn(page, "training"), { timeout: 30_000 })
        .toMatch(/20 \/ 20 epochs/);
    });
    await visit(body, `${types}; trusted-types other`, async (page) => {
      await expect
        .poll(() => textIn(page, "training"))
        .toContain("trusted-types lookup in its policy");
    });
    wrong.length = 0;
  });

  it("stands in a page that runs from right to left as in any other", async () => {
    const body = ["ltr", "rtl"]
      .map((dir) => `<div dir="${dir}">${cell(dir, 'cell="keys" scope="a"')}</div>`)
      .join("");
    await visit(body + scriptTag(), "", async (page) => {
      for (const id of ["ltr", "rtl"]) await cellLives(page, id);
      const places = (id: string): Promise<string[]> =>
        page.evaluate((id) => {
          const host = document.getElementById(id)!;
          const from = host.getBoundingClientRect().left;
          const texts = host.shadowRoot!.querySelectorAll(".figure-plot text, figcaption span");
          return [...texts].map((each) => {
            const { left, right } = each.getBoundingClientRect();
            return `${each.textContent} ${Math.round(left - from)} ${Math.round(right - from)}`;
          });
        }, id);
      await expect.poll(() => places("rtl").then(({ length }) => length)).toBeGreaterThan(10);
      expect(await places("rtl")).toEqual(await places("ltr"));
    });
  });

  it("keeps the keys that it has used from the page’s own, as those of slides", async () => {
    const body = `${cell("training", 'cell="training-settings" scope="a"')}${cell("keys", 'cell="keys" scope="a"')}${scriptTag()}`;
    await visit(body, "", async (page) => {
      for (const id of ["training", "keys"]) await cellLives(page, id);
      await page.evaluate(() => {
        const heard: string[] = [];
        Object.assign(window, { heard });
        for (const type of ["keydown", "keyup"])
          document.addEventListener(type, (event) => heard.push((event as KeyboardEvent).key));
      });
      const heard = (): Promise<string[]> =>
        page.evaluate(() => (window as unknown as { heard: string[] }).heard);
      await page.locator("#training").getByLabel("Learning rate").fill("");
      await page.keyboard.type("0.05");
      await page.keyboard.press("Tab");
      await page.locator("#keys .figure-plot").focus();
      await page.keyboard.press("ArrowRight");
      await expect.poll(() => parameterOf(page, "keys")).toBe(5.1);
      await page.keyboard.press("b");
      expect((await heard()).filter((key) => key !== "Tab" && key !== "ArrowRight")).toEqual([
        "b",
        "b",
      ]);
    });
  });

  it("keeps its looks in the document of a frame that it is moved to", async () => {
    const body = `${cell("readouts", 'cell="readouts"')}<iframe width="700" height="300" srcdoc="<!doctype html><body>"></iframe>${scriptTag()}`;
    await visit(body, "", async (page) => {
      await cellLives(page, "readouts");
      const display = await page.evaluate(() => {
        const host = document.getElementById("readouts")!;
        document.querySelector("iframe")!.contentDocument!.body.append(host);
        const equation = host.shadowRoot!.querySelector(".readouts")!;
        return host.ownerDocument.defaultView!.getComputedStyle(equation).display;
      });
      expect(display).toBe("grid");
    });
  });

  it("leaves what stands in its tag where the browser constructs no style sheets", async () => {
    const body = `${cell("old", 'cell="keys"').replace("></lookup-cell>", "><b>What stands in it</b></lookup-cell>")}${scriptTag()}`;
    const blog = await serveBlog({ body, policy: strictPolicy(site.url) });
    const page = await open();
    await page.addInitScript(() =>
      Object.assign(globalThis, {
        CSSStyleSheet: class {
          constructor() {
            throw new TypeError("Illegal constructor");
          }
        },
      }),
    );
    await page.goto(blog.url);
    await page.waitForFunction(() => customElements.get("lookup-cell") !== undefined);
    await page.waitForTimeout(300);
    expect(await page.locator("#old b").isVisible()).toBe(true);
    await page.close();
    await blog.close();
  });

  it("is tried again after its code could not be fetched, once the reader is online", async () => {
    const body = cell("keys", 'cell="keys"') + scriptTag();
    const blog = await serveBlog({ body, policy: strictPolicy(site.url) });
    const page = await open();
    await page.route(/cell-x-squared\.keys/, (route) => route.abort());
    await page.goto(blog.url);
    await expect.poll(() => textIn(page, "keys")).toContain("This could not be loaded");
    await page.unroute(/cell-x-squared\.keys/);
    await page.evaluate(() => dispatchEvent(new Event("online")));
    await cellLives(page, "keys");
    expect(await textIn(page, "keys")).not.toContain("could not be loaded");
    wrong.length = 0;
    await page.close();
    await blog.close();
  });

  it("draws without a fault in a column that has no room for it", async () => {
    const body = `<div style="width:60px">${cell("narrow", 'cell="lookup-trace"')}</div>${scriptTag()}`;
    await visit(body, "style-src-attr 'unsafe-inline'", (page) => cellLives(page, "narrow"));
  });

  it("computes nothing and fetches nothing but the script and its room before it is near the window", async () => {
    const body = `<div id="tall"></div>${cell("far", 'cell="target"')}${scriptTag()}`;
    await visit(body, "", async (page) => {
      const requests: string[] = [];
      page.on("request", (request) => requests.push(new URL(request.url()).pathname));
      await page.reload({ waitUntil: "networkidle" });
      expect(requests.filter((path) => path.startsWith("/some/"))).toEqual([
        "/some/folder/embed.js",
        expect.stringMatching(/^\/some\/folder\/assets\/cells-x-squared-[\w-]+\.js$/),
      ]);
      expect(await page.locator("#far").innerText()).toContain("A picture of far.");
      await cellLives(page, "far");
      expect(await page.locator("#far").innerText()).not.toContain("A picture");
    });
  });

  it("fetches Plot where its cell draws by it, once, and nowhere else", async () => {
    const body = `${cell("one", 'cell="lookup-trace"')}<div id="tall"></div>${cell("two", 'cell="loss"')}${cell("three", 'cell="convergence" scope="b"')}${scriptTag()}`;
    await visit(body, "", async (page) => {
      const plots = async (): Promise<number> =>
        page.evaluate(
          () =>
            performance
              .getEntriesByType("resource")
              .filter(({ name }) => /\/Plot-[\w-]{8}\.js$/.test(name)).length,
        );
      await cellLives(page, "one");
      expect(await plots()).toBe(0);
      for (const id of ["two", "three"]) {
        await cellLives(page, id);
        await expect
          .poll(() => page.locator(`#${id} .fig-chart path`).count(), { message: id })
          .toBeGreaterThan(0);
        expect(await plots()).toBe(1);
      }
    });
  });

  it("says in the element which notebooks, cells and parameters there are", async () => {
    const body = `<lookup-cell id="a" notebook="cubes" cell="target"></lookup-cell>
<lookup-cell id="b" notebook="x-squared" cell="nothing"></lookup-cell>
<lookup-cell id="c"></lookup-cell>
${cell("d", 'cell="readouts" x="ten" colour="red"')}${scriptTag()}`;
    await visit(body, "", async (page) => {
      await cellLives(page, "d");
      await expect
        .poll(() => textIn(page, "a"))
        .toBe(
          `There is no notebook “cubes”. The notebooks are ${new Sources(process.cwd()).names().join(", ")}.`,
        );
      await expect
        .poll(() => textIn(page, "b"))
        .toMatch(/no cell “nothing”. The cells are title, .*lookup-trace/);
      await expect.poll(() => textIn(page, "c")).toMatch(/^No notebook is named/);
      await expect.poll(() => textIn(page, "d")).toMatch(/x=ten is not a number from -10 to 10/);
      await expect.poll(() => textIn(page, "d")).toMatch(/“colour” is not a setting .*x, epochs/);
      await page.locator("#b").evaluate((element) => element.setAttribute("cell", "readouts"));
      await cellLives(page, "b");
      await expect.poll(() => textIn(page, "b")).toContain("neurons active");
    });
  });

  it("pauses its animation out of sight", async () => {
    const body = `${cell("trace", 'cell="lookup-trace"')}<div id="tall"></div>${scriptTag()}`;
    await visit(body, "", async (page) => {
      await cellLives(page, "trace");
      const query = await parameterOf(page, "trace");
      const place = (): Promise<string | null> =>
        page.evaluate(
          () =>
            document
              .querySelector("#trace")
              ?.shadowRoot?.querySelector(".fig-probe-sweeps")
              ?.getAttribute("transform") ?? null,
        );
      const sweeps = async (): Promise<boolean> => {
        const before = await place();
        await page.waitForTimeout(300);
        return (await place()) !== before;
      };
      await expect.poll(sweeps).toBe(true);
      await page.evaluate(() => scrollTo(0, 3000));
      await expect.poll(sweeps).toBe(false);
      await page.evaluate(() => scrollTo(0, 0));
      await expect.poll(sweeps).toBe(true);
      // It is the figure's own: the cell's query, of which the post would be told, is what it was.
      expect(await parameterOf(page, "trace")).toBe(query);
    });
  });

  it("takes the room that the picture in its tag had, so that the post does not jump", async () => {
    const gallery = await open();
    await gallery.goto(`${site.url}embed-gallery.html`);
    const tagOf = (slug: string): Promise<string> =>
      gallery.locator(`#x-squared-${slug} .tag`).innerText();
    for (const slug of ["lookup-trace", "target", "readouts"]) {
      const body = `<p>${"Before it. ".repeat(40)}</p>${await tagOf(slug)}<p>${"After it. ".repeat(400)}</p>${scriptTag()}`;
      const policy = strictPolicy(site.url);
      const blog = await serveBlog({ body, policy, script: shiftScript, sheet: plainSheet });
      for (const viewport of [
        { width: 390, height: 844 },
        { width: 1280, height: 900 },
      ]) {
        const page = await open();
        await page.setViewportSize(viewport);
        await page.route("**/embed.js", async (route) => {
          await page.waitForFunction(() => document.images[0]?.complete);
          await route.continue();
        });
        await page.goto(blog.url);
        await page.waitForFunction(
          () => document.querySelector("lookup-cell")?.shadowRoot?.querySelector("slot") === null,
        );
        await page.waitForTimeout(500);
        const shift = await page.evaluate(() => (window as unknown as { shift: number }).shift);
        expect(shift, `${slug} at ${viewport.width} px`).toBeLessThan(0.02);
        await page.close();
      }
      await blog.close();
    }
    await gallery.close();
  });

  it("waits a little for its fonts, and does without for good where they are late", async () => {
    for (const [delay, inTime] of [
      [400, true],
      [2500, false],
    ] as const) {
      const blog = await serveBlog({
        body: `${cell("text", 'cell="title"')}${scriptTag()}`,
        policy: strictPolicy(site.url),
      });
      const page = await open();
      await page.route("**/*.woff2", async (route) => {
        await new Promise((done) => setTimeout(done, delay));
        await route.continue();
      });
      const font = page.waitForResponse("**/source-serif-4-latin-wght-normal*");
      await page.goto(blog.url);
      await cellLives(page, "text");
      await (await font).finished();
      await page.waitForTimeout(200);
      await expect.poll(() => isInOwnFont(page, "text", "h1")).toBe(inTime);
      await page.close();
      await blog.close();
    }
  });

  it("hides in a frame what that cannot do", async () => {
    const body = frame("bare", "cell=keys") + frame("whole", "cell=keys&amp;downloads");
    await visit(body, "", async (page) => {
      for (const [id, count] of [
        ["bare", 0],
        ["whole", 1],
      ] as const) {
        const shown = page.frameLocator(`#${id}`).locator(".figure-plot svg");
        await page.locator(`#${id}`).scrollIntoViewIfNeeded();
        await shown.first().waitFor();
        await expect
          .poll(() => page.frameLocator(`#${id}`).locator(".menu:visible").count())
          .toBe(count);
      }
    });
  });

  it("lets the reader take the figure away", async () => {
    const body = `${cell("keys", 'cell="keys" scope="a" x="-4"')}
${cell("weights", 'cell="weights" scope="a"')}${scriptTag()}`;
    await visit(body, "", async (page) => {
      await cellLives(page, "keys");
      await page.evaluate(() => {
        navigator.clipboard.writeText = async (text) => {
          document.title = text;
        };
      });
      const choose = async (name: string): Promise<void> => {
        await page.locator("#keys .menu-button").click();
        await page.locator("#keys").getByRole("menuitem", { name }).click();
      };
      await choose("Copy link");
      await expect.poll(() => page.title()).toBe(`${site.url}?x=-4#cell-keys`);
      for (const kind of ["SVG", "PNG", "CSV"]) {
        const download = page.waitForEvent("download");
        await choose(kind);
        expect((await download).suggestedFilename()).toMatch(/keys/);
      }
      await cellLives(page, "weights");
      const file = page.locator('#weights input[type="file"]');
      await file.setInputFiles("tests/fixtures/opened/f32.safetensors");
      await expect.poll(() => textIn(page, "weights")).toContain("from f32.safetensors");
      await choose("Copy link");
      await expect
        .poll(() => textIn(page, "keys"))
        .toContain("Link copied. It cannot carry the network from f32.safetensors.");
      expect(await postWindow(page, "violations")).toEqual([]);
    });
  });

  it("records the sweep where the policy allows blob: workers, and says why not where it does not", async () => {
    const body = `${cell("trace", 'cell="lookup-trace"')}${scriptTag()}`;
    const record = async (page: Page): Promise<void> => {
      // Small pictures are recorded sooner.
      await page.setViewportSize({ width: 360, height: 740 });
      await cellLives(page, "trace");
      await page.locator("#trace .menu-button").click();
      await page.locator("#trace").getByRole("menuitem", { name: "Save the sweep as GIF" }).click();
    };
    await visit(body, "worker-src blob:", async (page) => {
      const download = page.waitForEvent("download", { timeout: 50_000 });
      await record(page);
      expect((await download).suggestedFilename()).toMatch(/^lookup-trace.*\.gif$/);
      expect(await postWindow(page, "violations")).toEqual([]);
    });
    await visit(body, "", async (page) => {
      await record(page);
      await expect.poll(() => textIn(page, "trace")).toContain("worker-src blob: in its policy");
    });
    wrong.length = 0;
  });

  it("is shown twice in one scope, and shares its code with other scopes", async () => {
    const body = `${cell("one", 'cell="target" scope="a"')}${cell("two", 'cell="target" scope="a"')}
${cell("three", 'cell="row-order" scope="a"')}<div id="tall"></div>${cell("four", 'cell="row-order" scope="a"')}${scriptTag()}`;
    await visit(body, "", async (page) => {
      for (const id of ["one", "two", "three"]) await cellLives(page, id);
      await page.locator("#one .figure-plot").focus();
      await page.keyboard.press("Home");
      await expect.poll(() => textIn(page, "two")).toContain("x = −10.00");
      await page.locator("#four").scrollIntoViewIfNeeded();
      // So is what is chosen, which gives its value to others.
      await page.locator("#four").getByLabel("index").check();
      await expect.poll(() => page.locator("#three").getByLabel("index").isChecked()).toBe(true);
      expect(await parameterOf(page, "three", "sort")).toBe("index");
      await page.evaluate(() => document.getElementById("one")?.remove());
      await page.locator("#two .figure-plot").focus();
      await page.keyboard.press("End");
      await expect.poll(() => textIn(page, "two")).toContain("x = 10.00");
    });
  });

  it("leaves nothing behind after a thousand times in and out of the post", async () => {
    await visit(scriptTag(), "", async (page) => {
      await page.addInitScript(watchWhatLasts);
      await page.reload();
      const session = await page.context().newCDPSession(page);
      const inAndOut = (rounds: number): Promise<void> =>
        page.evaluate(inAndOutOfThePost, { rounds, cells: comers });
      const left = (): Promise<Record<string, number>> => whatLasts(page, session);
      await inAndOut(1);
      await expect.poll(async () => (await left()).timers).toBe(0);
      const before = await left();
      expect(before).toMatchObject({ "customElements.get('lookup-cell')": 0, runtimes: 0 });
      await inAndOut(20);
      await expect.poll(left).toEqual(before);
    });
  });
});

/** Whether a browser's tests are skipped: not where they must run. */
function isMissing(name: "firefox" | "webkit"): boolean {
  const missing = findBrowsers()[name] === undefined && process.env.CI === undefined;
  if (missing) console.log(`SKIPPED: there is no ${name} on this machine (npm run browsers)`);
  return missing;
}

describe.skipIf(isMissing("firefox"))("a cell in another's post, in Firefox", () => {
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
  describe("with training", () => testTraining(open, () => {}));
});

describe.skipIf(isMissing("webkit"))("a cell in another's post, in WebKit", () => {
  let browser: Webkit;
  const open = async (): Promise<PostPage> => webkitPage(browser.driver);
  beforeAll(async () => {
    browser = await launchWebkit();
  });
  afterAll(() => browser?.close());

  describe("by its tag", () => testPost(open));
  describe("in a frame", () => testFrames(open));
  describe("with training", () => testTraining(open, () => {}));
});
