import { parseAst } from "vite";
import { type Analysis, analyse } from "./analyse.ts";
import type { Problem } from "./problem.ts";

/** A name that an import declares. */
export interface ImportedName {
  readonly local: string;
  /** "default", "*", or the exported name. */
  readonly imported: string;
  readonly from: string;
  readonly typeOnly: boolean;
  /** Offset in the notebook. */
  readonly offset: number;
}

/** A static import; its text is `source.slice(start, end)` of the notebook. */
export interface ImportDeclaration {
  readonly start: number;
  readonly end: number;
  readonly from: string;
  readonly names: readonly ImportedName[];
}

/** A property of the table that `declareParameters(host, { … })` is given. */
export interface DeclaredParameter {
  readonly name: string;
  /** Its `{ codec: …, initial: … }` as it stands in the notebook. */
  readonly spec: string;
}

/** What there is to know about a piece of TypeScript in a notebook. */
export interface Code extends Analysis {
  readonly start: number;
  readonly end: number;
  readonly imports: readonly ImportDeclaration[];
  /** The parameters of the notebook that the code declares, with the text that specifies each. */
  readonly parameters: readonly DeclaredParameter[];
  /** Offset in the notebook of the first use of a name. */
  offsetOf(name: string): number;
}

/** Reads the TypeScript at `source.slice(start, end)`; undefined if it cannot be read. */
export function readCode(
  source: string,
  start: number,
  end: number,
  problems: Problem[],
): Code | undefined {
  const text = source.slice(start, end);
  let program: Program;
  try {
    program = parseAst(text, { lang: "ts" }) as unknown as Program;
  } catch (error) {
    const [, message = String(error)] = String((error as Error).message).split("\n");
    const pos = (error as { pos?: number }).pos ?? 0;
    problems.push({ message, offset: start + pos });
    return;
  }
  const imports: ImportDeclaration[] = [];
  let rest = text;
  for (const statement of program.body) {
    if (statement.type.startsWith("Export")) {
      const message = "A cell exports nothing: what it declares is visible to all cells.";
      problems.push({ message, offset: start + statement.start });
      return;
    }
    if (statement.type !== "ImportDeclaration") continue;
    imports.push(readImport(statement as ImportStatement, start));
    const blank = " ".repeat(statement.end - statement.start);
    rest = rest.slice(0, statement.start) + blank + rest.slice(statement.end);
  }
  try {
    const analysis = analyse(rest);
    return { ...analysis, start, end, imports, parameters: parametersIn(program, text), offsetOf };
  } catch (error) {
    // notebook-kit's positions are those of the JavaScript that it made, so only the name is of use.
    const message = (error as Error).message.replace(/ \(\d+:\d+\)$/, "");
    const name = /'([^']+)'/.exec(message)?.[1];
    problems.push({ message: `${message}.`, offset: name ? offsetOf(name) : start });
    return;
  }

  function offsetOf(name: string): number {
    return start + (firstIdentifier(program, name) ?? text.search(/\S|$/));
  }
}

interface Syntax {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}
interface Program {
  readonly body: readonly Syntax[];
}
interface ImportStatement extends Syntax {
  readonly importKind?: string;
  readonly source: { readonly value: string };
  readonly specifiers: readonly (Syntax & {
    readonly importKind?: string;
    readonly local: { readonly name: string };
    readonly imported?: { readonly name?: string; readonly value?: string };
  })[];
}

interface Call {
  readonly type?: string;
  readonly callee?: { readonly name?: string };
  readonly arguments?: readonly {
    readonly properties?: readonly {
      readonly key?: { readonly name?: string };
      readonly value?: Syntax;
    }[];
  }[];
}

function readImport({ source, specifiers, importKind, ...node }: ImportStatement, start: number) {
  const names = specifiers.map((specifier): ImportedName => {
    const { imported } = specifier;
    return {
      local: specifier.local.name,
      imported:
        specifier.type === "ImportNamespaceSpecifier"
          ? "*"
          : specifier.type === "ImportDefaultSpecifier"
            ? "default"
            : (imported?.name ?? imported?.value ?? ""),
      from: source.value,
      typeOnly: importKind === "type" || specifier.importKind === "type",
      offset: start + specifier.start,
    };
  });
  return { start: start + node.start, end: start + node.end, from: source.value, names };
}

/** The parameters that a call of `declareParameters` declares. */
function parametersIn(root: unknown, text: string): DeclaredParameter[] {
  const found: DeclaredParameter[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    const { type, callee, arguments: given } = value as Call;
    if (type === "CallExpression" && callee?.name === "declareParameters")
      for (const { key, value: spec } of given?.[1]?.properties ?? [])
        if (key?.name && spec)
          found.push({ name: key.name, spec: text.slice(spec.start, spec.end) });
    for (const child of Object.values(value)) visit(child);
  };
  visit(root);
  return found;
}

/** Where an identifier first stands as a value: not as a property's name. */
function firstIdentifier(root: unknown, name: string): number | undefined {
  let first: number | undefined;
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) visit(item);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return;
    const node = value as Record<string, unknown>;
    if (node.type === "Identifier" && node.name === name)
      first = Math.min(first ?? Infinity, node.start as number);
    for (const key in node) {
      const named =
        (node.type === "MemberExpression" && key === "property" && !node.computed) ||
        (node.type === "Property" && key === "key" && !node.computed && !node.shorthand);
      if (!named) visit(node[key]);
    }
  };
  visit(root);
  return first;
}
