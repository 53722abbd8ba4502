import type { CellCode, Code } from "./code.ts";
import type { SourceCell } from "./parse.ts";

/** A code cell: TypeScript. */
export interface CompiledCode extends SourceCell, CellCode {
  readonly mode: "ts";
  /** The source as the reader sees it. */
  readonly text: string;
}

/** A cell of markdown, HTML or TeX. */
export interface CompiledProse extends SourceCell {
  readonly mode: "md" | "html" | "tex";
  readonly html: string;
  /** The expressions that stand in the text. */
  readonly slots: readonly Code[];
}

export type CompiledCell = CompiledCode | CompiledProse;
