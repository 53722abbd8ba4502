import type { CompiledCell, CompiledCode } from "./cells.ts";
import type { Code, ImportedName } from "./code.ts";
import { builtinNames, closest, globalNames } from "./names.ts";
import { type Problem, positionAt } from "./problem.ts";

/** Where the names of a notebook come from. */
export interface Names {
  /** By local name. */
  readonly imports: ReadonlyMap<string, ImportedName>;
  /** The cell that declares each value. */
  readonly outputs: ReadonlyMap<string, CompiledCode>;
  /** The inputs of a cell or a slot that are values of cells or builtins. */
  inputsOf(code: Code): string[];
  /** The imported values that a cell or a slot uses. */
  importsOf(code: Code): string[];
}

/** Finds who declares what, and notes what is undefined, declared twice, or circular. */
export function checkNames(
  cells: readonly CompiledCell[],
  source: string,
  problems: Problem[],
): Names {
  const imports = new Map<string, ImportedName>();
  const outputs = new Map<string, CompiledCode>();
  const declared = new Map<string, { slug: string; offset: number }>();

  for (const cell of cells) {
    if (cell.mode !== "ts") continue;
    for (const name of cell.code.imports.flatMap(({ names }) => names)) {
      const first = imports.get(name.local);
      if (first && first.from === name.from && first.imported === name.imported) continue;
      declare(name.local, cell.slug, name.offset);
      imports.set(name.local, name);
    }
    for (const name of cell.code.outputs) {
      declare(name, cell.slug, cell.code.offsetOf(name));
      outputs.set(name, cell);
    }
  }

  function declare(name: string, slug: string, offset: number): void {
    const first = declared.get(name);
    if (builtinNames.has(name))
      problems.push({
        message: `The cell “${slug}” declares “${name}”, which every cell has already.`,
        offset,
      });
    else if (first)
      problems.push({
        message: `“${name}” is declared twice: by the cell “${slug}” and, at line ${positionAt(source, first.offset).line}, by the cell “${first.slug}”.`,
        offset,
      });
    else declared.set(name, { slug, offset });
  }

  const names: Names = {
    imports,
    outputs,
    inputsOf: ({ inputs }) =>
      inputs.filter((name) => outputs.has(name) || (!imports.has(name) && builtinNames.has(name))),
    importsOf: ({ inputs }) => inputs.filter((name) => imports.get(name)?.typeOnly === false),
  };

  for (const cell of cells) {
    for (const code of cell.mode === "ts" ? [cell.code] : cell.slots) {
      for (const name of code.inputs) {
        const offset = code.offsetOf(name);
        if (cell.mode !== "ts" && (name === "display" || name === "view"))
          problems.push({
            message: `A \${…} shows its value itself, and has no “${name}”.`,
            offset,
          });
        if (declared.has(name) || builtinNames.has(name) || globalNames.has(name)) continue;
        const close = closest(name, [...declared.keys(), ...builtinNames, ...globalNames]);
        const hint = close ? ` Did you mean “${close}”?` : "";
        problems.push({
          message: `“${name}” is not defined; the cell “${cell.slug}” uses it.${hint}`,
          offset,
        });
      }
    }
  }
  checkCircles(cells, names, problems);
  return names;
}

/** Notes each circle of cells that use each other's values. */
function checkCircles(cells: readonly CompiledCell[], names: Names, problems: Problem[]): void {
  const done = new Set<CompiledCode>();
  const path: CompiledCode[] = [];

  for (const cell of cells) if (cell.mode === "ts") visit(cell);

  function visit(cell: CompiledCode): void {
    const start = path.indexOf(cell);
    if (start >= 0) report([...path.slice(start), cell]);
    if (start >= 0 || done.has(cell)) return;
    path.push(cell);
    for (const source of new Set(sources(cell))) visit(source);
    path.pop();
    done.add(cell);
  }

  function sources({ code }: CompiledCode): CompiledCode[] {
    return code.inputs.flatMap((name) => names.outputs.get(name) ?? []);
  }

  function report(circle: readonly CompiledCode[]): void {
    const steps = circle.slice(0, -1).map((cell, i) => {
      const name = nameBetween(cell, circle[i + 1]!);
      return `“${cell.slug}” uses “${name}” of “${circle[i + 1]!.slug}”`;
    });
    const [first, second] = circle as [CompiledCode, CompiledCode];
    problems.push({
      message: `Circular definition: ${steps.join(", and ")}.`,
      offset: first.code.offsetOf(nameBetween(first, second)),
    });
  }

  function nameBetween(user: CompiledCode, declarer: CompiledCode): string {
    return user.code.inputs.find((name) => names.outputs.get(name) === declarer)!;
  }
}
