import type { Code } from "./code.ts";
import { builtinNames, closest, globalNames, observableNames } from "./names.ts";
import type { Part } from "./parts.ts";
import { type Problem, positionAt } from "./problem.ts";
import type { ImportedName } from "./syntax.ts";

/** Where the names of a notebook come from. */
export interface Names {
  /** By local name. */
  readonly imports: ReadonlyMap<string, ImportedName>;
  /** Who declares each value. */
  readonly outputs: ReadonlyMap<string, Part>;
  /** The inputs of a cell or a slot that are values of cells or builtins. */
  inputsOf(code: Code): string[];
  /** The imported values that a cell or a slot uses. */
  importsOf(code: Code): string[];
}

/**
 * Finds who declares what, and notes what is undefined, declared twice, or circular.
 * @param elsewhere what cells declare that are not among the parts
 */
export function checkNames(
  parts: readonly Part[],
  source: string,
  problems: Problem[],
  elsewhere: ReadonlySet<string>,
): Names {
  const imports = new Map<string, ImportedName>();
  const outputs = new Map<string, Part>();
  const declared = new Map<string, { slug: string; offset: number }>();

  for (const part of parts) {
    if (part.cell.mode !== "ts") continue;
    for (const code of part.codes) {
      for (const name of code.imports.flatMap(({ names }) => names)) {
        const first = imports.get(name.local);
        if (first && first.from === name.from && first.imported === name.imported) continue;
        declare(name.local, part.cell.slug, name.offset);
        imports.set(name.local, name);
      }
      for (const name of code.outputs) {
        declare(name, part.cell.slug, code.offsetOf(name));
        outputs.set(name, part);
      }
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

  for (const { cell, codes } of parts) {
    for (const code of codes) {
      for (const name of code.inputs) {
        const offset = code.offsetOf(name);
        if (cell.mode !== "ts" && (name === "display" || name === "view"))
          problems.push({
            message: `A \${…} shows its value itself, and has no “${name}”.`,
            offset,
          });
        if ([declared, builtinNames, globalNames, elsewhere].some((names) => names.has(name)))
          continue;
        const close = closest(name, [...declared.keys(), ...builtinNames, ...globalNames]);
        const instead = observableNames.get(name);
        const hint = instead ? ` ${instead}` : close ? ` Did you mean “${close}”?` : "";
        problems.push({
          message: `“${name}” is not defined; the cell “${cell.slug}” uses it.${hint}`,
          offset,
        });
      }
    }
  }
  checkCircles(parts, names, problems);
  return names;
}

/** Notes each circle of cells that use each other's values. */
function checkCircles(parts: readonly Part[], names: Names, problems: Problem[]): void {
  const done = new Set<Part>();
  const path: Part[] = [];

  for (const part of parts) visit(part);

  function visit(part: Part): void {
    const start = path.indexOf(part);
    if (start >= 0) report([...path.slice(start), part]);
    if (start >= 0 || done.has(part)) return;
    path.push(part);
    for (const source of new Set(sources(part))) visit(source);
    path.pop();
    done.add(part);
  }

  function sources({ codes }: Part): Part[] {
    return codes.flatMap(({ inputs }) => inputs).flatMap((name) => names.outputs.get(name) ?? []);
  }

  function report(circle: readonly Part[]): void {
    const steps = circle.slice(0, -1).map(({ cell, codes }, i) => {
      const declarer = circle[i + 1]!;
      return `“${cell.slug}” uses “${nameBetween(codes, declarer)}” of “${declarer.cell.slug}”`;
    });
    const [{ codes }, second] = circle as [Part, Part];
    problems.push({
      message: `Circular definition: ${steps.join(", and ")}.`,
      offset: codes[0]!.offsetOf(nameBetween(codes, second)),
    });
  }

  function nameBetween(codes: readonly Code[], declarer: Part): string {
    return codes
      .flatMap(({ inputs }) => inputs)
      .find((name) => names.outputs.get(name) === declarer)!;
  }
}
