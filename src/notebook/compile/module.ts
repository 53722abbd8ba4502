import { dirname, relative } from "node:path";
import MagicString, { Bundle } from "magic-string";
import type { CompiledCell } from "./cells.ts";
import { codesOf } from "./closure.ts";
import type { Code, ImportDeclaration } from "./code.ts";
import type { CompiledNotebook } from "./compile.ts";

export interface ModuleOptions {
  readonly name: string;
  /** The folder of src/notebook. */
  readonly library: string;
  /** Whether cells say which imported values they use, so that an edit of a module re-runs them. */
  readonly uses: boolean;
  /** Cells of the notebook that the module is to have, with all that they depend on; without it, all. */
  readonly only?: readonly CompiledCell[];
}

export interface GeneratedModule {
  readonly code: string;
  readonly map: ReturnType<Bundle["generateMap"]>;
}

/** A piece of the module: our own text, or an extent of the notebook. */
type Piece = string | readonly [start: number, end: number];

/**
 * The TypeScript module of a notebook, whose default export is a Notebook (see ../definition), with
 * a source map to the notebook. All names that the compiler adds begin with a dollar sign.
 */
export function toModule(
  notebook: CompiledNotebook,
  path: string,
  { name, library, uses, only }: ModuleOptions,
): GeneratedModule {
  const { names } = notebook;
  const cells = only ?? notebook.cells;
  const definition = relative(dirname(path), `${library}/definition`).replaceAll("\\", "/");
  const pieces: Piece[] = [
    `// Generated from ${notebook.file}; do not edit.\n`,
    `import type * as $ from ${JSON.stringify(definition.startsWith(".") ? definition : `./${definition}`)};\n`,
  ];
  // A cell may use what another one imports.
  const imported = new Set<string>();
  const used = new Set(only?.flatMap(codesOf).flatMap((code) => names.importsOf(code)));
  for (const cell of notebook.cells)
    if (cell.mode === "ts")
      for (const declaration of cell.code.imports)
        if (only === undefined || declaration.names.some(({ local }) => used.has(local)))
          pieces.push(...importPieces(declaration, imported));

  pieces.push("export interface $Values {\n");
  for (const [output, cell] of names.outputs)
    if (cells.includes(cell))
      pieces.push(`  ${output}: $.Out<typeof ${variable(cell.slug)}>["${output}"];\n`);
  pieces.push("}\n");

  const parameters = (code: Code): string =>
    names
      .inputsOf(code)
      .map(
        (input) => `${input}: ${names.outputs.has(input) ? "$Values" : "$.Builtins"}["${input}"]`,
      )
      .join(", ");
  const asynchronous = ({ async }: Code): string => (async ? "async " : "");

  for (const cell of cells) {
    const id = variable(cell.slug);
    if (cell.mode === "ts") {
      const { code } = cell;
      pieces.push(`const ${id} = ${asynchronous(code)}(${parameters(code)}) => {`);
      pieces.push(code.expression ? "return (\n" : "\n", ...bodyPieces(code));
      pieces.push(code.expression ? "\n);};\n" : `\nreturn { ${code.outputs.join(", ")} };};\n`);
    } else {
      cell.slots.forEach((code, i) => {
        const type = code.async ? "Promise<$.Slot>" : "$.Slot | Promise<$.Slot>";
        pieces.push(
          `const ${id}$${i} = ${asynchronous(code)}(${parameters(code)}): ${type} => (\n`,
        );
        pieces.push([code.start, code.end], "\n);\n");
      });
    }
  }

  const json = JSON.stringify;
  pieces.push(
    `export default {\n  name: ${json(name)},\n  title: ${json(notebook.title)},\n`,
    `  headings: ${json(notebook.headings)},\n  cells: [\n`,
    ...cells.map((cell) => `    ${cellLiteral(cell)},\n`),
    "  ],\n} satisfies $.Notebook;\n",
  );
  return assemble(notebook, pieces);

  function cellLiteral(cell: CompiledCell): string {
    const id = variable(cell.slug);
    const used = new Set(codesOf(cell).flatMap((code) => names.importsOf(code)));
    const fields = [`slug: ${json(cell.slug)}`, `hash: ${json(cell.hash)}`];
    if (cell.mode === "ts") {
      const { code } = cell;
      const autodisplay =
        code.expression &&
        !cell.hidden &&
        !code.inputs.includes("display") &&
        !code.inputs.includes("view");
      fields.push(
        `inputs: ${json(names.inputsOf(code))}`,
        `outputs: ${json(code.outputs)}`,
        `autodisplay: ${autodisplay}`,
        `run: ${id}`,
      );
    } else {
      const slots = cell.slots.map(
        (code, i) => `{ inputs: ${json(names.inputsOf(code))}, run: ${id}$${i} }`,
      );
      fields.push(`slots: [${slots.join(", ")}]`);
    }
    if (uses) fields.push(`uses: [${[...used].join(", ")}]`);
    return `{ ${fields.join(", ")} }`;
  }
}

/** The name of a cell's function: "lookup-trace" → "$lookup_trace". */
function variable(slug: string): string {
  return `$${slug.replaceAll("-", "_")}`;
}

/** An import as it stands in the notebook, less the names that are imported already. */
function importPieces(
  { start, end, names, from }: ImportDeclaration,
  imported: Set<string>,
): Piece[] {
  const fresh = names.filter(({ local }) => !imported.has(local));
  for (const { local } of names) imported.add(local);
  if (fresh.length === names.length) return [[start, end], "\n"];
  return fresh.map(({ local, imported, typeOnly }) => {
    const clause =
      imported === "*"
        ? `* as ${local}`
        : imported === "default"
          ? local
          : `{ ${imported} as ${local} }`;
    return `import ${typeOnly ? "type " : ""}${clause} from ${JSON.stringify(from)};\n`;
  });
}

/** A cell's code less its imports. */
function bodyPieces({ start, end, imports }: Code): Piece[] {
  const pieces: Piece[] = [];
  let from = start;
  for (const declaration of imports) {
    pieces.push([from, declaration.start]);
    from = declaration.end;
  }
  return [...pieces, [from, end]];
}

function assemble({ file, source }: CompiledNotebook, pieces: readonly Piece[]): GeneratedModule {
  const original = new MagicString(source, { filename: file });
  const bundle = new Bundle({ separator: "" });
  for (const piece of pieces) {
    if (typeof piece === "string") bundle.addSource({ content: new MagicString("").append(piece) });
    else if (piece[0] < piece[1])
      bundle.addSource({ filename: file, content: original.snip(piece[0], piece[1]) });
  }
  return {
    code: bundle.toString(),
    map: bundle.generateMap({ hires: true, includeContent: true }),
  };
}
