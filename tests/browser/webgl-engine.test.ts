import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { WebglEnginePage } from "./pages/webgl-engine";
import { launchChromium, openPage, type WatchedPage } from "./support/chromium";
import { type Site, serveSite } from "./support/site";

let folder: string;
let site: Site;
let browser: Browser;
let open: WatchedPage;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "webgl-engine-"));
  await build({
    configFile: false,
    root: "tests/browser/pages",
    base: "./",
    logLevel: "error",
    build: {
      outDir: folder,
      target: "es2022",
      rollupOptions: { input: "tests/browser/pages/webgl-engine.html" },
    },
  });
  site = await serveSite(folder);
  browser = await launchChromium();
  open = await openPage(browser, `${site.url}webgl-engine.html`);
  await open.page.waitForFunction(() => "page" in globalThis);
});

afterAll(async () => {
  expect(open.wrong).toEqual([]);
  await browser.close();
  await site.close();
  await rm(folder, { recursive: true });
});

/** Calls a function of the page. */
function call<K extends keyof WebglEnginePage>(
  name: K,
  ...args: Parameters<WebglEnginePage[K]>
): Promise<Awaited<ReturnType<WebglEnginePage[K]>>> {
  return open.page.evaluate(
    ([name, args]) => {
      const { page } = globalThis as unknown as {
        page: Record<string, (...a: unknown[]) => never>;
      };
      return page[name](...args);
    },
    [name, args] as const,
  );
}

const largest = (...errors: number[]): number => Math.max(...errors);

describe("the WebGL engine, on the software renderer", () => {
  it("trains one model at a time in software, and several on a graphics card", async () => {
    expect(await call("presentation")).toEqual({
      name: "webgl",
      detail: expect.stringMatching(/SwiftShader/),
      reproducible: false,
      together: 1,
      onHardware: 16,
    });
  });

  it("has PyTorch's losses, outputs, gradients and steps for all kinds of networks", async () => {
    const errors = await call("caseErrors", "webgl");
    expect(errors).toHaveLength(69);
    expect(errors.filter(({ error }) => !(error <= 1e-5))).toEqual([]);
  });

  it("has PyTorch's gradients and first ten steps for x²", async () => {
    const { gradients, weights } = await call("xSquaredErrors", "webgl");
    expect(gradients).toBeLessThan(1e-5);
    expect(weights).toBeLessThan(1e-4);
  });

  it("trains what PyTorch's vectors leave out as the plain engine does", async () => {
    for (const { name, error, predictions, expected } of await call(
      "distancesFromPlain",
      "webgl",
    )) {
      expect(error, name).toBeLessThan(2e-5);
      expect(predictions, name).toBe(expected);
    }
  });

  describe("draws a step of the network 1 → 64 → 256 → 64 → 1", () => {
    it.each([
      ["plain", 1, 13],
      ["plain", 3, 13],
      ["gated", 1, 13],
      ["cross-entropy", 1, 14],
      ["cross-entropy", 3, 14],
    ] as const)("(%s, models: %d) in %d draws, without uploads", async (kind, models, draws) => {
      expect(await call("stepCalls", kind, models)).toEqual({ draws, uploads: 0, textures: 0 });
    });

    it("uploads minibatches of all models as two textures", async () => {
      const counts = await call("stepCalls", "minibatches", 3);
      expect(counts).toEqual({ draws: 13, uploads: 2, textures: 0 });
    });
  });

  describe.each(["full batches", "minibatches"] as const)("with several models on %s", (kind) => {
    it("trains each as if it were alone, also after one is taken out", async () => {
      const { left, step, distances, losses, differ } = await call("group", kind);
      expect({ left, step }).toEqual({ left: 2, step: 70 });
      expect(largest(...distances, ...losses)).toBeLessThan(1e-6);
      expect(differ).toBeGreaterThan(0.1);
    });

    it("keeps one that diverges from the others", async () => {
      const { diverged, weights, distances } = await call("divergedNeighbour", kind);
      expect(diverged).toEqual([false, true, false]);
      expect(weights).toBe(false);
      expect(largest(...distances)).toBeLessThan(1e-6);
    });
  });

  it("trains more models than one texture has room for", async () => {
    const { left, distances } = await call("severalStacks");
    expect(left).toBe(4);
    expect(largest(...distances)).toBeLessThan(1e-6);
  });

  it("goes on from a checkpoint as if it had not been interrupted", async () => {
    expect(await call("resumed", "webgl")).toEqual({ step: 20, distance: 0, losses: 0 });
  });

  it("gives arrays that further training leaves alone", async () => {
    const { same, moved } = await call("readingsStay", "webgl");
    expect(same).toBe(0);
    expect(moved).toBeGreaterThan(0);
  });

  it("keeps nothing of ten trainings, and nothing at all when it is disposed of", async () => {
    const { afterOne, afterTen, error, float32, disposed, lost } = await call("leaks");
    expect(afterTen).toEqual(afterOne);
    expect(afterOne.textures).toBe(0);
    expect(error).toBe(0);
    expect(float32).toBe(true);
    expect(disposed).toEqual({ textures: 0, programs: 0, framebuffers: 0 });
    expect(lost).toBe(true);
  });

  it("says that it is lost when its context is, and opens again on another", async () => {
    const { said, loss } = await call("afterLoss");
    expect(said).toEqual(
      Array(4).fill("EngineLostError: The browser took the graphics card away."),
    );
    expect(loss).toBeGreaterThan(0);
  });

  it("says so where textures are too small", async () => {
    const limit = /^RangeError: The textures of this graphics card have room for \d+ rows/;
    const [rows, network] = await call("tooLarge");
    expect(rows).toMatch(limit);
    expect(rows).toMatch(/too few for batches of 50000 rows\.$/);
    expect(network).toMatch(limit);
    expect(network).toMatch(/too few for a network of this size\.$/);
  });
});

describe("TensorFlow.js as everybody uses it, on the software renderer", () => {
  it("trains one model at a time", async () => {
    expect(await call("presentationOfTfjs")).toEqual({
      name: "tfjs",
      detail: expect.stringMatching(/SwiftShader/),
      reproducible: false,
      together: 1,
    });
  });

  it("has PyTorch's losses, outputs, gradients and steps for all kinds of networks", async () => {
    const errors = await call("caseErrors", "tfjs");
    expect(errors).toHaveLength(69);
    expect(errors.filter(({ error }) => !(error <= 1e-5))).toEqual([]);
  });

  it("has PyTorch's gradients and first ten steps for x²", async () => {
    const { gradients, weights } = await call("xSquaredErrors", "tfjs");
    expect(gradients).toBeLessThan(1e-5);
    expect(weights).toBeLessThan(1e-4);
  });

  it("trains what PyTorch's vectors leave out as the plain engine does", async () => {
    for (const { name, error, predictions, expected } of await call("distancesFromPlain", "tfjs")) {
      expect(error, name).toBeLessThan(2e-5);
      expect(predictions, name).toBe(expected);
    }
  });

  it("goes on from a checkpoint as if it had not been interrupted", async () => {
    const { step, distance, losses } = await call("resumed", "tfjs");
    expect(step).toBe(20);
    expect(largest(distance, losses)).toBeLessThan(1e-5);
  });

  it("gives arrays that further training leaves alone", async () => {
    const { same, moved } = await call("readingsStay", "tfjs");
    expect(same).toBe(0);
    expect(moved).toBeGreaterThan(0);
  });

  it("keeps no tensors of its trainings", async () => {
    const { afterOne, afterThree } = await call("tensorsOfTfjs");
    expect(afterThree).toBe(afterOne);
  });

  it("says that it is lost when its context is, and opens again on another", async () => {
    const { said, loss } = await call("lossOfTfjs");
    expect(said).toEqual(
      Array(2).fill("EngineLostError: The browser took the graphics card away."),
    );
    expect(loss).toBeGreaterThan(0);
  });
});

describe("a program of ours that does not compile", () => {
  it("is reported as such, and not as a lost graphics card", async () => {
    expect(await call("brokenProgram")).toMatch(
      /^EngineFailedError: A WebGL program of our own failed on this graphics card \(Failed to compile .*\)\.$/,
    );
  });
});
