import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { serveBuiltSite } from "../../../browser/support/built-site";
import { launchChromium, type WatchedPage } from "../../../browser/support/chromium";
import {
  addressSays,
  cell,
  cellText,
  figureText,
  notices,
  parameter,
  plot,
  settled,
} from "../../../browser/support/notebook";
import type { Site } from "../../../browser/support/site";
import {
  alive,
  expectToAddUp,
  figureSaysQuery,
  figures,
  openNotebook,
  queryFigures,
  type ReadoutName,
  readouts,
} from "./notebook";

let site: Site;
let browser: Browser;
let opened: WatchedPage;
let page: Page;

beforeAll(async () => {
  site = await serveBuiltSite();
  browser = await launchChromium();
  // A sweep that plays would move the query too.
  opened = await openNotebook(browser, site.url, { reducedMotion: "reduce" });
  page = opened.page;
});

afterAll(async () => {
  await opened?.close();
  await browser?.close();
  await site?.close();
});

const value = async (name: ReadoutName): Promise<number> => (await readouts(page))[name].value;

/** Opens the page's address with parameters, in the page that is open. */
async function visit(search = ""): Promise<void> {
  await page.goto(`${site.url}${search}`);
  await alive(page);
}

/** Presses the mouse at the middle of an element and moves it sideways, in steps, without letting go. */
async function dragBy(handle: Locator, pixels: number): Promise<void> {
  await handle.scrollIntoViewIfNeeded();
  const box = (await handle.boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let step = 1; step <= 5; ++step) await page.mouse.move(x + (pixels * step) / 5, y);
}

describe("the query", () => {
  beforeEach(() => visit());

  it.each([
    ["decomposition", "the rail"],
    ["lookup-trace", "the probe"],
  ])("is dragged in the %s, by %s, and all that depends on it follows", async (slug) => {
    const before = await readouts(page);
    await dragBy(plot(page, slug).locator(".fig-probe-handle").first(), -40);
    // While the button is held.
    await expect.poll(() => value("prediction")).not.toBe(before.prediction.value);
    expectToAddUp(await readouts(page));
    await page.mouse.up();

    // The figure is ahead of the address, which follows the drag with a little delay.
    const shown = async (): Promise<number> => {
      const [, query = ""] = /x\*? = (−?\d+\.\d\d)/.exec(await figureText(page, slug)) ?? [];
      return Number(query.replace("−", "-"));
    };
    await expect.poll(async () => (await shown()) === Number(parameter(page, "x"))).toBe(true);
    const x = await shown();
    await addressSays(page, "x", String(x));
    await expect.poll(async () => Math.abs((await value("prediction")) - x * x)).toBeLessThan(2);
    expect(x).toBeGreaterThan(-10);
    expect(x).toBeLessThan(5);
    const after = await readouts(page);
    expectToAddUp(after);
    for (const name of ["contribution-sum", "remainder", "integrated-sum"] as const)
      expect(after[name].value, name).not.toBe(before[name].value);
    // The baseline is the answer where no key fires: it knows no query.
    expect(after.baseline.value).toBe(before.baseline.value);
    for (const figure of queryFigures) await figureSaysQuery(page, figure, x);
  });

  it("is taken apart without a gap wherever it goes", async () => {
    await plot(page, "decomposition").focus();
    await page.keyboard.press("Home");
    await addressSays(page, "x", "-10");
    for (let x = -10; x <= 10; ++x) {
      await figureSaysQuery(page, "decomposition", x);
      await expect
        .poll(async () => Math.abs((await value("prediction")) - x * x), { message: `x = ${x}` })
        .toBeLessThan(2);
      expectToAddUp(await readouts(page));
      await page.keyboard.press("Shift+ArrowRight");
    }
  });

  it("leaves the address when it is what it was to begin with", async () => {
    await plot(page, "decomposition").focus();
    await page.keyboard.press("ArrowRight");
    await addressSays(page, "x", "5.1");
    await page.keyboard.press("ArrowLeft");
    await addressSays(page, "x", null);
  });
});

describe("the keyboard", () => {
  beforeAll(() => visit());

  it("stops once in each figure that answers to keys", async () => {
    for (const slug of figures.filter((each) => each !== "engine-race")) {
      await expect.poll(() => plot(page, slug).count(), { message: slug }).toBe(1);
      const stops = await plot(page, slug).evaluate((plot) => ({
        own: (plot as HTMLElement).tabIndex,
        label: plot.getAttribute("aria-label"),
        inside: [...plot.querySelectorAll<HTMLElement>("a, button, input, select, [tabindex]")]
          .filter((element) => element.tabIndex >= 0)
          .map((element) => element.outerHTML.slice(0, 80)),
      }));
      expect(stops, slug).toEqual({ own: 0, label: expect.stringMatching(/arrows/), inside: [] });
    }
  });

  it.each(queryFigures)("moves the query in the %s by arrows, Home and End", async (slug) => {
    await plot(page, slug).focus();
    for (const [key, x] of [
      ["Home", -10],
      ["ArrowRight", -9.9],
      ["Shift+ArrowRight", -8.9],
      ["ArrowLeft", -9],
      ["End", 10],
      ["Shift+ArrowLeft", 9],
    ] as const) {
      await page.keyboard.press(key);
      await figureSaysQuery(page, slug, x);
    }
    await addressSays(page, "x", "9");
    await expect.poll(() => value("prediction")).toBeGreaterThan(75);
  });

  it.each(queryFigures.filter((slug) => slug !== "target" && slug !== "histogram"))(
    "pins a neuron in the %s, and Escape lets go of it",
    async (slug) => {
      await plot(page, slug).focus();
      await page.keyboard.press("ArrowDown");
      await addressSays(page, "neuron", "0");
      await page.keyboard.press("ArrowUp");
      await addressSays(page, "neuron", "63");
      await page.keyboard.press("Escape");
      await addressSays(page, "neuron", null);
    },
  );

  it("moves through the training in the loss, and the network on the page follows", async () => {
    await visit();
    const trained = await value("prediction");
    await plot(page, "loss").focus();
    await page.keyboard.press("Home");
    await addressSays(page, "step", "0");
    await expect.poll(async () => Math.abs(await value("prediction"))).toBeLessThan(2);
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => Number(parameter(page, "step"))).toBeGreaterThan(0);
    await page.keyboard.press("End");
    await addressSays(page, "step", null);
    await expect.poll(() => value("prediction")).toBe(trained);
  });

  it("names a curve of the convergence by its epochs and its error", async () => {
    await plot(page, "convergence").focus();
    await page.keyboard.press("ArrowUp");
    await expect
      .poll(() => figureText(page, "convergence"))
      .toMatch(/\d+ epochs.*(MSE|squared error)/);
  });

  it("makes the figure say its state, in one sentence and only while the reader is on it", async () => {
    await visit("?x=5");
    const speech = cell(page, "decomposition").locator("[aria-live]").first();
    await expect.poll(() => speech.getAttribute("aria-live")).toBe("off");
    await plot(page, "decomposition").focus();
    await expect.poll(() => speech.getAttribute("aria-live")).toBe("polite");
    await page.keyboard.press("Shift+ArrowRight");
    await expect.poll(() => speech.textContent()).toMatch(/^At x 6\.00 .*active.*\.$/);
    await plot(page, "keys").focus();
    await expect.poll(() => speech.getAttribute("aria-live")).toBe("off");
  });
});

describe("a neuron", () => {
  const silencedOnes = (): Locator =>
    cell(page, "ablation-controls").getByRole("group", { name: "Silenced neurons" });

  beforeEach(() => visit());

  it("is pinned by a click on its bar, and let go by another", async () => {
    const bars = plot(page, "decomposition").locator("> svg");
    await bars.scrollIntoViewIfNeeded();
    const box = (await bars.boundingBox())!;
    // They stand from 44 px on, and end 14 px before the right end.
    const third = { position: { x: 44 + ((box.width - 58) * 3.5) / 64, y: box.height / 2 } };
    await bars.click(third);
    await addressSays(page, "neuron", "3");
    await bars.click(third);
    await addressSays(page, "neuron", null);
  });

  it("is silenced by Delete, and the curve, the address and the changes say so", async () => {
    await plot(page, "keys").focus();
    for (const [neuron, silenced] of [
      ["0", "0"],
      ["1", "0,1"],
    ]) {
      await page.keyboard.press("ArrowDown");
      await addressSays(page, "neuron", neuron);
      await page.keyboard.press("Delete");
      await addressSays(page, "silenced", silenced);
    }

    await plot(page, "ablation").scrollIntoViewIfNeeded();
    await expect.poll(() => figureText(page, "ablation")).toMatch(/neurons 0 and 1/);
    const { prediction, ...changed } = await readouts(page);
    const [predicted, actual] = [changed["predicted-change"], changed["actual-change"]];
    for (const { value, text } of [predicted, actual]) {
      expect(value).not.toBe(0);
      expect(text).toMatch(/^[+−]?\d+\.\d+$/);
    }

    // What is predicted is minus what the two contribute, as the table of the bars says.
    const details = cell(page, "decomposition").locator("details.figure-table");
    await plot(page, "decomposition").scrollIntoViewIfNeeded();
    await details.locator("summary").click();
    const rows = details.locator("tbody tr");
    await expect.poll(() => rows.first().textContent()).toContain("silenced");
    const contributions = await Promise.all(
      [0, 1].map(async (i) => {
        const text = await rows.nth(i).locator("td").nth(4).textContent();
        return Number(text!.replace("−", "-"));
      }),
    );
    expect(predicted.value).toBeCloseTo(-contributions[0] - contributions[1], 3);
    // The network taken apart is the whole one still.
    expect(prediction.value).toBeGreaterThan(20);

    await silencedOnes().getByRole("button", { name: "Restore neuron 1" }).click();
    await addressSays(page, "silenced", "0");
    await cell(page, "ablation-controls").getByRole("button", { name: "Restore all" }).click();
    await addressSays(page, "silenced", null);
    await expect.poll(async () => (await readouts(page))["actual-change"].value).toBe(0);
  });

  it("is silenced and restored by the buttons, alone or with the largest others", async () => {
    const controls = cell(page, "ablation-controls");
    await plot(page, "ablation").focus();
    await page.keyboard.press("ArrowDown");
    await controls.getByRole("button", { name: "Silence neuron 0" }).click();
    await addressSays(page, "silenced", "0");
    await controls
      .getByRole("group", { name: "Silence neurons" })
      .getByRole("button", { name: "Restore neuron 0" })
      .click();
    await addressSays(page, "silenced", null);
    await controls.getByRole("button", { name: /Silence the 8 largest/ }).click();
    await expect.poll(() => parameter(page, "silenced")?.split(",").length).toBe(8);
  });
});

describe("an address", () => {
  it("restores the page, and a reload keeps it", async () => {
    await visit("?x=-3&neuron=5&silenced=1,2&epochs=0,10,50");
    for (const time of ["opened", "reloaded"]) {
      const message = `the page, ${time}`;
      // The model of 50 epochs is the one taken apart: it is another one than that of 500.
      await expect
        .poll(() => cell(page, "training-prose-2").textContent(), { message })
        .toContain("for 0, 10 and 50 epochs");
      expectToAddUp(await readouts(page));
      await figureSaysQuery(page, "decomposition", -3);
      await expect.poll(() => figureText(page, "decomposition"), { message }).toMatch(/neuron 5\b/);
      await plot(page, "ablation").scrollIntoViewIfNeeded();
      await expect.poll(() => figureText(page, "ablation"), { message }).toMatch(/neurons 1 and 2/);
      await expect
        .poll(() => page.getByRole("textbox", { name: "Epochs" }).inputValue())
        .toBe("0, 10, 50");
      expect(await notices(page)).toEqual([]);
      expect(new URL(page.url()).search).toBe("?x=-3&neuron=5&silenced=1,2&epochs=0,10,50");
      await page.reload();
      await alive(page);
    }
  });

  it("shows what moved the query as one step back, not as many", async () => {
    await visit();
    const before = await page.evaluate(() => history.length);
    await plot(page, "decomposition").focus();
    for (const x of [5.1, 5.2, 5.3, 5.4, 5.5]) {
      await page.keyboard.press("ArrowRight");
      await figureSaysQuery(page, "decomposition", x);
    }
    await addressSays(page, "x", "5.5");
    expect(await page.evaluate(() => history.length)).toBe(before);
  });

  it("is told what it names wrongly, and the page uses its own values", async () => {
    await visit("?x=99&colour=red&width=5&neuron=7");
    await expect.poll(() => notices(page)).toHaveLength(1);
    const [notice] = await notices(page);
    expect(notice).toMatch(/x=99 is not a number from −?-?10 to 10/);
    expect(notice).toContain("colour");
    expect(notice).toMatch(/width=5 is not a multiple of 4/);
    await figureSaysQuery(page, "decomposition", 5);
    await expect.poll(() => value("prediction")).toBeGreaterThan(20);
    await page.getByRole("button", { name: "Dismiss" }).click();
    await expect.poll(() => notices(page)).toEqual([]);
  });

  it("that names a run which is not shipped shows the shipped one, says so and offers to train it", async () => {
    await visit();
    const shipped = await value("prediction");
    await visit("?width=128&seed=3");
    await expect.poll(() => notices(page)).toHaveLength(1);
    await expect
      .poll(async () => (await notices(page))[0])
      .toMatch(/seed 3, width 128.*shipped run/);
    await expect.poll(() => value("prediction")).toBe(shipped);
    await expect.poll(() => page.getByRole("button", { name: "Train it" }).isVisible()).toBe(true);
    await expect.poll(() => cellText(page, "training")).toContain("not trained yet");
    // The choices are those of the address.
    await expect.poll(() => page.getByRole("textbox", { name: "Seed" }).inputValue()).toBe("3");
    await expect.poll(() => page.getByRole("slider", { name: /^Width/ }).inputValue()).toBe("128");
  });

  it("with a step shows the network at that step", async () => {
    await visit();
    const trained = await value("prediction");
    await visit("?step=20");
    await expect.poll(() => value("prediction")).not.toBe(trained);
    const at20 = await value("prediction");
    expectToAddUp(await readouts(page));
    await plot(page, "loss").scrollIntoViewIfNeeded();
    await expect.poll(() => plot(page, "loss").textContent()).toContain("epoch 20");

    // The scrubber goes on from there.
    const scrubber = page.getByRole("slider", { name: "Training step" });
    await expect.poll(() => scrubber.getAttribute("aria-valuetext")).toContain("epoch 20");
    await scrubber.focus();
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => Number(parameter(page, "step"))).toBeGreaterThan(20);
    await expect.poll(() => value("prediction")).not.toBe(at20);
    await page.keyboard.press("End");
    await addressSays(page, "step", null);
    await expect.poll(() => value("prediction")).toBe(trained);
  });
});

describe("a figure that the page scales, zooms or turns", () => {
  it.each(["transform: scale(0.6)", "transform: rotate(7deg)", "zoom: 0.75"])(
    "(%s) moves the query to where the pointer is",
    async (style) => {
      await visit("?x=-4");
      await cell(page, "target").evaluate((element, text) => {
        element.setAttribute("style", text);
      }, style);
      await plot(page, "target").scrollIntoViewIfNeeded();
      await settled(page);
      const box = (await plot(page, "target").locator(".fig-probe-handle").boundingBox())!;
      await plot(page, "target").focus();
      await page.keyboard.press("End");
      await addressSays(page, "x", "10");
      await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
      await expect
        .poll(() => Math.abs(Number(parameter(page, "x")) + 4), { message: style })
        .toBeLessThan(0.1);
    },
  );
});

describe("on touch", () => {
  it("a swipe up over a figure scrolls, one sideways moves the query, and so does a tap", async () => {
    const touched = await openNotebook(browser, site.url, {
      hasTouch: true,
      isMobile: true,
      viewport: { width: 390, height: 800 },
      reducedMotion: "reduce",
    });
    const { page } = touched;
    for (const slug of queryFigures) {
      await plot(page, slug).scrollIntoViewIfNeeded();
      const draggables = plot(page, slug).locator('[style*="touch-action"]');
      await expect.poll(() => draggables.count(), { message: slug }).toBeGreaterThan(0);
      const actions = await draggables.evaluateAll((all) =>
        all.map((element) => getComputedStyle(element).touchAction),
      );
      expect(new Set(actions), slug).toEqual(new Set(["pan-y pinch-zoom"]));
    }

    const handle = plot(page, "decomposition").locator(".fig-probe-handle").first();
    const devtools = await page.context().newCDPSession(page);
    /** Moves a finger in small steps, from beside the handle: where it lands is not where the query is. */
    const swipe = async (by: { x: number; y: number }): Promise<void> => {
      await handle.evaluate((element) =>
        element.scrollIntoView({ block: "center", behavior: "instant" }),
      );
      await settled(page);
      const box = (await handle.boundingBox())!;
      const [x, y] = [box.x + box.width / 2 - 60, box.y + box.height / 2];
      await devtools.send("Input.dispatchTouchEvent", {
        type: "touchStart",
        touchPoints: [{ x, y }],
      });
      for (let step = 1; step <= 10; ++step)
        await devtools.send("Input.dispatchTouchEvent", {
          type: "touchMove",
          touchPoints: [{ x: x + (by.x * step) / 10, y: y + (by.y * step) / 10 }],
        });
      await devtools.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
      await settled(page);
    };
    const scrolled = (): Promise<number> => page.evaluate(() => scrollY);

    const query = (): number => Number(parameter(page, "x") ?? 5);

    // A tap takes the query to where the finger is.
    await swipe({ x: 0, y: 0 });
    await expect.poll(query).toBeLessThan(3);
    const tapped = query();
    const top = await scrolled();

    await swipe({ x: 0, y: -120 });
    await expect.poll(scrolled).toBeGreaterThan(top + 50);
    await figureSaysQuery(page, "decomposition", tapped);

    await swipe({ x: -80, y: 0 });
    await expect.poll(query).toBeLessThan(tapped - 6);
    expect(Math.abs((await scrolled()) - top)).toBeLessThan(50);
    expect(touched.wrong).toEqual([]);
    await touched.close();
  });
});

it("nothing of this has caused an error", () => {
  expect(opened.wrong).toEqual([]);
});
