import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EnginesPage } from "./pages/engines";
import { launchChromium, openPage, type WatchedPage } from "./support/chromium";
import { type Site, serveSite } from "./support/site";

const reference: { losses: number[] } = JSON.parse(
  await readFile("tests/fixtures/x-squared/losses.json", "utf8"),
);

let folder: string;
let site: Site;
let browser: Browser;
let open: WatchedPage;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "engines-"));
  await build({
    configFile: false,
    root: "tests/browser/pages",
    base: "./",
    // The page itself imports all engines, of which a warning would say that they are not lazy there.
    logLevel: "error",
    worker: { format: "es" },
    build: { outDir: folder, rollupOptions: { input: "tests/browser/pages/engines.html" } },
  });
  site = await serveSite(folder);
  browser = await launchChromium();
  open = await openPage(browser, `${site.url}engines.html`);
});

afterAll(async () => {
  expect(open.wrong).toEqual([]);
  await browser.close();
  await site.close();
  await rm(folder, { recursive: true });
});

/** Calls a function of the page. */
function call<K extends keyof EnginesPage>(
  name: K,
  ...args: Parameters<EnginesPage[K]>
): Promise<Awaited<ReturnType<EnginesPage[K]>>> {
  return callOn(open, name, ...args);
}

/** Calls a function of a page of its own. */
function callOn<K extends keyof EnginesPage>(
  { page }: WatchedPage,
  name: K,
  ...args: Parameters<EnginesPage[K]>
): Promise<Awaited<ReturnType<EnginesPage[K]>>> {
  return page.evaluate(
    ([name, args]) => {
      const { page } = globalThis as unknown as {
        page: Record<string, (...a: unknown[]) => never>;
      };
      return page[name](...args);
    },
    [name, args] as const,
  );
}

/** The largest relative difference. */
function difference(losses: readonly number[], expected: readonly number[]): number {
  return Math.max(...losses.map((loss, i) => Math.abs(loss / expected[i] - 1)));
}

describe("the WebGL engine, on the software renderer", () => {
  it("follows PyTorch's loss curve over 50 epochs", { timeout: 180_000 }, async () => {
    const { engine, losses, finalLoss } = await call("referenceLosses", "webgl", 50);
    expect(engine).toMatchObject({ type: "engine", engine: "webgl" });
    expect(losses).toHaveLength(51);
    expect(losses[50]).toBeCloseTo(finalLoss!, 3);
    expect(difference(losses, reference.losses)).toBeLessThan(1e-3);
  });

  it("keeps no textures after ten trainings, even where one diverges", async () => {
    const { ends, afterOne, afterTen } = await call("texturesAfterTrainings");
    expect(ends).toEqual([...Array(9).fill("model-done"), "diverged"]);
    expect(afterTen.living).toEqual(afterOne.living);
    expect(afterTen.made).toBeGreaterThan(5 * afterOne.made);
  });

  it("goes on from a checkpoint on a fresh context when one is lost", async () => {
    const { restarts, losses, undisturbed, kept, last } = await call("lostContexts", [20]);
    expect(restarts).toMatchObject([{ engine: "webgl" }]);
    expect(losses).toHaveLength(61);
    expect(difference(losses, undisturbed)).toBeLessThan(1e-4);
    expect(kept).toEqual([30, 60]);
    expect(last).toEqual({ type: "done" });
  });

  it("gives way to WebAssembly when the context is lost again", async () => {
    const { restarts, losses, undisturbed } = await call("lostContexts", [20, 40]);
    expect(restarts).toMatchObject([{ engine: "webgl" }, { engine: "wasm" }]);
    expect(losses).toHaveLength(61);
    expect(difference(losses, undisturbed)).toBeLessThan(1e-4);
  });
});

describe("training in a worker", () => {
  it("follows PyTorch's loss curve on the plain engine", { timeout: 120_000 }, async () => {
    const { engine, losses } = await call("referenceLosses", "plain", 50);
    expect(engine).toMatchObject({ type: "engine", engine: "plain" });
    expect(difference(losses, reference.losses)).toBeLessThan(1e-3);
  });

  it("fetches no TensorFlow.js for the plain engine", async () => {
    const fresh = await openPage(browser, `${site.url}engines.html`);
    const before = fresh.requests.length;
    await callOn(fresh, "choice", "plain");
    const fetched = fresh.requests.slice(before).map((url) => url.split("/").at(-1));
    await fresh.close();
    expect(fetched).toEqual([expect.stringMatching(/^worker-/)]);
  });

  it("follows PyTorch's loss curve on WebAssembly", async () => {
    const { engine, losses } = await call("referenceLosses", "wasm", 50);
    expect(engine).toMatchObject({ type: "engine", engine: "wasm" });
    expect(difference(losses, reference.losses)).toBeLessThan(1e-3);
  });

  it("chooses WebAssembly where the processor draws WebGL, and says why", async () => {
    expect(await call("choice")).toMatchObject({
      type: "engine",
      engine: "wasm",
      detail: expect.stringMatching(/^WebAssembly (with relaxed )?SIMD$/),
      reason: expect.stringMatching(/graphics card/),
    });
  });

  it("trains several models on as many workers as there are cores", async () => {
    const { done, progress, last } = await call("manyModels", 16, [60, 50, 20, 0]);
    expect(done.toSorted((a, b) => a - b)).toEqual([0, 20, 50, 60]);
    expect(progress).toMatchObject({ done: 130, total: 130 });
    expect(last).toEqual({ type: "done" });
  });

  it("pauses, takes one step at a time, resumes, and stops at once", async () => {
    const seen = await call("pauseStepResumeStop");
    expect(seen.eventsWhilePaused).toBe(0);
    expect(seen.stepped).toEqual([seen.paused + 1, seen.paused + 2]);
    expect(seen.resumed).toBeGreaterThan(seen.paused + 2);
    expect(seen.last).toBe("stopped");
    expect(seen.eventsAfterStop).toBe(0);
  });

  it.each(["plain", "webgl"] as const)(
    "goes on on the engine %s in the middle, as if nothing had been",
    async (engine) => {
      const { engines, losses, undisturbed, kept, last } = await call("switched", engine);
      expect(engines).toEqual(["wasm", engine]);
      expect(losses).toHaveLength(61);
      expect(difference(losses, undisturbed)).toBeLessThan(1e-4);
      expect(kept).toEqual([10, 20, 40, 60]);
      expect(last).toEqual({ type: "done" });
    },
  );

  it("takes the worker that was made ready, and comes to the same bits as in another", async () => {
    const { workers, engine, prepared, unprepared } = await call("prepared");
    expect(workers).toEqual([1, 1, 2]);
    expect(engine).toMatchObject({ engine: "wasm", reproducible: true });
    expect(prepared.length).toBeGreaterThan(500);
    expect(prepared).toEqual(unprepared);
  });

  it("ends with the error of a worker that fails, and tells nothing more", async () => {
    const fresh = await openPage(browser, `${site.url}engines.html`);
    const { last, eventsAfter } = await callOn(fresh, "dyingWorker");
    await fresh.close();
    expect(last).toEqual({
      type: "error",
      message: expect.stringMatching(/^The training worker failed: .*TypeError.*null/),
    });
    expect(eventsAfter).toBe(0);
  });

  it("gives way to the plain engine where a policy forbids WebAssembly, and says so", async () => {
    const strict = await serveSite(folder, { "content-security-policy": "script-src 'self'" });
    const fresh = await openPage(browser, `${strict.url}engines.html`);
    const policy = "The security policy of this page does not allow WebAssembly.";
    const plain = { type: "engine", engine: "plain", reproducible: false };
    expect(await callOn(fresh, "choice", "wasm")).toMatchObject({ ...plain, reason: policy });
    expect(await callOn(fresh, "choice", undefined, true)).toMatchObject({
      ...plain,
      reason: policy,
    });
    expect(await callOn(fresh, "choice")).toMatchObject({
      ...plain,
      reason: expect.stringMatching(/graphics card.* The security policy of this page/),
    });
    await fresh.close();
    await strict.close();
  });

  it("stops when it is invalidated", async () => {
    expect(await call("invalidated")).toBe("stopped");
  });

  it("says so where there can be no worker", async () => {
    expect(await call("withoutWorkers")).toEqual([
      {
        type: "error",
        message: "The training worker could not be started: workers are forbidden here",
      },
    ]);
  });
});
