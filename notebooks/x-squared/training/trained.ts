import type { Trained } from "../../../src/run/trained";
import { loadFirstPaint, loadHistory, loadModels } from "./pretrained";
import type { RunSettings } from "./settings";
import { settingsText } from "./settings-text";
import { isShipped, narrowedRun } from "./shipped";
import { initialMoment, xSquaredTraining } from "./spec";

/** What the notebook on x² trains: independent models of one width, one for each number of epochs. */
export const xSquaredTrained: Trained<RunSettings> = {
  word: "epoch",
  remedy: "try a smaller learning rate",
  spec: xSquaredTraining,
  steps: ({ epochs }) => epochs,
  initial: initialMoment,
  load: async (asset) => [await loadFirstPaint(asset)],
  loadHistory,
  parts: {
    has: isShipped,
    load: (shipped, settings, asset) => narrowedRun(shipped, settings, () => loadModels(asset)),
  },
  text: settingsText,
};
