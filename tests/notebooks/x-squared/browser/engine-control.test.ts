import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import {
  longest,
  type RunSettings,
  shippedSettings,
} from "../../../../notebooks/x-squared/training/settings";
import { xSquaredTraining } from "../../../../notebooks/x-squared/training/spec";
import { float64Network } from "../../../../src/network/copy";
import { decompose } from "../../../../src/network/decompose";
import type { Network } from "../../../../src/network/network";
import { type JobEvent, runJob } from "../../../../src/training/job";
import { serveBuiltSite } from "../../../browser/support/built-site";
import { launchChromium, type WatchedPage } from "../../../browser/support/chromium";
import { addressSays, cell } from "../../../browser/support/notebook";
import type { Site } from "../../../browser/support/site";
import { panelButton, stepsDone, untilTrained } from "../../../browser/support/training-panel";
import { expectToAddUp, openNotebook, readouts } from "./notebook";

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
const engines = () => cell(page, "training").getByRole("combobox", { name: "Engine" });
const sameBits = () => cell(page, "training").getByRole("checkbox", { name: "Same bits" });
const line = async (): Promise<string> =>
  (await cell(page, "training").locator(".training-line").textContent()) ?? "";

/** The parts of training that were fetched: workers and engines. */
function fetched(): string[] {
  return opened.requests
    .map((url) => new URL(url).pathname.split("/").at(-1)!)
    .filter((name) => /worker|engine/.test(name));
}

async function violations(slug: string): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async (selector) => {
    const { axe } = globalThis as unknown as { axe: typeof import("axe-core") };
    const results = await axe.run(selector, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      resultTypes: ["violations"],
    });
    return results.violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join("; ")}`,
    );
  }, `[data-cell="${slug}"]`);
}

/** The longest model of a run that is trained in this thread to have the same bits everywhere. */
function latestOf(settings: RunSettings): Promise<Network> {
  return new Promise((resolve, reject) => {
    let latest: Network | undefined;
    const hear = (event: JobEvent): void => {
      if (event.type === "snapshot" && event.model === String(longest(settings)))
        latest = event.network;
      if (event.type === "done") resolve(latest!);
      if (event.type === "error") reject(new Error(event.message));
    };
    runJob(xSquaredTraining(settings), hear, { reproducible: true });
  });
}

describe("the engine", () => {
  it("is made ready only for a reader who comes to train", async () => {
    await open("?width=4&epochs=0,10");
    expect(fetched()).toEqual([]);
    await button("Train").hover();
    await expect.poll(() => fetched().some((name) => name.startsWith("worker"))).toBe(true);
  });

  it("is changed under a training, which goes on from where it is to its end", async () => {
    await open("?width=32&epochs=0,600&engine=wasm");
    await expect.poll(() => engines().inputValue()).toBe("wasm");
    await button("Train").click();
    await expect.poll(line).toMatch(/^Engine: WebAssembly.*epochs a second/);
    await button("Pause").click();
    await expect.poll(() => button("Resume").count()).toBe(1);
    const before = await stepsDone(page);
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(600);

    await engines().selectOption("Plain TypeScript");
    await addressSays(page, "engine", "plain");
    await button("Resume").click();
    await expect.poll(line).toContain("Engine: Plain TypeScript");
    await expect.poll(() => stepsDone(page)).toBeGreaterThan(before);

    await engines().selectOption("Automatic");
    await addressSays(page, "engine", null);
    await expect.poll(line).toContain("Engine: WebAssembly");
    await expect.poll(() => stepsDone(page)).toBeGreaterThan(before);
    await untilTrained(page);
    await expect.poll(() => stepsDone(page)).toBe(600);
    expectToAddUp(await readouts(page));
    expect(await violations("training")).toEqual([]);
  });

  it("is the one that the address names, and the line says how it rounds", async () => {
    await open("?width=4&epochs=0,10&engine=plain");
    await expect.poll(() => engines().inputValue()).toBe("plain");
    await button("Train").click();
    await untilTrained(page);
    await expect.poll(() => line()).toContain("Plain TypeScript");
    await expect.poll(() => line()).toContain("Elsewhere the last digits may differ.");
  });

  it("computes the same bits everywhere where the address asks for it, whatever else it asks for", async () => {
    await open("?width=4&epochs=0,10&engine=plain&reproducible");
    await expect.poll(() => sameBits().isChecked()).toBe(true);
    await expect.poll(() => engines().isDisabled()).toBe(true);
    await expect.poll(() => engines().inputValue()).toBe("wasm");
    expect(await violations("training")).toEqual([]);
    await button("Train").click();
    await untilTrained(page);
    await expect.poll(() => line()).toMatch(/WebAssembly.*Every machine computes the same bits\./);
    // Another machine: this one, without a browser.
    const elsewhere = await latestOf({ ...shippedSettings, width: 4, epochs: [0, 10] });
    const { prediction } = decompose(float64Network(elsewhere), 5);
    await expect
      .poll(async () => (await readouts(page)).prediction.value)
      .toBeCloseTo(prediction, 12);

    await sameBits().uncheck();
    await addressSays(page, "reproducible", null);
    await expect.poll(() => engines().inputValue()).toBe("plain");
    await sameBits().check();
    await addressSays(page, "reproducible", "yes");
  });
});

describe("the race of the engines", () => {
  const race = () => cell(page, "engine-race");

  it("draws a bar for each engine that runs here, and says which is the fastest", async () => {
    await open("?width=4");
    const start = race().getByRole("button", { name: "Race the engines" });
    await expect
      .poll(() => race().locator("figcaption").textContent())
      .toContain("one model of width 4");
    await start.click();
    await expect.poll(() => race().textContent()).toContain("Measuring 1 of 5");
    await start.waitFor({ timeout: 50_000 });
    // WebAssembly of either kind and plain TypeScript run in any Chromium.
    await expect.poll(() => race().locator("rect").count()).toBeGreaterThanOrEqual(3);
    await expect
      .poll(() => race().locator("figcaption").textContent())
      .toMatch(/With one model of width 4, .* is the fastest here: .* × as fast as/);
    expect(await violations("engine-race")).toEqual([]);
  });

  it("waits while the page trains, and can be cancelled", async () => {
    await open("?width=64&epochs=0,5000&engine=plain");
    await button("Train").click();
    await race().scrollIntoViewIfNeeded();
    await expect
      .poll(() => race().getByRole("button", { name: "Race the engines" }).isDisabled())
      .toBe(true);
    await expect.poll(() => race().textContent()).toContain("Pause the training first.");
    await cell(page, "training").scrollIntoViewIfNeeded();
    await button("Pause").click();
    await race().scrollIntoViewIfNeeded();
    await race().getByRole("button", { name: "Race the engines" }).click();
    await race().getByRole("button", { name: "Cancel the race" }).click();
    await race().getByRole("button", { name: "Race the engines" }).waitFor();
    await expect.poll(() => race().textContent()).toContain("not measured");
  });
});
