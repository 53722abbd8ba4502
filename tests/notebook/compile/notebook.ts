import { type CompiledNotebook, compile } from "../../../src/notebook/compile/compile";

/** A notebook of TypeScript cells, by slug; the cell at index i begins at line 2 + i. */
export function notebookOf(cells: Readonly<Record<string, string>>): string {
  const scripts = Object.entries(cells).map(
    ([slug, code]) => `<script type="text/x-typescript" data-cell="${slug}">${code}</script>`,
  );
  return ["<notebook><title>Test</title>", ...scripts, "</notebook>"].join("\n");
}

export function compiled(cells: Readonly<Record<string, string>>): CompiledNotebook {
  return compile(notebookOf(cells), "notebooks/test/index.html");
}

/** The cell of a type whose text is the given one, compiled alone. */
export function compiledProse(text: string, type = "text/markdown", before = ""): CompiledNotebook {
  return compile(
    `<notebook><title>Test</title>${before}<script type="${type}" data-cell="prose">${text}</script></notebook>`,
    "notebooks/test/index.html",
  );
}
