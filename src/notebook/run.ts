import type { Variable } from "@observablehq/runtime";
import type { Builtins, Definition } from "./definition";
import type { Host } from "./host";
import { observe } from "./observe";

/**
 * Defines a variable by a function of values and builtins.
 * @param begin begins a run, and returns what shows a value for that run
 * @param when runs it, at once or later; what it returns need not settle once the run is invalid
 */
export function define(
  variable: Variable,
  name: string | null,
  { inputs, run }: Definition,
  host: Host,
  begin: () => (value: unknown) => void,
  when: (run: () => unknown, invalidation: Promise<void>) => unknown = (run) => run(),
): Variable {
  const values = inputs.filter((input) => !isBuiltin(input));
  return variable.define(name, ["invalidation", ...values], (invalidation, ...given: unknown[]) => {
    const builtins = builtinsFor(invalidation, host, begin());
    const next = given.values();
    const bound = inputs.map((input) =>
      isBuiltin(input) ? builtins[input] : next.next().value,
    ) as never[];
    const result = when(() => run(...bound), invalidation);
    return result instanceof Promise
      ? untilInvalid(result.then(handled), invalidation)
      : abandonable(handled(result));
  });
}

const builtinNames: Readonly<Record<keyof Builtins, true>> = {
  display: true,
  view: true,
  observe: true,
  invalidation: true,
  host: true,
};

function isBuiltin(name: string): name is keyof Builtins {
  return Object.hasOwn(builtinNames, name);
}

function builtinsFor(
  invalidation: Promise<void>,
  host: Host,
  show: (value: unknown) => void,
): Builtins {
  const display = <T>(value: T): T => {
    show(value);
    return value;
  };
  return { display, view: (input) => observe(display(input)), observe, invalidation, host };
}

/** The promise, which rejects when the run is over: a cell that awaits for ever can still re-run. */
function untilInvalid<T>(promise: Promise<T>, invalidation: Promise<void>): Promise<T> {
  const over = invalidation.then(() => {
    throw new Error("This run of the cell is over.");
  });
  return Promise.race([promise, over]);
}

/** The outputs of a run. One that rejects once the run is over is nobody's, and must not be reported as unhandled. */
function handled<T>(outputs: T): T {
  if (outputs?.constructor === Object)
    for (const output of Object.values(outputs))
      if (output instanceof Promise) output.catch(() => {});
  return outputs;
}

/** An async generator whose `return` does not wait for a `next` that is under way, so that its cell can re-run. */
export function abandonable(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !(Symbol.asyncIterator in value)) return value;
  const generator = value as AsyncGenerator;
  let abandon = (): void => {};
  return {
    next: () => {
      const over = new Promise<never>((_, reject) => {
        abandon = () => reject(new Error("This run of the cell is over."));
      });
      return Promise.race([generator.next(), over]);
    },
    return: () => {
      abandon();
      generator.return(undefined).catch(() => {});
    },
  };
}
