import { SourceMap } from "node:module";
import { describe, expect, it } from "vitest";
import { toModule } from "../../../src/notebook/compile/module";
import { renderCells } from "../../../src/notebook/compile/page";
import { positionAt } from "../../../src/notebook/compile/problem";
import { compiled, compiledProse } from "./notebook";

const options = { name: "test", library: "/project/src/notebook", uses: false };

/*
 * The end of a script would end the cell, so that it stands in a notebook as `<\/script>`, and with one backslash more
 * than is meant where some are meant.
 */
describe("the end of a script in a cell", () => {
  it("is shown as it is meant, in a fence, in the line and with a backslash", () => {
    const html = renderCells(
      compiledProse(
        '\n```html\n<script type="module">1 + 2<\\/script>\n```\n\nOne more: `<\\\\/SCRIPT>`, and `<\\/p>`.\n',
      ),
    );
    expect(html).toContain("1 + 2&lt;/script&gt;");
    expect(html).toContain("<code>&lt;\\/SCRIPT&gt;</code>");
    expect(html).toContain("<code>&lt;\\/p&gt;</code>");
  });

  it("is shown so in a cell of HTML, before and after a value", () => {
    const html = renderCells(
      compiledProse(
        "<code>&lt;script&gt;1<\\/script></code> ${1 + 1} <b>&lt;script&gt;<\\/script></b>",
        "text/html",
      ),
    );
    expect(html).not.toContain("\\/script");
    expect(html).toContain('<span data-slot="0">');
  });

  it("runs and unfolds so in a cell of code", () => {
    const notebook = compiled({
      code: 'const tag = "<\\/script>", raw = String.raw`<\\\\/script>`;',
    });
    const meant = 'const tag = "</script>", raw = String.raw`<\\/script>`;';
    const [cell] = notebook.cells;
    expect(cell.mode === "ts" && cell.text).toBe(meant);
    expect(toModule(notebook, "/project/notebooks/test/index.ts", options).code).toContain(meant);
  });

  it("moves no position in what is told of a notebook", () => {
    expect(() => compiled({ code: '"<\\/script>" + wrong' })).toThrow(/index\.html:2:66: “wrong”/);
    const notebook = compiled({ code: 'const tag = "<\\/script>"; const found = tag;' });
    const { code, map } = toModule(notebook, "/project/notebooks/test/index.ts", options);
    const written = positionAt(code, code.indexOf("found = tag"));
    const { originalLine, originalColumn } = new SourceMap(map as never).findEntry(
      written.line - 1,
      written.column - 1,
    ) as { originalLine: number; originalColumn: number };
    const inSource = positionAt(notebook.source, notebook.source.indexOf("found = tag"));
    expect([originalLine + 1, originalColumn + 1]).toEqual([inSource.line, inSource.column]);
  });
});
