/**
 * The rows of a displayed formula, and the parts of each: what `\\` and `\qquad` separate outside of all braces,
 * environments and delimiters.
 */
export function formulaRows(tex: string): string[][] {
  const rows: string[][] = [[]];
  let depth = 0;
  let part = "";
  const endPart = (): void => {
    if (part.trim() !== "") rows[rows.length - 1].push(part.trim());
    part = "";
  };
  for (const [token] of tex.matchAll(/\\(?:[a-zA-Z]+|[\s\S])|[^\\]/g)) {
    if (token === "{" || token === "\\begin" || token === "\\left") ++depth;
    else if (token === "}" || token === "\\end" || token === "\\right") --depth;
    if (depth === 0 && token === "\\qquad") endPart();
    else if (depth === 0 && token === "\\\\") {
      endPart();
      rows.push([]);
    } else part += token;
  }
  endPart();
  return rows.filter((parts) => parts.length > 0);
}
