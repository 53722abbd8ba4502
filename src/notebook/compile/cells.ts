import type { Code } from "./code.ts";
import type { SourceCell } from "./parse.ts";

/** A code cell: TypeScript. */
export interface CompiledCode extends SourceCell {
  readonly mode: "ts";
  readonly code: Code;
  /** The source as the reader sees it. */
  readonly text: string;
  readonly hash: string;
}

/** A cell of markdown, HTML or TeX. */
export interface CompiledProse extends SourceCell {
  readonly mode: "md" | "html" | "tex";
  readonly html: string;
  /** The expressions that stand in the text. */
  readonly slots: readonly Code[];
  readonly hash: string;
}

export type CompiledCell = CompiledCode | CompiledProse;
