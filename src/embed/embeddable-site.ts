import { closureOf, isShown, parametersOf } from "../notebook/compile/closure.ts";
import type { Sources } from "../notebook/sources.ts";
import type { EmbeddableCell, EmbeddableSite } from "./dialog/cells.ts";
import { fallbackOf } from "./fallback.ts";
import { frameHeight } from "./frame-tag.ts";

/** What the dialog that embeds a cell knows of each. @param address where the site will be, if that is known */
export function embeddableSite(sources: Sources, address: string | undefined): EmbeddableSite {
  const cells = sources.names().map((name) => [name, cellsOf(sources, name)]);
  return { ...(address !== undefined && { address }), cells: Object.fromEntries(cells) };
}

function cellsOf(sources: Sources, name: string): Record<string, EmbeddableCell> {
  const notebook = sources.read(sources.fileOf(name));
  const heights = sources.heights(name);
  const cells = notebook.cells.filter(isShown).map((cell): [string, EmbeddableCell] => [
    cell.slug,
    {
      ...fallbackOf(sources, name, cell.slug),
      notebook: name,
      parameters: parametersOf(closureOf(notebook, cell)),
      frameHeight: frameHeight(heights[cell.slug]),
    },
  ]);
  return Object.fromEntries(cells);
}
