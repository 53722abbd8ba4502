import type { Observable } from "./definition";

/** Several sources as one: its values have those of each, by name. It listens to them only while it is listened to. */
export function all<T extends object>(
  sources: {
    readonly [K in keyof T]: Observable<T[K]>;
  },
): Observable<T> {
  const names = Object.keys(sources) as (keyof T)[];
  const read = (): T => Object.fromEntries(names.map((name) => [name, sources[name].value])) as T;
  let last: T | undefined;
  return {
    /** The same one until one of them changes. */
    get value() {
      const is = (value: T): boolean =>
        names.every((name) => Object.is(value[name], sources[name].value));
      if (last === undefined || !is(last)) last = read();
      return last;
    },
    addEventListener(type, listener) {
      for (const name of names) sources[name].addEventListener(type, listener);
    },
    removeEventListener(type, listener) {
      for (const name of names) sources[name].removeEventListener(type, listener);
    },
  };
}
