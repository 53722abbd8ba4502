import type { Cell } from "../notebook/definition";
import type { Host } from "../notebook/host";
import type { Parameter } from "../notebook/parameter";

/** What cells are run with that declare parameters and shall do nothing else. */
const builtins: Readonly<Record<string, unknown>> = {
  observe: () => undefined,
  view: () => undefined,
  display: (value: unknown) => value,
  invalidation: new Promise(() => {}),
};

/** The parameters that a notebook's cells declare, by their names: those cells are run that need nothing but the host. */
export function declaredParameters(
  cells: readonly Cell[],
): ReadonlyMap<string, Parameter<unknown>> {
  const found = new Map<string, Parameter<unknown>>();
  const host: Pick<Host, "parameters" | "notice" | "setParameters" | "adopt"> = {
    parameters: () => ({}),
    notice: () => () => {},
    setParameters: () => {},
    adopt(parameters) {
      for (const [name, parameter] of parameters) found.set(name, parameter);
    },
  };
  const given: Readonly<Record<string, unknown>> = { ...builtins, host };
  for (const cell of cells) {
    if (!("run" in cell) || !cell.inputs.includes("host")) continue;
    if (!cell.inputs.every((input) => Object.hasOwn(given, input))) continue;
    cell.run(...(cell.inputs.map((input) => given[input]) as never[]));
  }
  return found;
}
