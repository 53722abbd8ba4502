import { describe, expect, it } from "vitest";
import { embedStyles, notebookStyles, themable } from "../../src/embed/styles";
import { Sources } from "../../src/notebook/sources";

const sources = new Sources(process.cwd());
const library = "src/notebook";
const text = [
  embedStyles(library, ["src/inputs/inputs.css", "src/figure/figure.css"]),
  ...sources
    .names()
    .flatMap((name) => sources.sheetOf(name) ?? [])
    .map(notebookStyles),
].join("\n");

describe("the sheets of an embed", () => {
  it("depend neither on the page's root nor on its window", () => {
    expect(text).not.toMatch(/\drem\b|\dv[wh]\b|:root|min-width: \d+px\)|@font-face/);
  });

  it("let the page set each value of the theme", () => {
    expect(text).toContain("--ink: var(--lookup-ink, light-dark(#1d1f24, #f0f6fc));");
    expect(text).toContain("--paper: var(--lookup-paper, Canvas);");
  });

  it("define each value that they use", () => {
    const used = new Set(
      [...text.matchAll(/var\((--(?!lookup-)[\w-]+)\)/g)].map(([, name]) => name),
    );
    const defined = new Set([...text.matchAll(/(--[\w-]+):/g)].map(([, name]) => name));
    // These two are set on elements by scripts, as is the height of a picture that the build has drawn.
    for (const own of ["--part", "--key-width", "--plot-height"]) used.delete(own);
    expect([...used].filter((name) => !defined.has(name))).toEqual([]);
  });

  it("keep a value that spans lines", () => {
    expect(themable(":root {\n  --sans:\n    A, B;\n}")).toContain(
      "--sans: var(--lookup-sans, A, B);",
    );
  });
});
