import { readFileSync } from "node:fs";
import { join } from "node:path";
import { independent, themable } from "../embed/styles.ts";

/** The classes of the elements that the package makes: figures, and numbers and controls that stand beside them. */
const elements = [".figure", ".readouts", ".figure-controls"];
/** Such an element in a selector: within a scope, it is the scope's root. */
const root = /\.(?:figure|readouts|figure-controls)(?![\w-])/g;

/**
 * The sheet of figures in another's page, outside of a shadow root: it holds for nothing but them. As in an embed, that
 * page may set the theme's values (`--lookup-ink`), and light or dark follows its `color-scheme`.
 * @param library the folder of src/notebook
 * @param sheets paths of the sheets of what figures show
 */
export function figureStyles(library: string, sheets: readonly string[]): string {
  const read = (file: string): string => readFileSync(file, "utf8");
  const theme = themable(read(join(library, "theme.css"))).replace(".embed {", ":scope {");
  const scoped = [theme, read(join(library, "base.css")), ...sheets.map(read)]
    .map(independent)
    .map((sheet) => sheet.replace(root, ":scope$&"));
  return `${fontFace}
${loweredDefault}
@scope (${elements.join(", ")}) {
${scoped.join("\n")}
}
`;
}

const fontFace = `@font-face {
  font-family: "Lookup Sans";
  src: url("./assets/inter-latin-wght-normal.woff2") format("woff2");
  font-weight: 100 900;
  font-display: optional;
}`;

/**
 * For browsers without light-dark(), bundlers with Lightning CSS write it with these two, which they set only where a
 * sheet sets color-scheme: any such sheet takes precedence over a layer, and without one a page is light.
 */
const loweredDefault = `@layer mlp-lookup {
  :root {
    --lightningcss-light: initial;
    --lightningcss-dark: ;
  }
}`;
