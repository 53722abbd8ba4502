/** Milliseconds between two rewordings: words that change faster are not read, and laying them out costs a drag. */
const interval = 150;

/** Runs something at once, or, soon after it last ran, a little later and then only once. */
export interface Seldom {
  ask(): void;
  cancel(): void;
}

export function seldom(run: () => void): Seldom {
  let before = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const now = (): void => {
    timer = undefined;
    before = performance.now();
    run();
  };
  return {
    ask() {
      if (timer !== undefined) return;
      const wait = before + interval - performance.now();
      if (wait <= 0) now();
      else timer = setTimeout(now, wait);
    },
    cancel: () => clearTimeout(timer),
  };
}
