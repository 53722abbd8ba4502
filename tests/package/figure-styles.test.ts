import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { figureStyles } from "../../src/package/figure-styles";

describe("the sheet of figures in another's page", () => {
  let folder: string;
  let styles: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "lookup-styles-"));
    const sheet = join(folder, "figures.css");
    writeFileSync(
      sheet,
      ".figure { margin: 1rem; }\n.figure-plot { color: red; }\n.readouts .figure figcaption { margin: 0; }",
    );
    styles = figureStyles("src/notebook", [sheet]);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("holds within the figures' elements alone", () => {
    const [before, scoped] = styles.split("@scope (.figure, .readouts, .figure-controls) {");
    expect(before).not.toMatch(/^\s*[.*:](?!root)/m);
    expect(scoped).toContain(":scope {\n");
    expect(scoped).toContain("--ink: var(--lookup-ink, light-dark(");
    expect(scoped).not.toContain(":root");
  });

  it("calls these elements the scope's root, as which alone they match within it", () => {
    expect(styles).toContain(":scope.figure { margin: 18px; }");
    expect(styles).toContain("\n.figure-plot { color: red; }");
    expect(styles).toContain(":scope.readouts :scope.figure figcaption");
  });
});
