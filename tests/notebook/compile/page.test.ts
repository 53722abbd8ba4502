import { describe, expect, it } from "vitest";
import { compile } from "../../../src/notebook/compile/compile";
import { fillTemplate, type Listed } from "../../../src/notebook/compile/page";

const notebook = (attributes = "") =>
  compile(
    `<notebook ${attributes}><title>T</title>${["a", "b"].map((slug) => `<script type="text/markdown" data-cell="${slug}">of ${slug}</script>`).join("")}</notebook>`,
    "n.html",
  );
const listed = (current: number): Listed[] =>
  ["Lines", "Squares", "Cubes"].map((title, i) => ({
    href: `./${title}/`,
    title,
    description: `About ${title}.`,
    current: i === current,
    picture: `<picture><img src="/${title}.webp" alt=""></picture>`,
  }));
const template = '<a href="<!-- home -->"></a><!-- notebooks --><!-- notebook:n -->';
const page = (current: number, attributes?: string): string =>
  fillTemplate(template, notebook(attributes), { listed: listed(current), home: "../" });

describe("a page", () => {
  it("leads to the other notebooks from its top, each with a sentence", () => {
    const html = page(1);
    expect(html).toContain('<a href="../"></a>');
    expect(html.match(/class="notebook-link"/g)).toHaveLength(3);
    expect(html).toContain('<a class="notebook-link" href="./Squares/" aria-current="page">');
    expect(html).toContain("<p>About Cubes.</p>");
  });

  it("leads on to the next one, with its picture, where its argument ends", () => {
    const html = page(0, 'data-appendix="b"');
    const onward = /<aside class="onward".*<\/aside>/.exec(html)![0];
    expect(onward).toContain("<p>Read next</p>");
    expect(onward).toContain('href="./Squares/"><picture><img src="/Squares.webp" alt="">');
    expect(onward).not.toContain("Cubes");
    const places = ["of a", "onward", "of b"].map((text) => html.indexOf(text));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it("leads on from its end where it has no appendix", () => {
    const html = page(0);
    expect(html.indexOf("onward")).toBeGreaterThan(html.indexOf("of b"));
  });

  it("of the last notebook says so, and names those before it", () => {
    const html = page(2);
    expect(html).toContain("This is the last notebook. Before it come");
    expect(html.match(/class="onward-card"/g)).toHaveLength(2);
    const alone = fillTemplate(template, notebook(), { listed: [listed(0)[0]], home: "./" });
    expect(alone).not.toContain("onward");
  });
});

describe("a notebook", () => {
  it("has its place in the order for reading, and its appendix", () => {
    expect(notebook('data-order="2" data-appendix="b"')).toMatchObject({ order: 2, appendix: "b" });
    expect(() => notebook('data-order="x"')).toThrow("data-order is a number, not “x”");
    expect(() => notebook('data-appendix="c"')).toThrow("data-appendix names no cell: “c”");
  });
});
