/** The most workers at once. */
const mostWorkers = 8;

/** How many workers the page may keep busy: one for each core. */
export function workerCount(): number {
  return Math.min(navigator.hardwareConcurrency || 1, mostWorkers);
}
