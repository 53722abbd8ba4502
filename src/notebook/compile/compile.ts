import type { Heading } from "../definition.ts";
import type { CompiledCell } from "./cells.ts";
import { checkNames, type Names } from "./check-names.ts";
import { readCell, readCode } from "./code.ts";
import { dedent, parse, type SourceCell, unescaped } from "./parse.ts";
import { type Part, partsOf } from "./parts.ts";
import { NotebookError, type Problem } from "./problem.ts";
import { renderProse } from "./prose.ts";
export interface CompiledNotebook {
  /** Path of the notebook, as it stands in messages. */
  readonly file: string;
  readonly source: string;
  readonly title: string;
  /** What it is about, in a sentence for those who search. */
  readonly description?: string;
  /** Slug of the cell whose figure stands for the notebook where others link to it. */
  readonly picture?: string;
  /** Its place among the notebooks as they are to be read: the smallest is first. */
  readonly order?: number;
  /** Slug of the first cell that stands behind the argument: references, machinery. */
  readonly backMatter?: string;
  readonly headings: readonly Heading[];
  readonly cells: readonly CompiledCell[];
  /** The modules whose sources are shown, by their paths from the notebook. */
  readonly shown: ReadonlyMap<string, string>;
  /** What runs, in the same order. */
  readonly parts: readonly Part[];
  readonly names: Names;
}

/** The text of a file, by its path from the notebook. */
export type ReadShown = (path: string) => string;

/**
 * Compiles a notebook.
 * @param file its path, for messages
 * @param readShown reads the modules that cells show
 * @throws NotebookError that names every problem: what cannot be read, and names that are undefined,
 *   defined twice, or defined in a circle
 */
export function compile(
  source: string,
  file: string,
  readShown: ReadShown = () => "",
): CompiledNotebook {
  const problems: Problem[] = [];
  const { cells: sourceCells, declared, ...about } = parse(source, problems);
  let isRead = true;
  const headings: Heading[] = [];
  const cells: CompiledCell[] = [];
  const shown = new Map<string, string>();
  /** A cell's text after that of the module that it shows. */
  const textOf = ({ start, end, shows }: SourceCell): string => {
    const own = dedent(unescaped(source.slice(start, end)));
    if (shows === undefined) return own;
    try {
      const text = readShown(shows);
      shown.set(shows, text);
      return `${text.trim()}\n\n${own}`;
    } catch {
      problems.push({ message: `data-shows names no file: “${shows}”.`, offset: start });
      return own;
    }
  };
  for (const cell of sourceCells) {
    const extent = [cell.start, cell.end] as const;
    if (cell.mode === "ts") {
      const code = readCell(source, extent, problems);
      if (code) cells.push({ ...cell, mode: "ts", ...code, text: textOf(cell) });
      else isRead = false;
    } else {
      const { html, slots } = renderProse(source, cell, headings, problems);
      const codes = slots.map((slot) => readCode(source, slot, problems));
      if (codes.every((code) => code !== undefined))
        cells.push({ ...cell, mode: cell.mode, html: cell.hidden ? "" : html, slots: codes });
      else isRead = false;
    }
  }
  // A cell that cannot be read declares nothing, which would make false alarms about names.
  if (!isRead) throw new NotebookError(file, source, problems);
  const parts = cells.flatMap((cell) => partsOf(source, cell));
  const names = checkNames(parts, source, problems, declared);
  if (problems.length > 0) throw new NotebookError(file, source, problems);
  return { file, source, ...about, headings, cells, shown, parts, names };
}
