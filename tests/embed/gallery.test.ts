import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkTags, fillGallery } from "../../src/embed/gallery";
import { Sources } from "../../src/notebook/sources";
import { copyOfSite, type FixtureSite } from "../notebook/site";

describe("the gallery of cells", () => {
  let site: FixtureSite;
  let sources: Sources;
  beforeAll(async () => {
    site = await copyOfSite();
    sources = new Sources(site.folder);
    await mkdir(join(site.folder, "public/prerender"), { recursive: true });
    await writeFile(
      join(site.folder, "public/prerender/first.json"),
      JSON.stringify({
        figures: { doubling: '<img src="/a.webp" width="10" height="20" alt="A &amp; b">' },
      }),
    );
    await writeFile(
      join(site.folder, "public/prerender/first-heights.json"),
      '{"doubling": [[350, 70], [720, 50]]}',
    );
    await mkdir(join(site.folder, "public/embed/first"), { recursive: true });
    for (const column of ["narrow", "wide"])
      await writeFile(join(site.folder, `public/embed/first/doubling-${column}.webp`), "");
    await mkdir(join(site.folder, "notebooks/third"));
    await writeFile(
      join(site.folder, "notebooks/third/index.html"),
      `<notebook><title>Third</title><script type="text/x-typescript" data-cell="state">
const { x } = declareParameters(host, { x: { codec: numbers, initial: 1 } });</script>
<script type="text/x-typescript" data-cell="shown">import { declareParameters, numbers } from "./p"; display(x);</script></notebook>`,
    );
  });
  afterAll(() => site.remove());
  const check = (attributes: string): void =>
    checkTags(`<lookup-cell ${attributes}></lookup-cell>`, "gallery.html", sources);

  it("has every cell that shows something, with its tag and its picture", () => {
    const html = fillGallery("<!-- gallery -->", sources);
    expect(html).toContain('<lookup-cell notebook="first" cell="intro">');
    expect(html).toContain(
      '<a href="./#cell-doubling"><picture><source media="(max-width: 600px)" srcset="/embed/first/doubling-narrow.webp" width="350" height="70"><img src="/embed/first/doubling-wide.webp" width="720" height="50" alt="A &amp; b"></picture></a>',
    );
    expect(html).toContain("srcset=&quot;./embed/first/doubling-narrow.webp&quot;");
    expect(html).toContain(
      "&lt;lookup-cell notebook=&quot;second&quot; cell=&quot;answer&quot;&gt;",
    );
    expect(html).not.toContain('cell="factor"');
  });

  it("fills an empty tag with what stands there until the cell lives", () => {
    const tag = '<lookup-cell notebook="second" cell="answer" scope="a"></lookup-cell>';
    expect(fillGallery(tag, sources)).toBe(
      '<lookup-cell notebook="second" cell="answer" scope="a"><a href="./second/#cell-answer">Second: answer</a></lookup-cell>',
    );
  });

  it("has the parameters of each notebook", () => {
    expect(fillGallery("<!-- gallery -->", sources)).toContain(
      "<dt><code>x</code></dt><dd><code>{ codec: numbers, initial: 1 }</code></dd>",
    );
  });

  it("may name what there is", () => {
    expect(() => check('notebook="third" cell="shown" x="2" scope="a" code')).not.toThrow();
  });

  it("fails to build with an unknown notebook, cell or parameter", () => {
    expect(() => check('notebook="fourth" cell="shown"')).toThrow(/no notebook “fourth”.*first/);
    expect(() => check('notebook="third" cell="state"')).toThrow(/no cell “state”.*shown/);
    expect(() => check('notebook="third" cell="shown" y="1"')).toThrow(/no parameter “y”.*x/);
    expect(() => check('cell="shown"')).toThrow(/names no notebook/);
  });
});
