import { type Observable, Source } from "./source";

/**
 * What follows from a value, told only when it is not what it was: what is computed from it stays while the value
 * changes in other ways.
 */
export function derived<T, D>(
  source: Observable<T>,
  derive: (value: T) => D,
  invalidation: Promise<void>,
): Source<D> {
  const result = new Source(derive(source.value));
  const follow = (): void => {
    result.value = derive(source.value);
  };
  source.addEventListener("input", follow);
  invalidation.then(() => source.removeEventListener("input", follow));
  return result;
}
