import type { CompiledCell, CompiledCode } from "./cells.ts";
import type { Code } from "./code.ts";
import type { CompiledNotebook } from "./compile.ts";

/** What a cell needs to live apart from its notebook. */
export interface Closure {
  /** The cell and all cells that it depends on, in the order of the notebook. */
  readonly cells: readonly CompiledCell[];
  /**
   * Slugs of those among them that nobody else uses, that neither show anything nor know the host: where the
   * cell is shown twice, each has its own. Undefined where the cell gives values to others: then there can be but one.
   */
  readonly own: readonly string[] | undefined;
}

/** The codes of a cell: its own, or those that stand in its text. */
export function codesOf(cell: CompiledCell): readonly Code[] {
  return cell.mode === "ts" ? [cell.code] : cell.slots;
}

/** Whether a cell has something for the reader. */
export function isShown(cell: CompiledCell): boolean {
  if (cell.mode !== "ts") return !cell.hidden;
  const { inputs, expression } = cell.code;
  return inputs.includes("display") || inputs.includes("view") || (expression && !cell.hidden);
}

export function closureOf(notebook: CompiledNotebook, target: CompiledCell): Closure {
  const needed = new Set<CompiledCell>([target]);
  for (const cell of needed) for (const source of sourcesOf(notebook, cell)) needed.add(source);
  const cells = notebook.cells.filter((cell) => needed.has(cell));
  return { cells, own: ownOf(notebook, target, cells) };
}

/** Names of the parameters on which a cell depends: those that its cells declare. */
export function parametersOf({ cells }: Closure): string[] {
  return cells.flatMap((cell) =>
    codesOf(cell).flatMap(({ parameters }) => parameters.map(({ name }) => name)),
  );
}

function ownOf(
  notebook: CompiledNotebook,
  target: CompiledCell,
  cells: readonly CompiledCell[],
): string[] | undefined {
  const usersOf = (cell: CompiledCell): readonly CompiledCell[] =>
    notebook.cells.filter((user) => sourcesOf(notebook, user).some((source) => source === cell));
  if (usersOf(target).length > 0) return undefined;
  const own = new Set<CompiledCell>([target]);
  for (const user of own) {
    for (const cell of sourcesOf(notebook, user)) {
      const shared = isShown(cell) || cell.code.inputs.includes("host");
      if (!shared && cells.includes(cell) && usersOf(cell).every((each) => own.has(each)))
        own.add(cell);
    }
  }
  return [...own].map(({ slug }) => slug);
}

/** The cells whose values a cell uses. */
function sourcesOf({ names }: CompiledNotebook, cell: CompiledCell): readonly CompiledCode[] {
  return codesOf(cell)
    .flatMap((code) => names.inputsOf(code))
    .flatMap((name) => names.outputs.get(name) ?? []);
}
