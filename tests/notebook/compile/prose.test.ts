import { describe, expect, it } from "vitest";
import { renderCells } from "../../../src/notebook/compile/page";
import { compiled, compiledProse } from "./notebook";

const value = '<script type="text/x-typescript" data-cell="value">const x = 1, y = 2;</script>';

describe("prose on the page", () => {
  it("is rendered from indented markdown", () => {
    const html = renderCells(compiledProse("\n    One *two*.\n\n    - three\n  "));
    expect(html).toContain("<p>One <em>two</em>.</p>");
    expect(html).toContain("<li>three</li>");
  });

  it("has formulas for the eye and as MathML", () => {
    const html = renderCells(compiledProse("So ${tex`\\frac{1}{2}`}."));
    expect(html).toContain('class="katex-html"');
    expect(html).toContain("<mfrac><mn>1</mn><mn>2</mn></mfrac>");
    expect(html).not.toContain("katex-display");
  });

  it("sets a TeX cell as a displayed formula", () => {
    const html = renderCells(compiledProse("x^2", "application/x-tex"));
    expect(html).toContain('<span class="katex-display">');
    expect(html).toContain("<msup><mi>x</mi><mn>2</mn></msup>");
  });

  it("displays a formula among its paragraphs, as a TeX cell does, whatever it escapes", () => {
    const tex = "x \\xrightarrow{\\;W_1\\;} \\underbrace{y}_{\\hat u} \\\\ z";
    const html = renderCells(
      compiledProse(
        `\n    The steps are\n\n    \${tex.block\`\n      \\begin{gathered} ${tex} \\end{gathered}\n    \`}\n\n    with \${tex\`z\`} *last*.\n  `,
      ),
    );
    const [before, shown, after] = html
      .split(/<\/?p>/)
      .filter((part) => part.trim() !== "")
      .slice(1);
    expect(before).toBe("The steps are");
    expect(shown).toMatch(/^<span class="katex-display">.*<\/span>$/s);
    const alone = renderCells(
      compiledProse(`\\begin{gathered} ${tex} \\end{gathered}`, "application/x-tex"),
    );
    expect(alone).toContain(shown);
    expect(after).toMatch(/^with <span class="katex">.*<em>last<\/em>\.$/s);
    expect(html).not.toContain("data-slot");
  });

  it("has a slot for each value, with the inputs of each", () => {
    const notebook = compiledProse("A ${x + 1} and **${`${y}!`}**, not \\${z}.", undefined, value);
    const html = renderCells(notebook);
    expect(html).toContain('A <span data-slot="0">…</span>');
    expect(html).toContain('<strong><span data-slot="1">…</span></strong>, not ${z}.');
    const prose = notebook.cells[1];
    expect(prose?.mode === "md" && prose.slots.map(({ inputs }) => inputs)).toEqual([["x"], ["y"]]);
  });

  it("has slots in HTML cells too", () => {
    const html = renderCells(compiledProse("<p id='a'>${x}</p>", "text/html", value));
    expect(html).toContain("<p id='a'><span data-slot=\"0\">…</span></p>");
  });

  it("has headings that link to themselves, each with an id of its own", () => {
    const notebook = compiledProse(
      "# Top\n\n## x² & more\n\n## x² & more\n\n### A ${x}",
      undefined,
      value,
    );
    expect(notebook.headings).toEqual([
      { id: "top", level: 1, text: "Top" },
      { id: "x2-more", level: 2, text: "x² & more" },
      { id: "x2-more-2", level: 2, text: "x² & more" },
      { id: "a", level: 3, text: "A" },
    ]);
    expect(renderCells(notebook)).toContain(
      '<h2 id="x2-more-2"><a href="#x2-more-2" tabindex="-1">x² &amp; more</a></h2>',
    );
  });

  it("shows the text that was drawn ahead in its slots", () => {
    const notebook = compiledProse("A ${x} and ${y}.", undefined, value);
    expect(renderCells(notebook, { slots: { prose: ["<1>"] } })).toContain(
      'A <span data-slot="0">&lt;1&gt;</span> and <span data-slot="1">…</span>',
    );
  });

  it("is not there if the cell is hidden", () => {
    const notebook = compiledProse("Gone", 'text/markdown" hidden="');
    expect(renderCells(notebook)).not.toContain("Gone");
  });

  it("fails where a formula is wrong, takes a value, or a slot cannot be read", () => {
    expect(() => compiledProse("\n${tex`\\frac{1`}")).toThrow(
      /test\/index\.html:2:3: KaTeX parse error/,
    );
    expect(() => compiledProse("\n${tex.block`\\frac{1`}")).toThrow(
      /test\/index\.html:2:3: KaTeX parse error/,
    );
    expect(() => compiledProse("\n${tex`${1}`}")).toThrow(
      /test\/index\.html:2:3: A formula .* takes no values/,
    );
    expect(() => compiledProse("\n${1 +}")).toThrow(/test\/index\.html:2:6: Unexpected token/);
    expect(() => compiledProse("\n${nowhere}")).toThrow(
      /test\/index\.html:2:3: “nowhere” is not defined/,
    );
    expect(() => compiledProse("${display(1)}")).toThrow("shows its value itself");
  });
});

describe("code on the page", () => {
  it("can be unfolded as it stands in the notebook, less its indentation, with highlighting", () => {
    const html = renderCells(compiled({ a: '\n    const x: string =\n      "<b>";\n  ' }));
    const code = /<pre tabindex="0"><code>(.*)<\/code><\/pre>/s.exec(html)?.[1] ?? "";
    expect(code).toContain('<span class="tok-keyword">const</span>');
    expect(code).toContain('<span class="tok-string">&quot;&lt;b&gt;&quot;</span>');
    expect(code.replace(/<[^>]*>/g, "")).toBe("const x: string =\n  &quot;&lt;b&gt;&quot;;");
  });

  it("has an output of its own, and an id that no heading has", () => {
    expect(renderCells(compiled({ "lookup-trace": "1" }))).toContain(
      '<div class="cell" id="cell-lookup-trace" data-cell="lookup-trace"><div class="cell-output"></div>',
    );
  });

  it("shows the figure that was drawn ahead until the cell comes alive", () => {
    expect(renderCells(compiled({ a: "1" }), { figures: { a: "<img>" } })).toContain(
      '<div class="cell-output" data-prerendered><img></div>',
    );
  });

  it("is not there if the cell is hidden", () => {
    const hidden = compiledProse("1", 'text/x-typescript" hidden="');
    expect(renderCells(hidden)).not.toContain("<details");
  });
});
