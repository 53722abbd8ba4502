import { dirname, relative } from "node:path";
import MagicString, { Bundle } from "magic-string";

import type { Code, Extent } from "./code.ts";
import type { CompiledNotebook } from "./compile.ts";
import { libraries } from "./names.ts";
import { escapes } from "./parse.ts";
import { displays, type Part } from "./parts.ts";
import type { ImportDeclaration } from "./syntax.ts";

export interface ModuleOptions {
  readonly name: string;
  /** The folder of src/notebook. */
  readonly library: string;
  /** Whether cells say which imported values they use, so that an edit of a module re-runs them. */
  readonly uses: boolean;
  /** What the module is to have of the notebook, with all that it depends on; without it, all. */
  readonly only?: readonly Part[];
}

export interface GeneratedModule {
  readonly code: string;
  readonly map: ReturnType<Bundle["generateMap"]>;
}

/** A piece of the module: our own text, or an extent of the notebook. */
type Piece = string | Extent;

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
  const parts = only ?? notebook.parts;
  const definition = relative(dirname(path), `${library}/definition`).replaceAll("\\", "/");
  const pieces: Piece[] = [
    `// Generated from ${notebook.file}; do not edit.\n`,
    `import type * as $ from ${JSON.stringify(definition.startsWith(".") ? definition : `./${definition}`)};\n`,
  ];
  // A cell may use what another one imports.
  const imported = new Set<string>();
  const used = new Set(
    only?.flatMap(({ codes }) => codes).flatMap((code) => names.importsOf(code)),
  );
  for (const cell of notebook.cells)
    if (cell.mode === "ts")
      for (const declaration of cell.code.imports)
        if (only === undefined || declaration.names.some(({ local }) => used.has(local)))
          pieces.push(...importPieces(declaration, imported));

  // Their types are there for every cell, also where it names nothing else of them.
  for (const [library, from] of libraries)
    if (parts.some((part) => namesIn(part, notebook.source, library)))
      pieces.push(
        `import type * as ${library} from ${JSON.stringify(from)};\n`,
        `export type $${library} = typeof ${library};\n`,
      );
  const loaded = [...libraries].filter(([library]) =>
    parts.some(({ codes }) => codes.some((code) => names.inputsOf(code).includes(library))),
  );

  pieces.push("export interface $Values {\n");
  for (const [output, part] of names.outputs)
    if (parts.includes(part))
      pieces.push(`  ${output}: $.Out<typeof ${variable(part.slug)}>["${output}"];\n`);
  pieces.push("}\n");

  const typeOf = (input: string): string => {
    if (libraries.has(input)) return `$${input}`;
    return `${names.outputs.has(input) ? "$Values" : "$.Builtins"}["${input}"]`;
  };
  const parameters = (code: Code): string =>
    names
      .inputsOf(code)
      .map((input) => `${input}: ${typeOf(input)}`)
      .join(", ");
  const asynchronous = ({ async }: Code): string => (async ? "async " : "");

  for (const { slug, cell, codes } of parts) {
    const id = variable(slug);
    codes.forEach((code, i) => {
      if (cell.mode === "ts") {
        pieces.push(`const ${id} = ${asynchronous(code)}(${parameters(code)}) => {`);
        pieces.push(code.expression ? "return (\n" : "\n");
        for (const extent of code.extents) pieces.push(extent, "\n");
        pieces.push(code.expression ? ");};\n" : `return { ${code.outputs.join(", ")} };};\n`);
        return;
      }
      const type = code.async ? "Promise<$.Slot>" : "$.Slot | Promise<$.Slot>";
      pieces.push(`const ${id}$${i} = ${asynchronous(code)}(${parameters(code)}): ${type} => (\n`);
      pieces.push(...code.extents, "\n);\n");
    });
  }

  const json = JSON.stringify;
  pieces.push(
    `export default {\n  name: ${json(name)},\n  title: ${json(notebook.title)},\n`,
    `  headings: ${json(notebook.headings)},\n  libraries: {\n`,
    ...loaded.map(([library, from]) => `    ${library}: () => import(${json(from)}),\n`),
    "  },\n  cells: [\n",
    ...parts.map((part) => `    ${cellLiteral(part)},\n`),
    "  ],\n} satisfies $.Notebook;\n",
  );
  return assemble(notebook, pieces);

  function cellLiteral({ slug, cell, codes, hash }: Part): string {
    const id = variable(slug);
    const used = new Set(codes.flatMap((code) => names.importsOf(code)));
    const fields = [`slug: ${json(slug)}`, `hash: ${json(hash)}`];
    if (slug !== cell.slug) fields.push(`place: ${json(cell.slug)}`);
    const definitions = codes.map((code, i) => {
      const run = cell.mode === "ts" ? id : `${id}$${i}`;
      return `inputs: ${json(names.inputsOf(code))}, run: ${run}`;
    });
    if (cell.mode === "ts") {
      const [{ expression, outputs }] = codes as [Code];
      const autodisplay = expression && !cell.hidden && !codes.some(displays);
      fields.push(`outputs: ${json(outputs)}`, `autodisplay: ${autodisplay}`, ...definitions);
    } else fields.push(`slots: [${definitions.map((each) => `{ ${each} }`).join(", ")}]`);
    if (uses) fields.push(`uses: [${[...used].join(", ")}]`);
    return `{ ${fields.join(", ")} }`;
  }
}

/** Whether the text of a part names a library, if only for a type, which is not among the inputs. */
function namesIn({ codes }: Part, source: string, library: string): boolean {
  const name = new RegExp(`\\b${library}\\b`);
  return codes.some(({ extents }) =>
    extents.some(([from, to]) => name.test(source.slice(from, to))),
  );
}

/** The name of a cell's function: "lookup-trace" → "$lookup_trace", and "$lookup_trace$values". */
function variable(slug: string): string {
  return `$${slug.replaceAll("-", "_").replace(".", "$")}`;
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

function assemble({ file, source }: CompiledNotebook, pieces: readonly Piece[]): GeneratedModule {
  const original = new MagicString(source, { filename: file });
  for (const { index } of source.matchAll(escapes)) original.remove(index, index + 1);
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
