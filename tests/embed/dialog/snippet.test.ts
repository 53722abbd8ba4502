// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import type { Choices, EmbeddableCell } from "../../../src/embed/dialog/cells";
import { snippetOf } from "../../../src/embed/dialog/snippet";

const root = "https://site.example/lookup/";
const cell: EmbeddableCell = {
  notebook: "squares",
  cell: "keys",
  title: "Squares & “roots”",
  page: "./",
  pictures: {
    narrow: { src: "embed/keys-narrow.webp", width: 5, height: 30 },
    wide: { src: "embed/keys-wide.webp", width: 10, height: 20 },
    alt: "At x &lt; 5",
  },
  parameters: ["x", "epochs", "name"],
  frameHeight: 500,
};
const plain: Choices = {
  form: "tag",
  carried: [],
  code: false,
  controls: true,
  menu: true,
  scope: "",
};
const setting = (name: string, text: string) => ({ name, text, isInitial: false });
const snippet = (choices: Partial<Choices>, of = cell): string =>
  snippetOf(of, { ...plain, ...choices }, root);

/** The element that a post has of a snippet. */
function pasted(text: string, selector: string): Element {
  const post = document.createElement("div");
  post.innerHTML = text;
  return post.querySelector(selector)!;
}
const attributesOf = (element: Element): Record<string, string> =>
  Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value]));

describe("the snippet with a tag", () => {
  it("has the script, the element, and in it a picture that leads to the cell", () => {
    expect(snippet({ carried: [setting("x", "7.3")] })).toBe(
      `<script type="module" src="https://site.example/lookup/embed.js"></script>
<lookup-cell notebook="squares" cell="keys" x="7.3">
  <a href="https://site.example/lookup/?x=7.3#cell-keys"><picture><source media="(max-width: 600px)" srcset="https://site.example/lookup/embed/keys-narrow.webp" width="5" height="30" /><img src="https://site.example/lookup/embed/keys-wide.webp" width="10" height="20" alt="At x &lt; 5" /></picture></a>
</lookup-cell>`,
    );
  });

  it("leads to the cell by its name where there is no picture, on the page of its notebook", () => {
    const { pictures, ...bare } = cell;
    const link = pasted(snippet({}, { ...bare, page: "./roots/" }), "a");
    expect(link.getAttribute("href")).toBe(`${root}roots/#cell-keys`);
    expect(link.textContent).toBe("Squares & “roots”: keys");
  });

  it("carries what was chosen, whatever its text", () => {
    const name = `"a" & <b>, 'c'`;
    const text = snippet({
      carried: [setting("epochs", "0,10"), setting("name", name), setting("x", "")],
      code: true,
      controls: false,
      menu: false,
      scope: "a",
    });
    expect(attributesOf(pasted(text, "lookup-cell"))).toEqual({
      notebook: "squares",
      cell: "keys",
      epochs: "0,10",
      name,
      x: "",
      scope: "a",
      code: "",
      controls: "none",
      menu: "none",
    });
    const link = new URL(pasted(text, "a").getAttribute("href")!);
    expect(Object.fromEntries(link.searchParams)).toEqual({ epochs: "0,10", name, x: "" });
  });
});

describe("the snippet with a frame", () => {
  const frame = (choices: Partial<Choices>): Element =>
    pasted(snippet({ form: "frame", ...choices }), "iframe");
  const query = (element: Element): Record<string, string> =>
    Object.fromEntries(new URL(element.getAttribute("src")!).searchParams);

  it("is one tag, with the rights to save and to open links, and its address says so", () => {
    expect(snippet({ form: "frame", carried: [setting("x", "7.3")] })).toBe(
      '<iframe src="https://site.example/lookup/embed.html?notebook=squares&amp;cell=keys&amp;x=7.3&amp;downloads" title="Squares &amp; “roots”: keys" width="100%" height="500" frameborder="0" sandbox="allow-scripts allow-downloads allow-popups" loading="lazy"></iframe>',
    );
  });

  it("carries what was chosen, but no scope", () => {
    const name = `"a" & <b>#`;
    const carried = [setting("name", name)];
    expect(query(frame({ carried, controls: false, menu: false, scope: "a" }))).toEqual({
      notebook: "squares",
      cell: "keys",
      name,
      controls: "none",
      menu: "none",
      downloads: "",
    });
  });

  it("is higher by a line where the source is folded under the cell", () => {
    expect(query(frame({ code: true })).code).toBe("");
    expect(Number(frame({ code: true }).getAttribute("height"))).toBeGreaterThan(520);
  });
});
