import { createHash } from "node:crypto";
import type { CompiledCell } from "./cells.ts";
import type { Code } from "./code.ts";

/** What runs by itself: a cell or, where a cell declares values and then shows something, either of the two. */
export interface Part {
  /** Of its cell, whose values have one of their own. */
  readonly slug: string;
  readonly cell: CompiledCell;
  /** One, or those that stand in a text. */
  readonly codes: readonly Code[];
  /** Changes with its source. */
  readonly hash: string;
}

export function partsOf(source: string, cell: CompiledCell): Part[] {
  const { slug, mode, hidden, start, end } = cell;
  const part = (slug: string, codes: readonly Code[], text: string): Part => {
    const hash = createHash("sha256").update(`${mode} ${hidden} ${text}`).digest("hex");
    return { slug, cell, codes, hash: hash.slice(0, 12) };
  };
  if (cell.mode !== "ts") return [part(slug, cell.slots, source.slice(start, end))];
  const { code, display } = cell;
  const textOf = ({ imports, extents }: Code): string =>
    [...imports.map((each) => [each.start, each.end] as const), ...extents]
      .map(([from, to]) => source.slice(from, to))
      .join("\n");
  if (display === undefined) return [part(slug, [code], textOf(code))];
  return [part(`${slug}.values`, [code], textOf(code)), part(slug, [display], textOf(display))];
}

/** Whether code shows something itself. */
export function displays({ inputs }: Code): boolean {
  return inputs.includes("display") || inputs.includes("view");
}
