import { expect, it } from "vitest";
import { cellTag, queryOf, scriptTag } from "../../src/embed/tag";

it("a tag writes its attributes in their order, and no empty value", () => {
  expect(cellTag({ notebook: "a", cell: "b", x: "5", code: "" }, "<i>c</i>")).toBe(
    '<lookup-cell notebook="a" cell="b" x="5" code><i>c</i></lookup-cell>',
  );
});

it("an attribute's value ends where its quotes do", () => {
  const value = `"><script>alert("&amp;")</script>`;
  expect(cellTag({ scope: value })).toBe(
    '<lookup-cell scope="&quot;&gt;&lt;script&gt;alert(&quot;&amp;amp;&quot;)&lt;/script&gt;"></lookup-cell>',
  );
});

it("a query says the same to an address, its commas legible", () => {
  const attributes = { cell: "b", epochs: "0,10", scope: "a&b=c d", code: "" };
  const query = queryOf(attributes);
  expect(query).toBe("cell=b&epochs=0,10&scope=a%26b%3Dc%20d&code");
  expect(Object.fromEntries(new URLSearchParams(query))).toEqual(attributes);
});

it("the script's tag names the site", () => {
  expect(scriptTag("https://site.example/a&b/")).toBe(
    '<script type="module" src="https://site.example/a&amp;b/embed.js"></script>',
  );
});
