import { codesOf } from "./closure.ts";
import type { CompiledNotebook } from "./compile.ts";

/**
 * A module in TypeScript that exports the `table` of a notebook's parameters: each one's spec as it stands in the
 * notebook, and what is imported for them. It belongs into the notebook's folder, from where its imports are found.
 */
export function parameterModule({ source, cells }: CompiledNotebook): string {
  const codes = cells.flatMap(codesOf);
  const specs = codes.flatMap(({ parameters }) => parameters);
  const entries = specs.map(({ name, spec }) => `  ${name}: ${spec},`);
  const used = new Set(entries.join("\n").match(/[\w$]+/g));
  const imports = codes
    .flatMap((code) => code.imports)
    .filter(({ names }) => names.some(({ local }) => used.has(local)))
    .map(({ start, end }) => source.slice(start, end));
  return [...new Set(imports), "export const table = {", ...entries, "};", ""].join("\n");
}
