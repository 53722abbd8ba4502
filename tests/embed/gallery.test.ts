import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkTags, fillGallery } from "../../src/embed/gallery";
import type { ToldParameter } from "../../src/embed/told-parameters";
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
        figures: {
          doubling: '<figure><img src="/a.webp" width="10" height="20" alt="A &amp; b"></figure>',
          training: "<button inert>Train</button>",
        },
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
const { x } = declareParameters(host, { x: { sets: "the query", codec: numbers, initial: 1 } });</script>
<script type="text/x-typescript" data-cell="shown">import { declareParameters, numbers } from "./p"; display(x);</script></notebook>`,
    );
  });
  afterAll(() => site.remove());
  const x: ToldParameter = { name: "x", sets: "the query", takes: "a number", initial: "5" };
  const filled = (html: string): string =>
    fillGallery(
      html,
      sources,
      new Map([
        ["third", [x]],
        ["second", []],
        ["first", []],
      ]),
    );
  const check = (attributes: string): void =>
    checkTags(`<lookup-cell ${attributes}></lookup-cell>`, "gallery.html", sources);

  it("has every cell that shows something, with its tag and its picture", () => {
    const html = filled("<!-- gallery -->");
    expect(html).toContain('<lookup-cell notebook="first" cell="intro">');
    expect(html).toContain(
      '<a href="./#cell-doubling"><picture><source media="(max-width: 600px)" srcset="/embed/first/doubling-narrow.webp" width="350" height="70" /><img src="/embed/first/doubling-wide.webp" width="720" height="50" alt="A &amp; b" /></picture></a>',
    );
    expect(html).toContain("srcset=&quot;./embed/first/doubling-narrow.webp&quot;");
    expect(html).toContain(
      "&lt;lookup-cell notebook=&quot;second&quot; cell=&quot;answer&quot;&gt;",
    );
    expect(html).not.toContain('cell="factor"');
  });

  it("fills an empty tag with what stands there until the cell lives", () => {
    const tag = '<lookup-cell notebook="second" cell="answer" scope="a"></lookup-cell>';
    expect(filled(tag)).toBe(
      '<lookup-cell notebook="second" cell="answer" scope="a"><a href="./second/#cell-answer">Second: answer</a></lookup-cell>',
    );
  });

  it("says of each parameter what it sets, and of a notebook without one nothing", () => {
    const [third, others] = filled("<!-- gallery -->").split("</section>");
    expect(third).toContain('<code>x</code></th><td role="cell">the query</td>');
    expect(others).not.toContain("Attributes");
  });

  it("has figures first, then controls, then text", () => {
    const html = filled("<!-- gallery -->");
    const places = [
      "<h3>Figures</h3>",
      'id="first-doubling"',
      "<h3>Controls</h3>",
      'id="first-training"',
      "<h3>Text and formulas</h3>",
      'id="first-intro"',
    ].map((part) => html.indexOf(part, html.indexOf("First &amp; foremost</h2>")));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  it("leads to all notebooks, none of which is its own", () => {
    const html = filled("<header><!-- notebooks --></header>");
    expect(html).toContain('<li><a href="./second/">Second</a></li>');
    expect(html).not.toContain("aria-current");
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
