import { count, countInWords, list } from "../../../src/drawing/format";

/** Which models a run has: "nine independent models are trained, each from …". */
export function modelsText(epochs: readonly number[]): string {
  const last = epochs[epochs.length - 1];
  const unit = last === 1 ? "epoch" : "epochs";
  if (epochs.length === 1)
    return last === 0
      ? "One model is made, and trained for 0 epochs: it stays as it was drawn."
      : `One model is trained, for ${count(last)} ${unit}.`;
  return `To see convergence, ${countInWords(epochs.length)} independent models are trained, each from an initialisation of its own, for ${list(epochs.map(count))} ${unit}.`;
}
