import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { builtFolder, serveBuiltSite } from "../../../browser/support/built-site";
import { launchChromium, openPage, type WatchedPage } from "../../../browser/support/chromium";
import {
  addressSays,
  cell,
  cellText,
  figureText,
  plot,
  settled,
} from "../../../browser/support/notebook";
import type { Site } from "../../../browser/support/site";
import {
  panelButton,
  panelText,
  stepsDone,
  untilTrained,
} from "../../../browser/support/training-panel";
import { alive, expectToAddUp, openNotebook, readouts } from "./notebook";

let site: Site;
let browser: Browser;
let opened: WatchedPage;
let page: Page;

beforeAll(async () => {
  site = await serveBuiltSite();
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

async function open(search: string): Promise<void> {
  opened = await openNotebook(browser, `${site.url}${search}`, { reducedMotion: "reduce" });
  page = opened.page;
}

afterEach(async () => {
  expect(opened.wrong).toEqual([]);
  await opened.close();
});

const button = (name: string) => panelButton(page, name);
const press = (name: string): Promise<void> => button(name).click();

/** Waits until a training is over and shown. */
async function trained(): Promise<void> {
  await untilTrained(page);
  await settled(page);
}

function fetched(pattern: RegExp): string[] {
  return opened.requests.map((url) => new URL(url).pathname).filter((path) => pattern.test(path));
}

describe("training on WebGL", () => {
  it("fetches TensorFlow.js when it is wanted, names the engine and its speed, and all figures follow", async () => {
    await open("?width=4&epochs=0,4&seed=3&engine=webgl");
    const shipped = await readouts(page);
    await settled(page);
    expect(fetched(/engine|worker/)).toEqual([]);

    await press("Train");
    await trained();
    expect(fetched(/\/worker-[\w-]{8}\.js$/)).toHaveLength(1);
    expect(fetched(/webgl-engine/)).toHaveLength(1);
    await expect
      .poll(() => panelText(page))
      .toMatch(/programs of our own on TensorFlow\.js’s backend.*epochs a second/);
    await expect.poll(() => stepsDone(page)).toBe(4);

    await expect.poll(() => cellText(page, "readouts")).toContain("of 4 neurons active");
    const now = await readouts(page);
    expectToAddUp(now);
    expect(now.prediction.value).not.toBe(shipped.prediction.value);
    expect(now["active-neurons"].value).toBeLessThanOrEqual(4);
    // Each of the figures has the small network: the prose, the keys, the bars, the heatmap, the curves.
    await expect
      .poll(() => cell(page, "architecture-prose").textContent())
      .toMatch(/4, 16 and 4 neurons/);
    for (const slug of ["keys", "activations", "decomposition", "lookup-trace"]) {
      const details = cell(page, slug).locator("details.figure-table");
      await plot(page, slug).scrollIntoViewIfNeeded();
      await details.locator("summary").click();
      await expect.poll(() => figureText(page, slug), { message: slug }).not.toContain("64");
      await expect
        .poll(() => details.locator("tbody tr").count(), { message: slug })
        .toBeGreaterThan(0);
      await details.locator("summary").click();
    }
    await plot(page, "decomposition").focus();
    await page.keyboard.press("ArrowUp");
    await addressSays(page, "neuron", "3");
    await plot(page, "loss").scrollIntoViewIfNeeded();
    await expect.poll(() => figureText(page, "loss")).toMatch(/epoch 4\b/);
  });
});

describe("training with TensorFlow.js as everybody uses it", () => {
  it("is asked for in the address, and named with its speed", async () => {
    await open("?width=4&epochs=0,4&seed=3&engine=tfjs");
    await press("Train");
    await trained();
    expect(fetched(/tfjs-engine/)).toHaveLength(1);
    await expect.poll(() => panelText(page)).toMatch(/TensorFlow\.js on WebGL.*epochs a second/);
    await expect.poll(() => stepsDone(page)).toBe(4);
  });

  it("takes steps on the page under Adam’s formula, and is fetched when they are asked for", async () => {
    await open("?width=4&seed=3");
    const here = cell(page, "adam-step");
    await here.scrollIntoViewIfNeeded();
    await here.locator("details > summary").click();
    await expect.poll(() => here.locator("pre").textContent()).toContain("optimiser.minimize");
    await settled(page);
    expect(fetched(/\/tf-/)).toEqual([]);
    await here.getByRole("button", { name: "Run 10 steps here" }).click();
    await expect
      .poll(() => here.locator("[role=status]").textContent(), { timeout: 30_000 })
      .toMatch(
        /^TensorFlow\.js 4\.22\.0 on WebGL took 10 steps with the network 1→4→16→4→1 of seed 3 .* The loss (fell|rose|stayed)/,
      );
    expect(fetched(/\/tf-[\w-]{8}\.js$/)).toHaveLength(1);
  });
});

describe("training on the plain engine", () => {
  it("names itself, and never fetches TensorFlow.js", async () => {
    await open("?width=4&epochs=0,4&engine=plain");
    await press("Train");
    await trained();
    await expect.poll(() => panelText(page)).toContain("Plain TypeScript");
    expect(fetched(/\/worker-[\w-]{8}\.js$/)).toHaveLength(1);
    expect(fetched(/webgl/)).toEqual([]);
    expectToAddUp(await readouts(page));
  });

  it("pauses, goes on by single epochs, and resumes to the end", async () => {
    await open("?width=32&epochs=0,100&engine=plain&seed=5");
    await press("Train");
    await expect.poll(() => stepsDone(page)).toBeGreaterThan(0);
    await press("Pause");
    await expect.poll(() => button("Resume").count()).toBe(1);
    const paused = await stepsDone(page);
    expect(paused).toBeLessThan(100);
    await plot(page, "loss").scrollIntoViewIfNeeded();
    const shown = await readouts(page);
    expectToAddUp(shown);

    await press("Step");
    await expect.poll(() => stepsDone(page)).toBe(paused + 1);
    await press("Step");
    await expect.poll(() => stepsDone(page)).toBe(paused + 2);
    // The network on the page is the one of that epoch.
    await expect.poll(() => figureText(page, "loss")).toMatch(new RegExp(`epoch ${paused + 2}\\b`));
    await expect
      .poll(async () => (await readouts(page)).prediction.value)
      .not.toBe(shown.prediction.value);
    expectToAddUp(await readouts(page));

    await press("Resume");
    await trained();
    await expect.poll(() => stepsDone(page)).toBe(100);
    await expect.poll(() => figureText(page, "loss")).toMatch(/epoch 100\b/);
  });

  it("goes back to its initial weights, keeps the seed, and gives the same again", async () => {
    await open("?width=8&epochs=0,20&engine=plain&seed=11");
    await press("Train");
    await trained();
    const first = await readouts(page);
    await press("Reset");
    await expect.poll(() => figureText(page, "loss")).toMatch(/epoch 0\b/);
    await expect
      .poll(async () => Math.abs((await readouts(page)).prediction.value))
      .toBeLessThan(2);
    expectToAddUp(await readouts(page));
    await addressSays(page, "seed", "11");
    await press("Train");
    await trained();
    await expect
      .poll(async () => (await readouts(page)).prediction.value)
      .toBe(first.prediction.value);
  });

  it("trains another network for another seed, and brings the shipped run back", async () => {
    await open("");
    const shipped = await readouts(page);
    await expect.poll(() => button("Shipped run").isDisabled()).toBe(true);

    const settings = cell(page, "training-settings");
    await settings.getByRole("slider", { name: /^Width/ }).fill("8");
    await settings.getByRole("textbox", { name: "Epochs" }).fill("0, 10");
    await settings.getByRole("textbox", { name: "Epochs" }).press("Enter");
    await addressSays(page, "width", "8");
    await addressSays(page, "epochs", "0,10");
    await settings.getByRole("button", { name: "New seed" }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get("seed")).toMatch(/^\d+$/);
    // Chosen, but not trained: the page still shows what it has, and says so.
    await expect.poll(() => panelText(page)).toContain("not trained yet");
    expect((await readouts(page)).prediction.value).toBe(shipped.prediction.value);

    await press("Train");
    await trained();
    await expect.poll(() => panelText(page)).not.toContain("not trained yet");
    await expect.poll(() => cellText(page, "readouts")).toContain("of 8 neurons active");

    await press("Shipped run");
    await expect
      .poll(async () => (await readouts(page)).prediction.value)
      .toBe(shipped.prediction.value);
    await expect.poll(() => new URL(page.url()).search).toBe("");
    await expect
      .poll(() => settings.getByRole("textbox", { name: "Epochs" }).inputValue())
      .toContain("500");
    await expect.poll(() => button("Shipped run").isDisabled()).toBe(true);
  });

  it("trains the run that the address names from its notice", async () => {
    await open("?width=8&epochs=0,10&engine=plain");
    await page.locator(".notice").getByRole("button", { name: "Train it" }).click();
    await trained();
    await expect.poll(() => page.locator(".notice").count()).toBe(0);
    await expect.poll(() => cellText(page, "readouts")).toContain("of 8 neurons active");
  });

  it("stops at once where the learning rate is too large, says when, and keeps what is finite", async () => {
    await open("?width=64&epochs=0,200&lr=10000&engine=plain");
    await press("Train");
    await trained();
    await expect.poll(() => panelText(page)).toMatch(/diverged at epoch \d+/);
    const left = await readouts(page);
    expectToAddUp(left);
    for (const { value } of Object.values(left)) expect(Number.isFinite(value)).toBe(true);
    for (const slug of [
      "loss",
      "convergence",
      "keys",
      "decomposition",
      "lookup-trace",
      "ablation",
    ]) {
      await plot(page, slug).scrollIntoViewIfNeeded();
      await settled(page);
      expect(await cell(page, slug).locator("figure").innerHTML(), slug).not.toMatch(
        /NaN|Infinity/,
      );
    }
  });

  it("does not stop a reader who moves the query meanwhile", async () => {
    await open("?width=64&epochs=0,2000&engine=plain&seed=5");
    await press("Train");
    await expect.poll(() => stepsDone(page)).toBeGreaterThan(0);
    await plot(page, "decomposition").focus();
    await page.keyboard.press("Home");
    await addressSays(page, "x", "-10");
    expectToAddUp(await readouts(page));
    expect(await button("Pause").count()).toBe(1);
    await press("Reset");
    await expect.poll(() => button("Train").count()).toBe(1);
  });
});

describe("a run that was trained", () => {
  it("is there again after a reload, and gone with a new address", async () => {
    await open("?width=4&epochs=0,4&seed=3");
    await press("Train");
    await trained();
    const before = await readouts(page);
    await page.reload();
    await alive(page);
    await expect.poll(() => readouts(page)).toEqual(before);
    await expect.poll(() => page.locator(".notice").textContent()).toContain("is here again");
    await expect
      .poll(() => cell(page, "training-prose-2").textContent())
      .toContain("was trained here");
    await expect.poll(() => panelText(page)).toContain("trained here");
    await page.goto(`${site.url}?width=4&epochs=0,4&seed=9`);
    await alive(page);
    await expect
      .poll(() => cell(page, "training-prose-2").textContent())
      .toContain("came with the page");
  });
});

describe("weights that cannot be used", () => {
  const failing = async (
    file: RegExp,
    answer: { status: number; body: Buffer | string },
    search = "",
  ): Promise<void> => {
    opened = await openPage(browser, `${site.url}${search}`, {}, (page) =>
      page.route(file, (route) => route.fulfill(answer)),
    );
    page = opened.page;
  };
  /** What the browser itself and the page say about a failure is expected here. */
  const expectOnlyErrorsAbout = (pattern: RegExp): void => {
    expect(opened.wrong.filter((each) => !pattern.test(each))).toEqual([]);
    opened.wrong.length = 0;
  };

  it("are refused with what was expected and found, where they are cut short, and the page trains without them", async () => {
    const bytes = await readFile(join(builtFolder, "weights/x-squared/first-paint.safetensors"));
    const cut = { status: 200, body: bytes.subarray(0, 100_000) };
    await failing(/first-paint/, cut, "?width=4&epochs=0,4");
    const notice = page.locator(".notice");
    await expect
      .poll(() => notice.textContent())
      .toMatch(
        /could not be shown\. .*first-paint\.safetensors is not as expected\. .*[Ee]xpected .*\d+.*found .*\d+.*Retry/,
      );
    await alive(page);
    await expect
      .poll(() => cell(page, "training-prose-2").textContent())
      .toContain("is not trained yet");
    await press("Train");
    await trained();
    await expect.poll(() => stepsDone(page)).toBe(4);
    expectOnlyErrorsAbout(/first-paint/);
  });

  it("leave the page as it is, where the history of the training is not to be had", async () => {
    await failing(/history/, { status: 404, body: "not found" }, "?step=20");
    await expect
      .poll(() => panelText(page))
      .toMatch(/history of this model could not be loaded: .*404/);
    await alive(page);
    const shown = await readouts(page);
    expectToAddUp(shown);
    expect(Math.abs(shown.prediction.value - 25)).toBeLessThan(2);
    expectOnlyErrorsAbout(/404/);
  });
});
