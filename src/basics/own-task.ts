let last = Promise.resolve();

/**
 * Resolves in a task of its own, after those that were asked for before: what is dear, computed one after the other,
 * leaves the page time for its reader in between.
 */
export function ownTask(): Promise<void> {
  last = last.then(() => new Promise((resolve) => setTimeout(resolve)));
  return last;
}
