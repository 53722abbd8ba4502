import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { embeddableSite } from "../../src/embed/embeddable-site";
import { Sources } from "../../src/notebook/sources";
import { copyOfSite, type FixtureSite } from "../notebook/site";

describe("what the dialog knows", () => {
  let site: FixtureSite;
  let sources: Sources;
  beforeAll(async () => {
    site = await copyOfSite();
    const folder = join(site.folder, "public/prerender");
    await mkdir(folder, { recursive: true });
    const doubling = '<img src="/a.webp" width="10" height="20" alt="A &amp; b">';
    await writeFile(join(folder, "first.json"), JSON.stringify({ figures: { doubling } }));
    await writeFile(join(folder, "first-heights.json"), '{"doubling": [[300, 70], [700, 50]]}');
    const embed = join(site.folder, "public/embed/first");
    await mkdir(embed, { recursive: true });
    for (const width of ["narrow", "wide"])
      await writeFile(join(embed, `doubling-${width}.webp`), "");
    await mkdir(join(site.folder, "notebooks/third"));
    await writeFile(
      join(site.folder, "notebooks/third/index.html"),
      `<notebook><title>Third</title><script type="text/x-typescript" data-cell="state">
const { x } = declareParameters(host, { x: { sets: "the query", codec: numbers, initial: 1 } });</script>
<script type="text/x-typescript" data-cell="shown">import { declareParameters, numbers } from "./p"; display(x);</script></notebook>`,
    );
    sources = new Sources(site.folder);
  });
  afterAll(() => site.remove());

  it("is of every cell that shows something, what stands in its tag and the height of its frame", () => {
    const { cells } = embeddableSite(sources, undefined);
    expect(Object.keys(cells)).toEqual(["first", "second", "third"]);
    expect(Object.keys(cells.first)).toEqual(["intro", "doubling", "training"]);
    expect(cells.first.doubling).toEqual({
      notebook: "first",
      cell: "doubling",
      title: "First & foremost",
      page: "./",
      pictures: {
        narrow: { src: "embed/first/doubling-narrow.webp", width: 350, height: 70 },
        wide: { src: "embed/first/doubling-wide.webp", width: 720, height: 50 },
        alt: "A &amp; b",
      },
      parameters: [],
      frameHeight: 82,
    });
    expect(cells.second.answer).toMatchObject({ page: "./second/", frameHeight: 480 });
    expect(cells.third.shown.parameters).toEqual(["x"]);
  });

  it("is where the site will be, if the build was told", () => {
    const address = "https://site.example/lookup/";
    expect(embeddableSite(sources, address).address).toBe(address);
    expect(embeddableSite(sources, undefined)).not.toHaveProperty("address");
  });
});
