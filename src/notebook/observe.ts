import type { Observable, Stream } from "./definition";

/**
 * The values of a source: its present value, if it has one, and from then on its latest value after
 * each "input" event. It listens from the first `next()` to `return()`, which also ends a wait.
 *
 * A value that is there is given at once rather than promised, so that what depends on it is
 * computed in the same frame.
 */
export function observe<T>(source: Observable<T>): Stream<T> {
  const nobody = (): void => {};
  let listening = false;
  let changed = false;
  let wake = nobody;

  const take = (): T => {
    changed = false;
    return source.value;
  };
  const promise = (): Promise<T> =>
    new Promise((resolve) => {
      wake = () => {
        wake = nobody;
        resolve(take());
      };
    });
  const listener = (): void => {
    changed = true;
    wake();
  };
  return {
    next() {
      if (!listening) {
        listening = true;
        changed = source.value !== undefined;
        source.addEventListener("input", listener);
      }
      return { done: false, value: changed ? take() : promise() };
    },
    return() {
      source.removeEventListener("input", listener);
      wake();
      return { done: true, value: undefined };
    },
  };
}
