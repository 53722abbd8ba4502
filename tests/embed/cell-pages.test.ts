import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cellPages } from "../../src/embed/cell-pages";
import { Sources } from "../../src/notebook/sources";
import { copyOfSite, type FixtureSite } from "../notebook/site";

describe("the pages of single cells", () => {
  let site: FixtureSite;
  let files: Map<string, string>;
  beforeAll(async () => {
    site = await copyOfSite();
    const folder = join(site.folder, "public/prerender");
    await mkdir(folder, { recursive: true });
    const doubling = '<img src="/a.webp" width="10" height="20" style="" alt="A &amp; b">';
    await writeFile(join(folder, "first.json"), JSON.stringify({ figures: { doubling } }));
    await writeFile(join(folder, "first-heights.json"), '{"doubling": [[300, 70], [700, 50]]}');
    await mkdir(join(site.folder, "public/cards/first"), { recursive: true });
    await writeFile(join(site.folder, "public/cards/first/doubling.png"), "");
    const pages = cellPages(new Sources(site.folder), "https://site.example/lookup/");
    files = new Map(pages.map(({ fileName, source }) => [fileName, source]));
  });
  afterAll(() => site.remove());

  it("are there for each cell that shows something", () => {
    expect([...files.keys()].filter((name) => name.endsWith(".html"))).toEqual([
      "embed/first/intro.html",
      "embed/first/doubling.html",
      "embed/first/training.html",
      "embed/second/answer.html",
    ]);
  });

  it("say where they are, what they show, and where their oEmbed response is", () => {
    const html = files.get("embed/first/doubling.html");
    for (const part of [
      '<link rel="canonical" href="https://site.example/lookup/embed/first/doubling.html">',
      'type="application/json+oembed" href="https://site.example/lookup/embed/first/doubling.json"',
      '<meta property="og:image" content="https://site.example/lookup/cards/first/doubling.png">',
      '<meta property="og:image:width" content="1200">',
      '<meta property="og:image:alt" content="A &amp; b">',
      '<lookup-cell notebook="first" cell="doubling" code><a href="../../#cell-doubling">First',
      "<title>First &amp; foremost: doubling</title>",
    ])
      expect(html).toContain(part);
  });

  it("show the notebook’s picture where the cell has none, and none where there is none", () => {
    expect(files.get("embed/first/intro.html")).toContain("/cards/first/doubling.png");
    expect(files.get("embed/second/answer.html")).not.toContain("og:image");
  });

  it("give to oEmbed a frame of the height that was measured", () => {
    const { html, ...response } = JSON.parse(files.get("embed/first/doubling.json") ?? "");
    expect(response).toMatchObject({
      version: "1.0",
      type: "rich",
      title: "First & foremost: doubling",
      height: 82,
      thumbnail_url: "https://site.example/lookup/cards/first/doubling.png",
      thumbnail_width: 1200,
    });
    expect(html).toContain(
      'src="https://site.example/lookup/embed.html?notebook=first&amp;cell=doubling&amp;downloads"',
    );
    expect(html).toContain('sandbox="allow-scripts allow-downloads allow-popups"');
    // As wide as a column, if that is no wider than it says.
    expect(html).toContain(
      `width="100%" height="82" frameborder="0" style="max-width: ${response.width}px"`,
    );
  });
});
