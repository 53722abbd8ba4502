/** Something that has not run yet. */
export interface Waiting {
  cancel(): void;
}

/** Runs something once the page has nothing else to do. Safari has no idle callback; half a second later the page has come to rest. */
export function whenIdle(run: () => void): Waiting {
  if (typeof requestIdleCallback === "function") {
    const handle = requestIdleCallback(run, { timeout: 2000 });
    return { cancel: () => cancelIdleCallback(handle) };
  }
  const handle = setTimeout(run, 500);
  return { cancel: () => clearTimeout(handle) };
}
