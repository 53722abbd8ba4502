import { createHash } from "node:crypto";
import type { Heading } from "../definition.ts";
import type { CompiledCell } from "./cells.ts";
import { checkNames, type Names } from "./check-names.ts";
import { readCode } from "./code.ts";
import { dedent, parse } from "./parse.ts";
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
  readonly headings: readonly Heading[];
  readonly cells: readonly CompiledCell[];
  readonly names: Names;
}

/**
 * Compiles a notebook.
 * @param file its path, for messages
 * @throws NotebookError that names every problem: what cannot be read, and names that are undefined,
 *   defined twice, or defined in a circle
 */
export function compile(source: string, file: string): CompiledNotebook {
  const problems: Problem[] = [];
  const { cells: sourceCells, ...about } = parse(source, problems);
  const headings: Heading[] = [];
  const cells: CompiledCell[] = [];
  for (const cell of sourceCells) {
    const text = source.slice(cell.start, cell.end);
    const hash = createHash("sha256")
      .update(`${cell.mode} ${cell.hidden} ${text}`)
      .digest("hex")
      .slice(0, 12);
    if (cell.mode === "ts") {
      const code = readCode(source, cell.start, cell.end, problems);
      if (code) cells.push({ ...cell, mode: "ts", code, text: dedent(text), hash });
    } else {
      const { html, slots } = renderProse(source, cell, headings, problems);
      const codes = slots.map(([start, end]) => readCode(source, start, end, problems));
      if (codes.every((code) => code !== undefined))
        cells.push({ ...cell, mode: cell.mode, html: cell.hidden ? "" : html, slots: codes, hash });
    }
  }
  // A cell that cannot be read declares nothing, which would make false alarms about names.
  if (problems.length > 0) throw new NotebookError(file, source, problems);
  const names = checkNames(cells, source, problems);
  if (problems.length > 0) throw new NotebookError(file, source, problems);
  return { file, source, ...about, headings, cells, names };
}
