import type { Cell, CodeCell, Definition } from "../notebook/definition";

/**
 * Copies of cells that stand beside the originals: what they declare has another name, `x` → `x#2`, which they
 * alone use.
 * @param mark what the names of this copy end in
 */
export function ownCopies(cells: readonly Cell[], mark: string): Cell[] {
  const declared = new Set(cells.flatMap((cell) => ("run" in cell ? cell.outputs : [])));
  const renamed = (name: string): string => (declared.has(name) ? `${name}${mark}` : name);
  const withInputs = <D extends Definition>(definition: D): D => ({
    ...definition,
    inputs: definition.inputs.map(renamed),
  });
  return cells.map((cell) => {
    const slug = `${cell.slug}${mark}`;
    if (!("run" in cell)) return { ...cell, slug, slots: cell.slots.map(withInputs) };
    const copy: CodeCell = {
      ...withInputs(cell),
      slug,
      outputs: cell.outputs.map(renamed),
      ...(cell.place && { place: `${cell.place}${mark}` }),
    };
    return cell.outputs.length === 0 ? copy : { ...copy, run: withRenamedOutputs(cell, renamed) };
  });
}

function withRenamedOutputs(
  { run }: CodeCell,
  renamed: (name: string) => string,
): (...inputs: never[]) => unknown {
  const rename = (outputs: object): object =>
    Object.fromEntries(Object.entries(outputs).map(([name, value]) => [renamed(name), value]));
  return (...inputs) => {
    const outputs = run(...inputs) as object | Promise<object>;
    return outputs instanceof Promise ? outputs.then(rename) : rename(outputs);
  };
}
