import type { Parameter } from "./parameter";

/** How several values are set together with what they are now. */
export type Setters<T> = { readonly [Name in keyof T]: (value: T[Name]) => void } & {
  /** The values as they were last set, which nobody may have shown yet. */
  current(): T;
};

/** Sets parameters, each by its name. */
export function setters<T extends object>(
  parameters: {
    readonly [Name in keyof T]: Parameter<T[Name]>;
  },
): Setters<T> {
  const names = Object.keys(parameters) as (keyof T)[];
  const set = names.map((name) => [
    name,
    (value: T[keyof T]): void => {
      parameters[name].value = value;
    },
  ]);
  const current = (): T =>
    Object.fromEntries(names.map((name) => [name, parameters[name].value])) as T;
  return { ...Object.fromEntries(set), current } as Setters<T>;
}
