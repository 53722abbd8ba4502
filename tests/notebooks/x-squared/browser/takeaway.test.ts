import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { Resvg } from "@resvg/resvg-js";
import { parse } from "csv-parse/sync";
import { JSDOM } from "jsdom";
import { GifReader } from "omggif";
import type { Browser, Page } from "playwright-core";
import { PNG } from "pngjs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { predictAt } from "../../../../src/network/forward";
import { fromStateDict } from "../../../../src/network/state-dict";
import { serveBuiltSite } from "../../../browser/support/built-site";
import { launchChromium, type WatchedPage } from "../../../browser/support/chromium";
import { chooseItem, saved, takeAway } from "../../../browser/support/downloads";
import {
  cell,
  cellText,
  notices,
  parameter,
  plot,
  settled,
} from "../../../browser/support/notebook";
import type { Site } from "../../../browser/support/site";
import { alive, figureSaysQuery, figures, openNotebook, readouts } from "./notebook";

let site: Site;
let browser: Browser;
let opened: WatchedPage;
let page: Page;
const address = "?x=7.3&neuron=3&silenced=1,5";
/** Paper around a picture. */
const margin = 12;
/** What Plot draws of the networks at different epochs. */
const converging = '[aria-label="line"].fig-converging';

beforeAll(async () => {
  site = await serveBuiltSite();
  browser = await launchChromium();
  opened = await openNotebook(browser, `${site.url}${address}`, {
    reducedMotion: "reduce",
    deviceScaleFactor: 2,
    permissions: ["clipboard-read", "clipboard-write"],
  });
  page = opened.page;
  await page.evaluate(() => document.fonts.ready);
});

afterAll(async () => {
  await opened?.close();
  await browser?.close();
  await site?.close();
});

/** Pixels between those that are compared. */
const stride = 3;

/** The mean difference of two pictures' channels, 0 to 255, where one is moved by a few pixels. */
function difference(a: PNG, b: PNG, right = 0, down = 0): number {
  let sum = 0;
  let compared = 0;
  for (let y = 2; y < Math.min(a.height, b.height) - 2; y += stride)
    for (let x = 2; x < Math.min(a.width, b.width) - 2; x += stride)
      for (let channel = 0; channel < 3; ++channel) {
        const moved = b.data[4 * ((y + down) * b.width + x + right) + channel];
        sum += Math.abs(a.data[4 * (y * a.width + x) + channel] - moved);
        ++compared;
      }
  return sum / compared;
}

/** The least difference, where a figure may lie between the pixels of a photograph. */
function leastDifference(a: PNG, b: PNG): number {
  const moves = [-2, -1, 0, 1, 2];
  return Math.min(...moves.flatMap((x) => moves.map((y) => difference(a, b, x, y))));
}

/** The picture without the paper around it. */
function withoutMargin(picture: PNG): PNG {
  const edge = 2 * margin;
  const [width, height] = [picture.width - 2 * edge, picture.height - 2 * edge];
  const cut = new PNG({ width, height });
  PNG.bitblt(picture, cut, edge, edge, width, height, 0, 0);
  return cut;
}

describe("every figure", () => {
  it.each(figures)("offers in the %s what can be taken away, by keyboard", async (slug) => {
    const button = cell(page, slug).locator(".menu-button");
    await button.scrollIntoViewIfNeeded();
    const heightOf = async (): Promise<number> =>
      (await cell(page, slug).locator("figure").boundingBox())!.height;
    await settled(page);
    const before = await heightOf();
    const { width, height } = (await button.boundingBox())!;
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(44);

    await button.focus();
    await page.keyboard.press("Enter");
    const items = cell(page, slug).getByRole("menuitem");
    await expect
      .poll(() => items.allTextContents())
      .toEqual([
        "Copy link",
        "Embed",
        "Save as SVG",
        "Save as PNG",
        "Save numbers as CSV",
        ...(slug === "lookup-trace" ? ["Save the sweep as GIF", "Save the sweep as video"] : []),
      ]);
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.textContent))
      .toBe("Copy link");
    await page.keyboard.press("ArrowDown");
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe("Embed");
    expect(await heightOf()).toBe(before);
    await page.keyboard.press("Escape");
    await expect.poll(() => items.first().isVisible()).toBe(false);
    await expect
      .poll(() => button.evaluate((element) => element === document.activeElement))
      .toBe(true);
  });

  it.each(figures)(
    "gives the %s as an SVG and a PNG that show what the page shows",
    async (slug) => {
      await plot(page, slug).scrollIntoViewIfNeeded();
      await settled(page);
      const svg = await takeAway(page, slug, "Save as SVG");
      const png = await takeAway(page, slug, "Save as PNG");
      expect(svg.name).toBe(`${slug}-x=7.3-neuron=3-silenced=1,5.svg`);
      expect(png.name).toBe(`${slug}-x=7.3-neuron=3-silenced=1,5.png`);

      // The SVG is well-formed and needs nothing of the page.
      const text = svg.bytes.toString("utf8");
      const { documentElement: root } = new JSDOM(text, { contentType: "image/svg+xml" }).window
        .document;
      expect(root.namespaceURI).toBe("http://www.w3.org/2000/svg");
      expect(root.querySelector("title")!.textContent).not.toBe("");
      // Engines that nobody has raced have no numbers yet.
      const said = slug === "engine-race" ? /not measured/ : /\d/;
      expect(root.querySelector("desc")!.textContent).toMatch(said);
      expect(text.replaceAll(/"data:[^"]*"/g, "")).not.toMatch(
        /var\(|currentColor|class=|rgba?\(|Inter Text|NaN|foreignObject/,
      );
      for (const image of root.querySelectorAll("image"))
        expect(image.getAttribute("href")).toMatch(/^data:image\/png;base64,/);
      const written = [...root.querySelectorAll("text")].map(({ textContent }) => textContent);
      const shown = await plot(page, slug).evaluate((element) =>
        [...element.querySelectorAll("text")]
          .map(({ textContent }) => textContent ?? "")
          .filter((words) => words.trim() !== ""),
      );
      expect(written).toEqual(expect.arrayContaining(shown));

      // Other programs draw both, at their sizes.
      const box = (await plot(page, slug).boundingBox())!;
      const drawn = PNG.sync.read(
        Buffer.from(new Resvg(text, { fitTo: { mode: "zoom", value: 2 } }).render().asPng()),
      );
      const picture = PNG.sync.read(png.bytes);
      expect(picture.width).toBe(2 * (Math.ceil(box.width) + 2 * margin));
      expect(picture.height).toBeGreaterThanOrEqual(2 * (Math.ceil(box.height) + 2 * margin));
      expect([drawn.width, drawn.height]).toEqual([picture.width, picture.height]);
      // Fonts differ; a part that is missing would make more of a difference.
      expect(difference(drawn, picture)).toBeLessThan(5);
      const onPage = PNG.sync.read(await plot(page, slug).screenshot());
      expect(leastDifference(onPage, withoutMargin(picture))).toBeLessThan(3);
    },
  );

  it("copies a link that opens the page as it stands, at the figure", async () => {
    await plot(page, "keys").focus();
    await page.keyboard.press("ArrowRight");
    // At once: the address is written a little later.
    await chooseItem(page, "keys", "Copy link");
    await expect
      .poll(() => cell(page, "keys").locator("[role=status]").textContent())
      .toBe("Link copied");
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link).toBe(`${site.url}?x=7.4&neuron=3&silenced=1,5#cell-keys`);
    const other = await openNotebook(browser, link, { reducedMotion: "reduce" });
    await figureSaysQuery(other.page, "keys", 7.4);
    await other.close();
    await page.keyboard.press("Escape");
    await plot(page, "keys").focus();
    await page.keyboard.press("ArrowLeft");
    await expect.poll(() => parameter(page, "x")).toBe("7.3");
  });
});

describe("the numbers as CSV", () => {
  const rowsOf = async (slug: string): Promise<Record<string, string>[]> =>
    parse((await takeAway(page, slug, "Save numbers as CSV")).bytes, { columns: true });
  const single = (text: string): number => {
    // Nothing is lost on the way to float32 and back.
    expect(String(Number(text))).toBe(text);
    return Math.fround(Number(text));
  };

  it("are those that the lookup trace adds up", async () => {
    const rows = await rowsOf("lookup-trace");
    const shown = await readouts(page);
    expect(rows.map(({ neuron }) => Number(neuron))).toEqual(
      Array.from({ length: 64 }, (_, i) => i),
    );
    const sum = (name: string): number => rows.reduce((all, row) => all + single(row[name]), 0);
    expect(sum("contribution")).toBeCloseTo(shown["contribution-sum"].value, 4);
    expect(sum("integrated_gradient")).toBeCloseTo(shown["integrated-sum"].value, 4);
    expect(rows.filter((row) => Number(row.pre_activation) > 0)).toHaveLength(
      shown["active-neurons"].value,
    );
    expect(rows.filter(({ silenced }) => silenced === "1").map(({ neuron }) => neuron)).toEqual([
      "1",
      "5",
    ]);
    for (const row of rows)
      expect(single(row.activation) * single(row.value)).toBeCloseTo(single(row.contribution), 4);
  });

  it("are all those of the curves, with the error that they make", async () => {
    const rows = await rowsOf("convergence");
    expect(rows).toHaveLength(9 * 1000);
    const longest = rows.filter(({ epochs }) => epochs === "500");
    const error =
      longest.reduce(
        (sum, { prediction, target }) => sum + (Number(prediction) - Number(target)) ** 2,
        0,
      ) / longest.length;
    expect(error).toBeCloseTo(Number(longest[0].mean_squared_error), 5);
    expect(Math.abs(Number(longest[1].target) - Number(longest[1].x) ** 2)).toBeLessThan(1e-4);
  });

  it.each([
    ["target", 1000, ["x", "target", "line", "line_minus_target"]],
    ["architecture", 64, ["neuron", "x", "z", "gelu", "relu", "gelu_derivative", "silenced"]],
    ["loss", 501, ["epoch", "mean_squared_error"]],
    ["keys", 64, ["neuron", "weight", "bias", "pivot", "facing", "x", "matches", "silenced"]],
    ["activations", 1000, ["x", ...Array.from({ length: 64 }, (_, i) => `neuron_${i}`)]],
    ["ablation", 1000, ["x", "target", "prediction", "prediction_without_silenced"]],
  ] as const)("of the %s are %i rows under named columns", async (slug, rows, columns) => {
    const table = await rowsOf(slug);
    expect(table).toHaveLength(rows);
    expect(Object.keys(table[0])).toEqual(columns);
    for (const row of [table[0], table[rows - 1]])
      for (const value of Object.values(row)) single(value);
  });
});

describe("the sweep as GIF", () => {
  it("is cancelled without a trace", async () => {
    await chooseItem(page, "lookup-trace", "Save the sweep as GIF");
    await cell(page, "lookup-trace").getByRole("button", { name: "Cancel" }).click();
    await expect
      .poll(() => cell(page, "lookup-trace").locator(".menu-status").textContent())
      .toBe("Cancelled");
    await expect
      .poll(() => cell(page, "lookup-trace").locator(".menu-panel, .figure-plot[inert]").count())
      .toBe(0);
  });

  it("is 198 frames of 40 ms, there and back, in a loop, and leaves the page as it is", async () => {
    const box = (await plot(page, "lookup-trace").boundingBox())!;
    const { name, bytes } = await takeAway(page, "lookup-trace", "Save the sweep as GIF");
    expect(name).toBe("lookup-trace-x=7.3-neuron=3-silenced=1,5.gif");
    const gif = new GifReader(bytes);
    expect([gif.numFrames(), gif.loopCount()]).toEqual([198, 0]);
    expect([gif.width, gif.height]).toEqual([
      Math.ceil(box.width) + 24,
      Math.ceil(box.height) + 24,
    ]);
    const shown = new PNG({ width: gif.width, height: gif.height });
    const frames = new Map<number, Buffer>();
    for (let frame = 0; frame < 198; ++frame) {
      expect(gif.frameInfo(frame).delay).toBe(4);
      gif.decodeAndBlitFrameRGBA(frame, shown.data);
      if ([0, 1, 50, 99, 148, 197].includes(frame)) frames.set(frame, Buffer.from(shown.data));
    }
    const same = (a: number, b: number): boolean => frames.get(a)!.equals(frames.get(b)!);
    expect([same(197, 1), same(148, 50), same(99, 0)]).toEqual([true, true, false]);
    expect(bytes.length).toBeLessThan(4_000_000);
    await figureSaysQuery(page, "lookup-trace", 7.3);
    expect(parameter(page, "x")).toBe("7.3");
  }, 120_000);
});

describe("the sweep as video", () => {
  it("plays for 198 frames of 40 ms, at two pixels for each of the page's", async () => {
    // A small one: it is encoded in software here.
    const narrow = await openNotebook(browser, site.url, {
      viewport: { width: 320, height: 844 },
      reducedMotion: "reduce",
    });
    const box = (await plot(narrow.page, "lookup-trace").boundingBox())!;
    const video = await takeAway(narrow.page, "lookup-trace", "Save the sweep as video");
    expect(video.name).toMatch(/^lookup-trace\.(mp4|webm)$/);
    const played = await narrow.page.evaluate(
      async ({ base64, type }) => {
        const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
        const element = document.createElement("video");
        element.src = URL.createObjectURL(new Blob([bytes], { type }));
        await new Promise((resolve, reject) => {
          element.onloadeddata = resolve;
          element.onerror = () => reject(new Error(element.error?.message));
        });
        return [element.duration, element.videoWidth, element.videoHeight];
      },
      { base64: video.bytes.toString("base64"), type: `video/${video.name.split(".")[1]}` },
    );
    expect(played[0]).toBeCloseTo(7.92, 1);
    expect(played.slice(1)).toEqual(
      [box.width, box.height].map((each) => 2 * (Math.ceil(each) + 24)),
    );
    expect(narrow.wrong).toEqual([]);
    await narrow.close();
  }, 120_000);
});

interface Stored {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/** Reads a file of float32 tensors after the format's description, apart from the project's own reader. */
function tensorsIn(
  bytes: Buffer,
): Map<string, { shape: readonly number[]; data: Float32Array<ArrayBuffer> }> {
  const start = 8 + Number(bytes.readBigUInt64LE(0));
  const { __metadata__, ...header } = JSON.parse(bytes.toString("utf8", 8, start)) as Record<
    string,
    Stored
  >;
  return new Map(
    Object.entries(header).map(
      ([
        name,
        {
          dtype,
          shape,
          data_offsets: [begin, end],
        },
      ]) => {
        expect(dtype).toBe("F32");
        const data = Float32Array.from({ length: (end - begin) / 4 }, (_, i) =>
          bytes.readFloatLE(start + begin + 4 * i),
        );
        return [name, { shape, data }];
      },
    ),
  );
}

/** What PyTorch answers with the weights of a file, if PyTorch is on this machine. */
function answerOfPyTorch(file: Buffer, d: number, x: number): number | undefined {
  const script = `
import json, struct, sys, torch
from torch import nn
raw = sys.stdin.buffer.read()
start = 8 + struct.unpack("<Q", raw[:8])[0]
header = json.loads(raw[8:start])
header.pop("__metadata__", None)
tensors = {name: torch.frombuffer(bytearray(raw[start + at["data_offsets"][0]:start + at["data_offsets"][1]]), dtype=torch.float32).reshape(at["shape"]) for name, at in header.items()}
class MLP(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.unit = nn.Sequential(nn.Linear(1, d), nn.GELU(), nn.Linear(d, 4 * d), nn.GELU(), nn.Linear(4 * d, d), nn.GELU(), nn.Linear(d, 1))
model = MLP(${d})
model.load_state_dict(tensors)
print(model.double().unit(torch.tensor([[${x}]], dtype=torch.float64)).item())
`;
  const { status, stdout } = spawnSync("/usr/bin/python3", ["-c", script], { input: file });
  return status === 0 ? Number(stdout.toString()) : undefined;
}

describe("the network as a file", () => {
  const weights = () => cell(page, "weights");
  const openFile = (name: string, buffer: Buffer): Promise<void> =>
    page
      .locator('input[type="file"]')
      .setInputFiles({ name, mimeType: "application/octet-stream", buffer });
  const fixture = (name: string): Buffer => readFileSync(`tests/fixtures/opened/${name}`);
  const { queries, answers } = JSON.parse(fixture("answers.json").toString());

  it("is saved with PyTorch's names, and answers elsewhere as it does on the page", async () => {
    const file = await saved(page, () =>
      weights().getByRole("button", { name: "Save the network" }).click(),
    );
    expect(file.name).toBe("x-squared-seed=7-width=64-lr=0.001-epoch=500.safetensors");
    const tensors = tensorsIn(file.bytes);
    expect([...tensors].map(([name, { shape }]) => [name, shape])).toEqual([
      ["unit.0.weight", [64, 1]],
      ["unit.0.bias", [64]],
      ["unit.2.weight", [256, 64]],
      ["unit.2.bias", [256]],
      ["unit.4.weight", [64, 256]],
      ["unit.4.bias", [64]],
      ["unit.6.weight", [1, 64]],
      ["unit.6.bias", [1]],
    ]);
    const { prediction } = await readouts(page);
    expect(Math.abs(predictAt(fromStateDict(tensors), 7.3) - prediction.value)).toBeLessThan(1e-3);
    const other = answerOfPyTorch(file.bytes, 64, 7.3);
    if (other === undefined) console.log("SKIPPED: PyTorch is not on this machine");
    else expect(Math.abs(other - prediction.value)).toBeLessThan(1e-6);
  });

  it("is saved at the step that the reader looks at", async () => {
    await plot(page, "loss").focus();
    await page.keyboard.press("Home");
    await expect.poll(() => cellText(page, "weights")).toContain("at epoch 0");
    const file = await saved(page, () =>
      weights().getByRole("button", { name: "Save the network" }).click(),
    );
    expect(file.name).toContain("epoch=0");
    const { prediction } = await readouts(page);
    expect(predictAt(fromStateDict(tensorsIn(file.bytes)), 7.3)).toBeCloseTo(prediction.value, 3);
    await page.keyboard.press("End");
  });

  it.each(["f32", "f16", "bf16"])(
    "is opened from %s, and the whole page shows it",
    async (dtype) => {
      await page.goto(`${site.url}?x=2.5`);
      await alive(page);
      await openFile(`${dtype}.safetensors`, fixture(`${dtype}.safetensors`));
      await expect
        .poll(() => cellText(page, "weights"))
        .toContain(`1 → 8 → 32 → 8 → 1, from ${dtype}.safetensors`);
      const answer = answers[dtype][queries.indexOf(2.5)];
      await expect
        .poll(async () => Math.abs((await readouts(page)).prediction.value - answer))
        .toBeLessThan(1e-4);
      await plot(page, "convergence").scrollIntoViewIfNeeded();
      await expect.poll(() => cell(page, "convergence").locator(converging).count()).toBe(1);
      await expect
        .poll(() => cell(page, "convergence").locator("figcaption").textContent())
        .toContain("One network, opened from a file");
      await expect.poll(() => cellText(page, "scrubber")).toContain("no history");
      await chooseItem(page, "convergence", "Copy link");
      await expect
        .poll(() => cell(page, "convergence").locator("[role=status]").textContent())
        .toBe(`Link copied. It cannot carry the network from ${dtype}.safetensors.`);
      await expect.poll(() => cell(page, "scrubber").locator("input").isDisabled()).toBe(true);
      await plot(page, "loss").scrollIntoViewIfNeeded();
      await expect
        .poll(() => cell(page, "loss").locator("figcaption").textContent())
        .toContain("opened from a file");
      await expect.poll(() => cellText(page, "readouts")).toContain("of 8 neurons active");
    },
  );

  it.each([
    ["cut short", (bytes: Buffer) => bytes.subarray(0, -9), /truncated/],
    [
      "no safetensors file",
      () => Buffer.from("PK\u0003\u0004 a zip file, perhaps"),
      /no safetensors file/,
    ],
    [
      "of another dtype",
      (bytes: Buffer) => Buffer.from(bytes.toString("latin1").replace('"F32"', '"I32"'), "latin1"),
      /F64, F32, F16 or BF16, found I32/,
    ],
    [
      "of another shape",
      (bytes: Buffer) =>
        Buffer.from(bytes.toString("latin1").replace("[32, 8]", "[8, 32]"), "latin1"),
      /Expected shape \[outputs, 8\] in tensor "unit\.2\.weight", found \[8, 32\]/,
    ],
  ])("is refused where it is %s, and the page keeps what it had", async (_, damage, message) => {
    const before = await readouts(page);
    await openFile("bad.safetensors", damage(fixture("f32.safetensors")));
    await expect.poll(async () => (await notices(page)).join()).toMatch(message);
    await expect
      .poll(async () => (await notices(page)).join())
      .toContain("bad.safetensors was not opened");
    expect(await readouts(page)).toEqual(before);
    await expect.poll(() => cellText(page, "weights")).toContain("from bf16.safetensors");
  });

  it("gives way to the shipped run", async () => {
    await cell(page, "training").getByRole("button", { name: "Shipped run" }).click();
    await expect
      .poll(() => cellText(page, "weights"))
      .toContain("1 → 64 → 256 → 64 → 1, at epoch 500");
    await plot(page, "convergence").scrollIntoViewIfNeeded();
    await expect.poll(() => cell(page, "convergence").locator(converging).count()).toBe(9);
    await expect.poll(() => cell(page, "scrubber").locator("input").isDisabled()).toBe(false);
  });

  it("is opened where it is dropped", async () => {
    await page.evaluate((base64) => {
      const files = new DataTransfer();
      const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
      files.items.add(new File([bytes], "dropped.safetensors"));
      for (const type of ["dragover", "drop"])
        document.body.dispatchEvent(
          new DragEvent(type, { dataTransfer: files, bubbles: true, cancelable: true }),
        );
    }, fixture("f16.safetensors").toString("base64"));
    await expect.poll(() => cellText(page, "weights")).toContain("from dropped.safetensors");
  });

  it("may have a single key", async () => {
    const { initialise } = await import("../../../../src/network/initialise");
    const { xSquaredArchitecture } = await import(
      "../../../../notebooks/x-squared/mathematics/dataset"
    );
    const { seeded } = await import("../../../../src/network/random");
    const { toStateDict } = await import("../../../../src/network/state-dict");
    const { writeSafetensors } = await import("../../../../src/network/safetensors-write");
    const network = initialise(xSquaredArchitecture(1), seeded(1));
    await openFile(
      "one.safetensors",
      Buffer.from(writeSafetensors(toStateDict(network), { dtype: "F32" })),
    );
    await expect.poll(() => cellText(page, "weights")).toContain("1 → 1 → 4 → 1 → 1");
    for (const slug of figures) await plot(page, slug).scrollIntoViewIfNeeded();
    await settled(page);
    expect(await page.locator(".cell-error").count()).toBe(0);
  });
});

it("has reported no error, and asked no other origin", () => {
  expect(opened.wrong).toEqual([]);
});
