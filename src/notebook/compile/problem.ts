/** Something wrong in a notebook, and where. */
export interface Problem {
  readonly message: string;
  /** Offset in the notebook's source. */
  readonly offset: number;
}

export interface Position {
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

/** Line and column of an offset. */
export function positionAt(source: string, offset: number): Position {
  const before = source.slice(0, offset);
  const start = before.lastIndexOf("\n") + 1;
  return { line: before.split("\n").length, column: offset - start + 1 };
}

/** Why a notebook cannot be compiled: one line for each problem, "FILE:LINE:COLUMN: message". */
export class NotebookError extends Error {
  override readonly name = "NotebookError";
  /** Where the first problem is, in the form that Vite shows. */
  readonly loc: { readonly file: string } & Position;

  constructor(file: string, source: string, problems: readonly Problem[]) {
    const sorted = [...problems].sort((a, b) => a.offset - b.offset);
    const lines = sorted.map(({ message, offset }) => {
      const { line, column } = positionAt(source, offset);
      return `${file}:${line}:${column}: ${message}`;
    });
    super(lines.join("\n"));
    // Where the compiler stood says nothing to who wrote the notebook.
    this.stack = `${this.name}: ${this.message}`;
    this.loc = { file, ...positionAt(source, sorted[0]?.offset ?? 0) };
  }
}
