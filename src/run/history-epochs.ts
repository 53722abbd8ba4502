/** Moments between the two ends, before those that coincide are dropped. */
const moments = 80;

/**
 * Epochs at which to keep a model so that a reader can scrub smoothly through its training:
 * about 80, close together early, where it learns fast, and further and further apart.
 * @param total epochs of the whole training
 * @param including epochs that must be among them, where they are within the training
 * @returns increasing whole numbers from 0 to `total`
 */
export function historyEpochs(total: number, including: readonly number[] = []): number[] {
  const spread = Array.from({ length: moments + 1 }, (_, i) =>
    Math.round(total * (i / moments) ** 2),
  );
  const within = including.filter((epoch) => epoch >= 0 && epoch <= total);
  return [...new Set([...spread, ...within])].sort((a, b) => a - b);
}
