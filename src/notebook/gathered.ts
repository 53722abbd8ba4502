import { type Observable, Source } from "./source";

/** Several values that can be observed as one, until it is invalidated. */
export function gathered<T extends object>(
  sources: { readonly [K in keyof T]: Observable<T[K]> },
  invalidation: Promise<void>,
): Source<T> {
  const names = Object.keys(sources) as (keyof T)[];
  const read = (): T => Object.fromEntries(names.map((name) => [name, sources[name].value])) as T;
  const all = new Source(read());
  const follow = (): void => {
    all.value = read();
  };
  for (const name of names) sources[name].addEventListener("input", follow);
  invalidation.then(() => {
    for (const name of names) sources[name].removeEventListener("input", follow);
  });
  return all;
}
