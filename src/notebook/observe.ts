import type { Observable } from "./definition";

/**
 * The values of a source: its present value, if it has one, and from then on its latest value after
 * each "input" event. It listens from the first `next()` to `return()`, which also ends a `next()`
 * that is still waiting.
 */
export function observe<T>(source: Observable<T>): AsyncGenerator<T, void, void> {
  let listening = false;
  let changed = false;
  let wake = (): void => {};
  const listener = (): void => {
    changed = true;
    wake();
  };
  const stop = (): void => {
    source.removeEventListener("input", listener);
    listening = false;
    wake();
  };
  const done = { done: true, value: undefined } as const;
  return {
    async next() {
      if (!listening) {
        source.addEventListener("input", listener);
        listening = true;
        changed = source.value !== undefined;
      }
      if (!changed) await new Promise<void>((resolve) => (wake = resolve));
      changed = false;
      return listening ? { done: false, value: source.value } : done;
    },
    async return() {
      stop();
      return done;
    },
    async throw(error) {
      stop();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
    async [Symbol.asyncDispose]() {
      stop();
    },
  };
}
