import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import type { Browser } from "playwright-core";
import { build, createServer, type InlineConfig, transformWithOxc } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { adam } from "../../src/engines/adam";
import type { TrainingSpec } from "../../src/engines/contract";
import { meanSquaredErrorLoss } from "../../src/network/loss";
import { mixSeeds } from "../../src/network/random";
import { tsc } from "../../src/notebook/compile/tsc";
import { runJob } from "../../src/training/job";
import { xSquaredArchitecture, xSquaredData } from "../network/x-squared";
import { launchChromium, openPage, type WatchedPage } from "./support/chromium";
import { cellLives, textIn } from "./support/embeds";
import { type Project, projectWithPackage } from "./support/packed";
import { serveSite } from "./support/site";

/** What the consumer hands to its window. */
interface Trained {
  readonly engine: string;
  readonly loss: number;
  onGraphicsCard(): Promise<readonly string[]>;
  query(): unknown;
}

let project: Project;
let browser: Browser;
beforeAll(async () => {
  project = await projectWithPackage("tests/fixtures/package");
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await project?.remove();
});

const installed = (): string => join(project.folder, "node_modules/mlp-lookup");
const inProject = (more: InlineConfig = {}): InlineConfig => ({
  root: project.folder,
  configFile: false,
  logLevel: "warn",
  ...more,
});

/** The loss of the consumer's training, which is the same on every machine. */
function expectedLoss(): Promise<number> {
  const epochs = 30;
  const spec: TrainingSpec = {
    architecture: xSquaredArchitecture(8),
    loss: meanSquaredErrorLoss,
    optimiser: adam(1e-3),
    schedule: { name: "constant" },
    data: { kind: "fixed", ...xSquaredData() },
    models: [{ id: "30", seed: mixSeeds(7, epochs), steps: epochs, snapshots: [epochs] }],
  };
  return new Promise((resolve, reject) => {
    runJob(
      spec,
      (event) => {
        if (event.type === "snapshot" && event.step === epochs) resolve(event.loss);
        if (event.type === "error") reject(new Error(event.message));
      },
      { engine: "wasm", reproducible: true },
    );
  });
}

describe("the tarball", () => {
  it("has the built package and what every package has, and no tests, maps or sources", () => {
    const beside = project.packed.filter((path) => !path.startsWith("lib/"));
    expect(beside.sort()).toEqual(["LICENSE", "README.md", "package.json"]);
    const endings = new Set(project.packed.map((path) => /\.d\.ts$|\.\w+$/.exec(path)?.[0]));
    endings.delete(undefined); // LICENSE
    expect([...endings].sort()).toEqual(
      [".css", ".d.ts", ".js", ".json", ".md", ".safetensors", ".woff2"].sort(),
    );
  });

  it("can be imported where there is no browser, as when a site is built", () => {
    const entries = ["embed", "network", "training", "figures", "x-squared"];
    const script = `for (const each of ${JSON.stringify(entries)}) await import("mlp-lookup/" + each);`;
    expect(() =>
      execFileSync(process.execPath, ["--input-type=module", "-e", script], {
        cwd: project.folder,
        stdio: "pipe",
      }),
    ).not.toThrow();
  });

  it("names no folder of the machine that built it", () => {
    const text = project.packed
      .filter((path) => /\.(js|ts|css|json|md)$/.test(path))
      .map((path) => readFileSync(join(installed(), path), "utf8"))
      .join("\n");
    expect(text).not.toContain(process.cwd());
    expect(text).not.toMatch(/file:\/\/\/|sourceMappingURL/);
  });

  it("needs no other package, and has the licences of those that are in it", () => {
    const { dependencies } = JSON.parse(readFileSync(join(installed(), "package.json"), "utf8"));
    expect(dependencies).toBeUndefined();
    expect(readdirSync(join(project.folder, "node_modules")).filter(isPackage)).toEqual([
      "mlp-lookup",
    ]);
    const licences = readFileSync(join(installed(), "lib/licences.md"), "utf8");
    for (const name of ["d3-scale ", "plot ", "tfjs-core ", "gifenc ", "mediabunny ", "inter "])
      expect(licences).toMatch(new RegExp(`^## .*${name}\\d.*\\(`, "m"));
  });
});

const isPackage = (name: string): boolean => !name.startsWith(".");

describe("the package's types", () => {
  beforeAll(() => {
    const guide = readFileSync("docs/package.md", "utf8");
    const examples = [...guide.matchAll(/```ts\n(.*?)```/gs)].map(([, example]) => example);
    expect(examples.length).toBeGreaterThan(1);
    // Each is a module of its own, whether it imports anything or not.
    for (const [i, example] of examples.entries())
      writeFileSync(join(project.folder, `example-${i}.ts`), `${example}export {};\n`);
  });

  it.each([
    ["a bundler", "esnext", "bundler"],
    ["Node", "nodenext", "nodenext"],
  ])(
    "are found and hold, in the examples of docs/package.md too, as %s resolves them",
    async (_, module, moduleResolution) => {
      const options = ["--module", module, "--moduleResolution", moduleResolution];
      expect(await tsc(["-p", project.folder, ...options], project.folder)).toBe("");
    },
  );

  it("carry what the sources say of themselves", () => {
    const declaration = readFileSync(join(installed(), "lib/network/gelu.d.ts"), "utf8");
    expect(declaration).toMatch(/\/\*\*[^/]*\*\/\s*export declare function gelu\(/);
  });
});

describe("in Node", () => {
  it("the package trains on WebAssembly, and its figures can be imported", async () => {
    const output = execFileSync("node", ["node.mjs"], { cwd: project.folder, encoding: "utf8" });
    const { loss, computed, sharing, figures } = JSON.parse(output);
    expect(loss).toBe(await expectedLoss());
    expect(computed).toBeCloseTo(loss, 3);
    expect(sharing).toBeGreaterThan(1);
    expect(figures).toMatchObject({
      figures: ["draw", "engineRaceFigure", "erase", "figure", "lossFigure"],
      "x-squared": expect.arrayContaining(["keysFigure", "lookupTraceFigure", "targetFigure"]),
      superposition: expect.arrayContaining(["geometryFigure", "phasesFigure", "responsesFigure"]),
    });
  });
});

/** A way to bring the consumer to the browser. Returns where it is, and how to end that. */
type Serve = () => Promise<{ readonly url: string; close(): Promise<void> }>;

const ways: readonly (readonly [name: string, serve: Serve])[] = [
  [
    "an app that Vite has built, with nothing configured but a relative base",
    async () => {
      await build(inProject({ base: "./" }));
      return serveSite(join(project.folder, "dist"));
    },
  ],
  [
    "Vite's development server, with nothing configured",
    async () => {
      const server = await createServer(inProject({ server: { port: 0, host: "127.0.0.1" } }));
      await server.listen();
      return { url: server.resolvedUrls!.local[0], close: () => server.close() };
    },
  ],
  [
    "a page without a bundler",
    async () => {
      const source = readFileSync(join(project.folder, "consumer.ts"), "utf8");
      const { code } = await transformWithOxc(source, "consumer.ts");
      writeFileSync(join(project.folder, "consumer.js"), code);
      const { url, close } = await serveSite(project.folder);
      return { url: `${url}plain.html`, close };
    },
  ],
];

describe.each(ways)("in %s", (_, serve) => {
  let served: Awaited<ReturnType<Serve>>;
  let opened: WatchedPage;
  beforeAll(async () => {
    served = await serve();
    const permissions = ["clipboard-read", "clipboard-write"];
    opened = await openPage(browser, served.url, { permissions });
  });
  afterAll(async () => {
    await opened?.close();
    await served?.close();
  });
  const trained = <T>(ask: (trained: Trained) => T): Promise<T> =>
    opened.page.evaluate(
      `(${ask})(globalThis.trained)` as unknown as (argument: unknown) => Promise<T>,
    );

  it("a worker trains on WebAssembly, and fetches no TensorFlow.js", async () => {
    await opened.page.waitForFunction("globalThis.trained", undefined, { timeout: 30_000 });
    expect(await trained(({ engine, loss }) => ({ engine, loss }))).toEqual({
      engine: "wasm",
      loss: await expectedLoss(),
    });
    expect(opened.requests.filter(isWebglEngine)).toEqual([]);
  });

  it("a figure of the trained network is drawn, dressed and follows the keys", async () => {
    const figure = opened.page.locator("#figure > .figure");
    await expect.poll(() => figure.locator("figcaption").textContent()).toContain("x* = 3.00");
    await figure.locator(".figure-plot").press("ArrowRight");
    await expect.poll(() => figure.locator("figcaption").textContent()).toContain("x* = 3.10");
    const looks = await figure.evaluate((element) => {
      const { color, fontFamily } = getComputedStyle(element.querySelector("figcaption")!);
      const bar = getComputedStyle(element.querySelector(".fig-bar-positive")!).fill;
      return { color, fontFamily, bar };
    });
    expect(looks).toMatchObject({ color: "rgb(92, 99, 112)", bar: "rgb(0, 72, 180)" });
    expect(looks.fontFamily).toContain("Lookup Sans");
    const sums = opened.page.locator('body > div > .readouts output[name="prediction"]');
    await expect
      .poll(async () => Number(await sums.locator("data").getAttribute("value")))
      .toBeGreaterThan(0);
  });

  it("figures are dark where the page's own sheet is", async () => {
    const ink = (): Promise<string> =>
      opened.page.evaluate(
        () => getComputedStyle(document.querySelector("#figure > .figure figcaption")!).color,
      );
    await opened.page.evaluate(() => document.documentElement.classList.add("dark"));
    await expect.poll(() => ink()).toBe("rgb(139, 148, 158)");
    await opened.page.evaluate(() => document.documentElement.classList.remove("dark"));
    await expect.poll(() => ink()).toBe("rgb(92, 99, 112)");
  });

  it("cells live, and lead to no site", async () => {
    await cellLives(opened.page, "cell");
    await expect.poll(() => textIn(opened.page, "cell")).toContain("x* = 5.00");
    await expect.poll(() => trained(({ query }) => query())).toBe(5);
    await cellLives(opened.page, "text");
    await cellLives(opened.page, "chart");
    await expect
      .poll(() => opened.page.locator("#chart .fig-chart path").count())
      .toBeGreaterThan(0);
    const links = await opened.page.evaluate(() =>
      [...document.querySelectorAll("lookup-cell")].flatMap((cell) =>
        [...cell.shadowRoot!.querySelectorAll("a")].map(({ href }) => href),
      ),
    );
    expect(links).toEqual([""]);
    const menu = opened.page.locator("#cell .menu-button");
    await menu.click();
    await opened.page.getByRole("menuitem", { name: "Copy link" }).click();
    await expect
      .poll(() => opened.page.evaluate(() => navigator.clipboard.readText()))
      .toBe(`${served.url}#cell`);
  });

  it("TensorFlow.js is fetched when it is to train, by a worker and by the page", async () => {
    expect(await trained(({ onGraphicsCard }) => onGraphicsCard())).toEqual([
      "webgl",
      "tfjs",
      "webgl",
    ]);
    expect(opened.requests.filter(isWebglEngine)).not.toEqual([]);
  });

  it("nothing goes wrong, and nothing is asked of another origin", () => {
    expect(opened.wrong).toEqual([]);
  });
});

/** Whether an address is of the file with TensorFlow.js in it, rather than of one that knows that file's address. */
function isWebglEngine(url: string): boolean {
  return /\/assets\/webgl-engine(?!-address)/.test(url);
}

describe("a bundle of one import", () => {
  /** Bundles it. Returns the modules of the package in it and the bundle's bytes. */
  async function bundled(source: string): Promise<{ modules: string[]; bytes: number }> {
    const entry = join(project.folder, "one.js");
    writeFileSync(entry, source);
    const result = await build(
      inProject({
        build: {
          write: false,
          modulePreload: { polyfill: false },
          rolldownOptions: { input: entry },
        },
      }),
    );
    const chunks = [result]
      .flat()
      .flatMap((each) => ("output" in each ? each.output : []))
      .filter((each) => each.type === "chunk");
    return {
      modules: chunks
        .flatMap(({ modules }) => Object.entries(modules))
        .filter(([id, { renderedLength }]) => id.startsWith(installed()) && renderedLength > 0)
        .map(([id]) => relative(join(installed(), "lib"), id))
        .sort(),
      bytes: chunks.reduce((sum, { code }) => sum + Buffer.byteLength(code), 0),
    };
  }

  it("of mathematics has its own module alone", async () => {
    const { modules, bytes } = await bundled(
      'import { seeded } from "mlp-lookup/network"; console.log(seeded(1)());',
    );
    expect(modules).toEqual(["network/random.js"]);
    expect(bytes).toBeLessThan(1000);
  });

  it("of what a notebook makes public has no more of the notebook", async () => {
    const { modules } = await bundled(
      'import { firingRange } from "mlp-lookup/x-squared"; console.log(firingRange);',
    );
    expect(modules).toEqual(["notebooks/x-squared/mathematics/keys.js"]);
  });

  it("of one notebook has nothing of another", async () => {
    const { modules } = await bundled(
      'import { geometryFigure } from "mlp-lookup/superposition"; console.log(geometryFigure);',
    );
    expect(modules).toContain("notebooks/superposition/figures/geometry.js");
    expect(modules.filter((path) => path.startsWith("notebooks/x-squared/"))).toEqual([]);
  });

  it("of training has no engine where none is wanted", async () => {
    const { modules, bytes } = await bundled(
      'import { adam } from "mlp-lookup/training"; console.log(adam(1));',
    );
    expect(modules).toEqual(["engines/adam.js"]);
    expect(bytes).toBeLessThan(500);
  });

  it("of a figure has no other figure", async () => {
    const { modules } = await bundled(
      'import { draw } from "mlp-lookup/figures"; import { targetFigure } from "mlp-lookup/x-squared"; draw(targetFigure({}), document.body);',
    );
    const figures = modules.filter((path) => /\bfigures\/|-figure\.js$/.test(path));
    const own = ["focus.js", "line-error.js", "probe.js", "target.js"];
    expect(figures.map((path) => basename(path))).toEqual(own);
    expect(modules.filter((path) => path.startsWith("training/"))).toEqual([]);
  });

  it("of the element has it, though nothing of it is named", async () => {
    const { modules } = await bundled('import "mlp-lookup/embed";');
    expect(modules).toContain("embed/define.js");
  });
});
