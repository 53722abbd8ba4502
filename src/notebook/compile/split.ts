import type { Program, Statement } from "./syntax.ts";

/** A cell's statements in two parts. */
export interface Split {
  /** What declares values, with all that is done on the way. */
  readonly values: readonly Statement[];
  /** The calls of `display` at the end, and the types that they name. */
  readonly display: readonly Statement[];
}

/**
 * Splits a cell that declares values and ends with `display(…)`, so that what it shows can follow the reader without
 * the values being declared anew; undefined for any other.
 * @param text what the program's offsets count in
 */
export function splitDisplay({ body }: Program, text: string): Split | undefined {
  const statements = body.filter(({ type }) => type !== "ImportDeclaration");
  let end = statements.length;
  while (end > 0 && isDisplay(statements[end - 1])) --end;
  const shown = statements.slice(end);
  const before = statements.slice(0, end);
  if (shown.length === 0 || !before.some(isDeclaration)) return undefined;

  const mentions = (among: readonly Statement[], { id }: Statement): boolean =>
    among.some(({ start, end }) =>
      text
        .slice(start, end)
        .split(/[^\w$]+/)
        .includes(`${id?.name}`),
    );
  const types = before.filter(isType);
  const display: Statement[] = [];
  for (const wanted of [shown, display])
    for (const each of wanted)
      for (const type of types)
        if (!display.includes(type) && mentions([each], type)) display.push(type);
  // A type that only the display names would be unused among the values.
  const values = before.filter(
    (each) => !display.includes(each) || mentions(others(before, each), each),
  );
  return { values, display: [...display, ...shown] };
}

function others(statements: readonly Statement[], one: Statement): Statement[] {
  return statements.filter((each) => each !== one);
}

function isDisplay({ expression }: Statement): boolean {
  return expression?.type === "CallExpression" && expression.callee?.name === "display";
}

function isDeclaration({ type }: Statement): boolean {
  return /^(Variable|Function|Class)Declaration$/.test(type);
}

function isType({ type }: Statement): boolean {
  return /^TS(TypeAlias|Interface)Declaration$/.test(type);
}
