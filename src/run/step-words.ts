/** What one step of a training is to its reader: an epoch where the batch is all the data, else a batch. */
export type StepWord = "epoch" | "batch";

/** "1 epoch", "1,000 batches" without the number. */
export function stepWords(word: StepWord, count: number): string {
  if (count === 1) return word;
  return word === "epoch" ? "epochs" : "batches";
}
