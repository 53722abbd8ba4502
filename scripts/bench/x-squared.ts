import { adam } from "../../src/engines/adam";
import type { ModelSpec, TrainingSpec } from "../../src/engines/contract";
import { meanSquaredErrorLoss } from "../../src/network/loss";
import { historyEpochs } from "../../src/run/history-epochs";
import { xSquaredArchitecture, xSquaredData } from "../../tests/network/x-squared";

// What the benchmark trains: the network of which PyTorch's losses are known, whatever a notebook does with one.

export const architecture = xSquaredArchitecture(64);
export const data = xSquaredData();

/** Epochs of the nine independent models of a whole run; PyTorch's side has the same. */
const epochs = [500, 200, 100, 50, 40, 30, 20, 10, 0];

/** The longest keeps a history, as on a page. */
const models = epochs.map((steps, i) => ({
  id: String(steps),
  seed: i,
  steps,
  snapshots: i === 0 ? historyEpochs(steps, epochs.toReversed()) : [steps],
}));

/** The training of some models of the x² network; without any named, of a whole run. */
export function xSquaredTraining(some: readonly ModelSpec[] = models): TrainingSpec {
  return {
    architecture,
    loss: meanSquaredErrorLoss,
    optimiser: adam(1e-3),
    schedule: { name: "constant" },
    data: { kind: "fixed", ...data },
    models: some,
  };
}
