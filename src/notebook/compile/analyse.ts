// The only file that knows notebook-kit.
import { parseTemplate, transpile } from "@observablehq/notebook-kit";

/** What a cell's code uses and declares. */
export interface Analysis {
  /** Unbound names, in order of appearance; common globals are not among them. */
  readonly inputs: readonly string[];
  /** Names that the code declares at its top level; types are not among them. */
  readonly outputs: readonly string[];
  /** Whether the code is one expression. */
  readonly expression: boolean;
  /** Whether the code awaits at its top level. */
  readonly async: boolean;
}

/**
 * Analyses TypeScript that has no import declarations.
 * @throws SyntaxError where the code assigns to a name of another cell, or redefines a global
 */
export function analyse(code: string): Analysis {
  const { body, inputs = [], outputs = [] } = transpile(code, "ts");
  return {
    inputs,
    outputs,
    expression: /^[^\n]*=> \{\nreturn \(\n/.test(body),
    async: body.startsWith("async"),
  };
}

/** A `${…}` in a text. */
export interface Interpolation {
  /** Extent with the braces. */
  readonly outer: readonly [start: number, end: number];
  /** Extent of the expression. */
  readonly inner: readonly [start: number, end: number];
  /** What a tagged template without substitutions says, and its tag ("tex", "tex.block"). */
  readonly literal?: { readonly tag: string; readonly raw: string };
}

/**
 * The interpolations of a text, in order.
 * @throws SyntaxError with `pos`, the offset of what cannot be read
 */
export function interpolations(text: string): Interpolation[] {
  if (text === "") return [];
  const { expressions, quasis } = parseTemplate(text);
  return expressions.map((expression, i): Interpolation => {
    const outer = [quasis[i]!.end, quasis[i + 1]!.start] as const;
    const inner = [expression.start, expression.end] as const;
    if (expression.type !== "TaggedTemplateExpression" || expression.quasi.expressions.length > 0)
      return { outer, inner };
    const tag = text.slice(expression.tag.start, expression.tag.end);
    return { outer, inner, literal: { tag, raw: expression.quasi.quasis[0]!.value.raw } };
  });
}
