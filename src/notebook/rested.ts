import { type Observable, Source } from "./source";

/** A value that follows another once that has not changed for so many milliseconds: for what is too dear to compute on the way. */
export function rested<T>(
  source: Observable<T>,
  milliseconds: number,
  invalidation: Promise<void>,
): Source<T> {
  const calm = new Source(source.value);
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const wait = (): void => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      calm.value = source.value;
    }, milliseconds);
  };
  source.addEventListener("input", wait);
  invalidation.then(() => {
    clearTimeout(waiting);
    source.removeEventListener("input", wait);
  });
  return calm;
}
