import type { Observable, ObserveOptions, Stream } from "./definition";

/** Milliseconds after which the value of a source is told though it does not rest. */
const longestWait = 1000;

/**
 * The values of a source: its present value, if it has one, and from then on its latest value after
 * each "input" event, unless that is what it was. It listens from the first `next()` to `return()`, which also ends
 * a wait.
 *
 * A value that is there is given at once rather than promised, so that what depends on it is
 * computed in the same frame.
 */
export function observe<T, U = T>(
  source: Observable<T>,
  { map = (value) => value as unknown as U, equals = Object.is, rest }: ObserveOptions<T, U> = {},
): Stream<U> {
  /** What was told last, and of which value of the source. */
  let last: { readonly of: T; readonly value: U } | undefined;
  let listening = false;
  let changed = false;
  let wake = (): void => {};
  let end = (): void => {};
  const told = afterRest(() => {
    changed = true;
    wake();
  });

  /** Makes `last` what there is to tell; returns whether there is something. */
  const take = (): boolean => {
    if (!changed) return false;
    changed = false;
    const of = source.value;
    const value = map(of);
    if (last !== undefined && equals(value, last.value)) return false;
    last = { of, value };
    return true;
  };
  const promise = (): Promise<U> =>
    new Promise((resolve, reject) => {
      end = () => {
        wake = () => {};
        resolve(last?.value as U);
      };
      wake = () => {
        try {
          if (take()) end();
        } catch (error) {
          reject(error);
        }
      };
    });
  const listener = (): void => {
    // The first value is waited for.
    const still = last && (typeof rest === "function" ? rest(source.value, last.of) : rest);
    told.ask(still ?? 0);
  };
  return {
    next() {
      if (!listening) {
        listening = true;
        changed = source.value !== undefined;
        source.addEventListener("input", listener);
      }
      return { done: false, value: take() ? last!.value : promise() };
    },
    return() {
      source.removeEventListener("input", listener);
      told.cancel();
      end();
      return { done: true, value: undefined };
    },
  };
}

/** Does something once it has not been asked for again for so many milliseconds, or for long enough. */
function afterRest(run: () => void): { ask(milliseconds: number): void; cancel(): void } {
  let since: number | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const cancel = (): void => {
    clearTimeout(timer);
    since = undefined;
  };
  const now = (): void => {
    cancel();
    run();
  };
  return {
    ask(milliseconds) {
      clearTimeout(timer);
      since ??= performance.now();
      const wait = Math.min(milliseconds, since + longestWait - performance.now());
      if (wait > 0) timer = setTimeout(now, wait);
      else now();
    },
    cancel,
  };
}
