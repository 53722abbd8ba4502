import type { CompiledCell } from "./cells.ts";
import type { Code } from "./code.ts";
import type { CompiledNotebook } from "./compile.ts";
import { displays, type Part } from "./parts.ts";

/** What a cell needs to live apart from its notebook. */
export interface Closure {
  /** The cell and all that it depends on, in the order of the notebook: of other cells only the values. */
  readonly parts: readonly Part[];
  /**
   * Slugs of those among them that nobody else uses, that neither show anything nor know the host: where the
   * cell is shown twice, each has its own. Undefined where the cell itself gives values to others: then there can be
   * but one. Values that it declares beside what it displays are shared.
   */
  readonly own: readonly string[] | undefined;
}

/** The codes of a cell: what it runs and shows, or those that stand in its text. */
export function codesOf(cell: CompiledCell): readonly Code[] {
  if (cell.mode !== "ts") return cell.slots;
  return cell.display ? [cell.code, cell.display] : [cell.code];
}

/** Whether a cell has something for the reader. */
export function isShown(cell: CompiledCell): boolean {
  if (cell.mode !== "ts") return !cell.hidden;
  return codesOf(cell).some(displays) || (cell.code.expression && !cell.hidden);
}

export function closureOf(notebook: CompiledNotebook, target: CompiledCell): Closure {
  const needed = new Set(notebook.parts.filter(({ cell }) => cell === target));
  for (const part of needed) for (const source of sourcesOf(notebook, part)) needed.add(source);
  const parts = notebook.parts.filter((part) => needed.has(part));
  return { parts, own: ownOf(notebook, target, parts) };
}

/** Names of the parameters on which a cell depends: those that its cells declare. */
export function parametersOf({ parts }: Closure): string[] {
  return parts.flatMap(({ codes }) =>
    codes.flatMap(({ parameters }) => parameters.map(({ name }) => name)),
  );
}

function ownOf(
  notebook: CompiledNotebook,
  target: CompiledCell,
  parts: readonly Part[],
): string[] | undefined {
  const usersOf = (part: Part): readonly Part[] =>
    notebook.parts.filter((user) => sourcesOf(notebook, user).includes(part));
  const ofTarget = parts.filter(({ cell }) => cell === target);
  const given = ofTarget.filter((part) => usersOf(part).some(({ cell }) => cell !== target));
  const own = new Set(ofTarget.filter((part) => !given.includes(part)));
  if (own.size === 0 || given.some(({ codes }) => codes.some(displays))) return undefined;
  for (const user of own) {
    for (const part of sourcesOf(notebook, user)) {
      const shared = isShown(part.cell) || part.codes.some(({ inputs }) => inputs.includes("host"));
      if (!shared && usersOf(part).every((each) => own.has(each))) own.add(part);
    }
  }
  return [...own].map(({ slug }) => slug);
}

/** Who declares the values that a part uses. */
function sourcesOf({ names }: CompiledNotebook, { codes }: Part): readonly Part[] {
  return codes
    .flatMap((code) => names.inputsOf(code))
    .flatMap((name) => names.outputs.get(name) ?? []);
}
