import { parseAst } from "vite";
import { type Analysis, analyse } from "./analyse.ts";
import type { Problem } from "./problem.ts";
import { splitDisplay } from "./split.ts";
import {
  type DeclaredParameter,
  firstIdentifier,
  type ImportDeclaration,
  type ImportStatement,
  type Program,
  parametersIn,
  readImport,
  type Statement,
  type Syntax,
} from "./syntax.ts";

/** An extent of the notebook. */
export type Extent = readonly [start: number, end: number];

/** What there is to know about a piece of TypeScript in a notebook. */
export interface Code extends Analysis {
  /** Its text in the notebook: all but the imports. */
  readonly extents: readonly Extent[];
  readonly imports: readonly ImportDeclaration[];
  /** The parameters of the notebook that the code declares, with the text that specifies each. */
  readonly parameters: readonly DeclaredParameter[];
  /** Offset in the notebook of the first use of a name. */
  offsetOf(name: string): number;
}

/** The code of a cell. */
export interface CellCode {
  /** What it runs. */
  readonly code: Code;
  /** What it shows, where that runs apart from the values that it declares: see ./split. */
  readonly display?: Code;
}

/** TypeScript that stands in a notebook. */
interface Text {
  readonly text: string;
  /** Offset in the notebook. */
  readonly start: number;
  readonly program: Program;
}

/** Reads the TypeScript of a `${…}`; undefined if it cannot be read. */
export function readCode(source: string, extent: Extent, problems: Problem[]): Code | undefined {
  const parsed = parse(source, extent, problems);
  return parsed && readWhole(parsed, problems);
}

/** Reads the TypeScript of a cell; undefined if it cannot be read. */
export function readCell(
  source: string,
  extent: Extent,
  problems: Problem[],
): CellCode | undefined {
  const parsed = parse(source, extent, problems);
  if (parsed === undefined) return undefined;
  const split = splitDisplay(parsed.program, parsed.text);
  const display = split && readDisplay(parsed, split.display);
  const code = readWhole(parsed, problems, display && split?.values);
  return code && { code, ...(display && { display }) };
}

function parse(source: string, [start, end]: Extent, problems: Problem[]): Text | undefined {
  const text = source.slice(start, end);
  let program: Program;
  try {
    program = parseAst(text, { lang: "ts" }) as unknown as Program;
  } catch (error) {
    const [, message = String(error)] = String((error as Error).message).split("\n");
    const pos = (error as { pos?: number }).pos ?? 0;
    problems.push({ message, offset: start + pos });
    return undefined;
  }
  const exported = program.body.find(({ type }) => type.startsWith("Export"));
  if (exported === undefined) return { text, start, program };
  const message = "A cell exports nothing: what it declares is visible to all cells.";
  problems.push({ message, offset: start + exported.start });
  return undefined;
}

/** @param kept the statements that are meant, where these are not all */
function readWhole(
  { text, start, program }: Text,
  problems: Problem[],
  kept: readonly Statement[] = program.body,
): Code | undefined {
  const imports = program.body.filter(({ type }) => type === "ImportDeclaration");
  const body = program.body.filter((each) => imports.includes(each) || kept.includes(each));
  const left = program.body.filter((each) => imports.includes(each) || !body.includes(each));
  const extents = around(text, left);
  const offsetOf = offsets({ body }, text, start);
  try {
    return {
      ...analyse(joined(text, extents)),
      extents: extents.map((extent) => moved(extent, start)),
      imports: imports.map((each) => readImport(each as unknown as ImportStatement, start)),
      parameters: parametersIn(body, text),
      offsetOf,
    };
  } catch (error) {
    // notebook-kit's positions are those of the JavaScript that it made, so only the name is of use.
    const message = (error as Error).message.replace(/ \(\d+:\d+\)$/, "");
    const name = /'([^']+)'/.exec(message)?.[1];
    problems.push({ message: `${message}.`, offset: name ? offsetOf(name) : start });
    return undefined;
  }
}

/** What a cell shows; undefined where it cannot run apart, since it assigns to what the cell declares. */
function readDisplay({ text, start }: Text, body: readonly Statement[]): Code | undefined {
  const extents = body.map((each): Extent => [each.start, each.end]);
  try {
    return {
      ...analyse(joined(text, extents)),
      expression: false,
      extents: extents.map((extent) => moved(extent, start)),
      imports: [],
      parameters: [],
      offsetOf: offsets({ body }, text, start),
    };
  } catch {
    return undefined;
  }
}

/** The extents of a text around some of its statements. */
function around(text: string, left: readonly Syntax[]): Extent[] {
  const ends = [0, ...left.map(({ end }) => end)];
  const starts = [...left.map(({ start }) => start), text.length];
  return ends.map((end, i) => [end, starts[i]!]);
}

function joined(text: string, extents: readonly Extent[]): string {
  return extents.map(([from, to]) => text.slice(from, to)).join("\n");
}

function moved([from, to]: Extent, by: number): Extent {
  return [from + by, to + by];
}

function offsets(root: Program, text: string, start: number): (name: string) => number {
  return (name) => start + (firstIdentifier(root, name) ?? text.search(/\S|$/));
}
