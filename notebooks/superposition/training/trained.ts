import { SideBySide } from "../../../src/run/side-by-side";
import type { Trained } from "../../../src/run/trained";
import { besideSettings, type SuperpositionSettings, superpositionText } from "./settings";
import { loadSuperposition, loadSuperpositionHistory } from "./shipped";
import { superpositionTraining, untrainedSuperposition } from "./spec";

/** What the notebook on superposition trains: a network under two losses, side by side. */
export const superpositionTrained: Trained<SuperpositionSettings> = {
  word: "batch",
  remedy: "try another seed, or a loss with a lower power",
  spec: superpositionTraining,
  steps: ({ steps }) => [steps],
  initial: untrainedSuperposition,
  async load(asset) {
    const { main, beside } = await loadSuperposition(asset);
    return [main, beside];
  },
  loadHistory: loadSuperpositionHistory,
  beside: besideSettings,
  join: ([main, beside]) => new SideBySide(main, beside, besideSettings),
  text: superpositionText,
};
