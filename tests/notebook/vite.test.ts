import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { build, createLogger } from "vite";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { ownLibraries } from "../../src/notebook/own-libraries";
import { notebooks } from "../../src/notebook/vite";
import { siteLicences } from "../../src/package/site-licences";
import { notebookOf } from "./compile/notebook";
import { copyOfSite, type FixtureSite } from "./site";

describe("the built site", { timeout: 60_000 }, () => {
  let site: FixtureSite;
  const said: string[] = [];

  async function buildSite(): Promise<void> {
    const logger = createLogger("warn");
    logger.warn = (message) => said.push(message);
    await build({
      root: site.folder,
      base: "./",
      configFile: false,
      logLevel: "warn",
      customLogger: logger,
      plugins: [ownLibraries(), notebooks(), siteLicences()],
    });
  }
  const read = (path: string): Promise<string> => readFile(join(site.folder, "dist", path), "utf8");

  beforeAll(async () => {
    site = await copyOfSite();
    await mkdir(join(site.folder, "public/prerender"), { recursive: true });
    await writeFile(
      join(site.folder, "public/prerender/first.json"),
      JSON.stringify({
        slots: { intro: ["3", "6"] },
        figures: {
          doubling: '<picture><img src="/prerender/doubling.svg" alt="Twice." /></picture>',
        },
      }),
    );
    await writeFile(join(site.folder, "public/prerender/doubling.svg"), "<svg/>");
    const font = resolve(
      "node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
    );
    await writeFile(
      join(site.folder, "notebooks/second/figures.css"),
      `.own { color: teal; } @font-face { font-family: Own; src: url("${font}"); }`,
    );
    const charts = {
      scale: 'import { scaleLinear } from "d3-scale"; scaleLinear()',
      chart: "Plot.plot()",
    };
    for (const name of ["charts", "more-charts"]) {
      await mkdir(join(site.folder, "notebooks", name));
      await writeFile(join(site.folder, `notebooks/${name}/index.html`), notebookOf(charts));
    }
    await buildSite();
  }, 60_000);
  afterAll(() => site.remove());

  it("has the main notebook at its top and each other in a folder", async () => {
    expect(await read("index.html")).toContain('data-cell="doubling"');
    expect(await read("second/index.html")).toContain('data-cell="answer"');
  });

  it("titles each page and lists the contents and all notebooks", async () => {
    const html = await read("index.html");
    expect(html).toContain("<title>First &amp; foremost</title>");
    expect(html).toContain('<meta name="description" content="A &quot;first&quot; one.">');
    expect(await read("second/index.html")).not.toContain('name="description"');
    expect(html).toContain('<ol><li data-level="2"><a href="#doubling">Doubling</a></li></ol>');
    expect(html).toContain(
      '<li><a href="./" aria-current="page">First &amp; foremost</a><p>A &quot;first&quot; one.</p></li>',
    );
    expect(html).toContain('<li><a href="./second/">Second</a></li>');
    expect(await read("second/index.html")).toContain(
      '<li><a href="../">First &amp; foremost</a><p>A &quot;first&quot; one.</p></li>',
    );
  });

  it("leads from the end of an argument to the next one, with its picture", async () => {
    const html = await read("second/index.html");
    const [, next] = html.split('<nav class="read-next"');
    expect(next).toContain('<a href="../">First &amp; foremost</a>');
    expect(next).toContain('<img src="../prerender/doubling.svg" alt="" />');
    expect(html.indexOf('data-cell="answer"')).toBeLessThan(html.indexOf("read-next"));
    const [argument, behind] = (await read("index.html")).split('<nav class="read-next"');
    expect(argument).toContain('data-cell="doubling"');
    expect(behind).toContain('data-cell="factor"');
  });

  it("gives a page the sheet that lies beside its notebook, and no other's", async () => {
    const sheetsOf = (html: string): string[] =>
      [...html.matchAll(/<link rel="stylesheet"[^>]* href="(?:\.\.?\/)+([^"]+)"/g)].map(
        ([, path]) => path,
      );
    const textOf = async (page: string): Promise<string> =>
      (await Promise.all(sheetsOf(await read(page)).map(read))).join("\n");
    expect(await textOf("second/index.html")).toContain(".own{color:teal}");
    expect(await textOf("index.html")).not.toContain(".own");
  });

  it("has a library that cells name in a file of its own, with all that it needs, which only they fetch", async () => {
    const files = await readdir(join(site.folder, "dist/assets"));
    const plots = files.filter((file) => /^Plot-[\w-]{8}\.js$/.test(file));
    expect(plots).toHaveLength(1);
    const scripts = await Promise.all(
      files
        .filter((file) => file.endsWith(".js"))
        .map(async (file) => ({ file, text: await read(`assets/${file}`) })),
    );
    const namedBy = scripts
      .filter(({ text }) => text.includes(plots[0]))
      .map(({ file }) => file.replace(/-[\w-]{8}\.js$/, ""));
    expect(namedBy.sort()).toEqual(["charts", "more-charts"]);
    const { text } = scripts.find(({ file }) => file === plots[0])!;
    const imported = [...text.matchAll(/\bfrom"\.\/([\w-]+)-[\w-]{8}\.js"/g)].map(
      ([, name]) => name,
    );
    expect(imported.filter((name) => name !== "rolldown-runtime")).toEqual([]);
  });

  it("refers to its files relatively, so that it works under any folder", async () => {
    for (const [page, top] of [
      ["index.html", "./"],
      ["second/index.html", "../"],
    ] as const) {
      const html = await read(page);
      expect(html).toContain(`<meta name="site-root" content="${top}">`);
      expect(html).toContain(`src="${top}assets/`);
      expect(html).not.toMatch(/(src|href)="\//);
    }
  });

  it("shows without JavaScript what was drawn ahead", async () => {
    const html = await read("index.html");
    expect(html).toContain('Twice <span data-slot="0">3</span>');
    expect(html).toContain(
      '<div class="cell-output" data-prerendered><picture><img src="./prerender/doubling.svg"',
    );
  });

  it("is built without a warning, and without what only dev needs", async () => {
    expect(said).toEqual([]);
    const scripts = (await readdir(join(site.folder, "dist/assets"))).filter((file) =>
      file.endsWith(".js"),
    );
    const code = (await Promise.all(scripts.map((file) => read(`assets/${file}`)))).join("\n");
    expect(code).not.toContain("DOMParser");
  });

  it("has the licences of the code and of the fonts that it brings along", async () => {
    const text = await read("licences.md");
    for (const name of ["@observablehq/runtime", "@observablehq/plot", "d3-scale"])
      expect(text).toContain(`\n## ${name} `);
    expect(text).toContain("\n## @fontsource-variable/inter ");
    expect(text).toContain("SIL OPEN FONT LICENSE");
    for (const section of text.split(/^## .*$/m).slice(1))
      expect(section.trim().length).toBeGreaterThan(200);
  });

  it("says where it is, and has a card for those who link to it, where SITE_URL says where", async () => {
    expect(await read("index.html")).not.toContain("canonical");
    await mkdir(join(site.folder, "public/cards/first"), { recursive: true });
    await writeFile(join(site.folder, "public/cards/first/doubling.png"), "");
    vi.stubEnv("SITE_URL", "https://site.example/lookup");
    await buildSite();
    vi.unstubAllEnvs();
    const html = await read("index.html");
    for (const part of [
      '<link rel="canonical" href="https://site.example/lookup/">',
      '<meta property="og:title" content="First &amp; foremost">',
      '<meta property="og:image" content="https://site.example/lookup/cards/first/doubling.png">',
      '<meta property="og:image:height" content="630">',
      '<meta name="twitter:card" content="summary_large_image">',
    ])
      expect(html).toContain(part);
    expect(await read("second/index.html")).toContain(
      '<link rel="canonical" href="https://site.example/lookup/second/">',
    );
  });

  it("is not built from a notebook that does not compile", async () => {
    const path = join(site.folder, "notebooks/second/index.html");
    await writeFile(path, (await readFile(path, "utf8")).replace("scale(6, 7)", "scael(6, 7)"));
    await expect(buildSite()).rejects.toThrow(
      /notebooks\/second\/index\.html:7:5: “scael” is not defined; the cell “answer” uses it\. Did you mean “scale”\?/,
    );
  });

  it("says once what is wrong in all notebooks, without where the compiler stood", async () => {
    const wrong = ["wrong", "wrong-too"];
    for (const name of wrong) {
      await mkdir(join(site.folder, "notebooks", name));
      const cells = { one: "undefinedHere", two: `import { a } from "./a"; ${"a".repeat(9)}` };
      await writeFile(join(site.folder, `notebooks/${name}/index.html`), notebookOf(cells));
    }
    const error = await buildSite().then(
      () => undefined,
      (reason: Error) => reason,
    );
    for (const name of wrong) await rm(join(site.folder, "notebooks", name), { recursive: true });
    const told = String(error?.message);
    for (const name of wrong)
      for (const line of [2, 3])
        expect(told.split(`notebooks/${name}/index.html:${line}:`)).toHaveLength(2);
    expect(`${told}\n${error?.stack}`).not.toMatch(/vite\.config|src\/notebook\/compile/);
  });
});
