import { adam } from "../../../src/engines/adam";
import type { ModelSpec, TrainingSpec } from "../../../src/engines/contract";
import { predict } from "../../../src/network/forward";
import { initialise } from "../../../src/network/initialise";
import { meanSquaredError, meanSquaredErrorLoss } from "../../../src/network/loss";
import type { Network } from "../../../src/network/network";
import { mixSeeds, seeded } from "../../../src/network/random";
import { historyEpochs } from "../../../src/run/history-epochs";
import type { Moment } from "../../../src/run/run";
import { xSquaredArchitecture, xSquaredData } from "../mathematics/dataset";
import { longest, type RunSettings, shippedSettings } from "./settings";

/**
 * The job of a run: one model for each number of epochs, named by it and independent of the others.
 * The longest, which the page takes apart, is trained first and keeps a history; the others follow
 * from long to short.
 */
export function xSquaredTraining(settings: RunSettings): TrainingSpec {
  const { epochs, width, learningRate } = settings;
  const model = (total: number): ModelSpec => ({
    id: String(total),
    seed: modelSeed(settings, total),
    steps: total,
    snapshots: total === longest(settings) ? historyEpochs(total, epochs) : [total],
  });
  return {
    architecture: xSquaredArchitecture(width),
    loss: meanSquaredErrorLoss,
    optimiser: adam(learningRate),
    schedule: { name: "constant" },
    data: { kind: "fixed", ...xSquaredData() },
    models: epochs.toSorted((a, b) => b - a).map(model),
  };
}

/** One model, in training for longer than it takes to measure an engine. */
export function xSquaredRace(width: number): TrainingSpec {
  const spec = xSquaredTraining({ ...shippedSettings, width, epochs: [1_000_000] });
  return { ...spec, models: spec.models.map((model) => ({ ...model, snapshots: [] })) };
}

/** The longest model of a run before its first epoch. */
export function initialMoment(settings: RunSettings): Moment {
  return momentOf(0, initialNetwork(settings));
}

/** The network that the longest model of a run begins with. */
export function initialNetwork(settings: RunSettings): Network {
  const seed = modelSeed(settings, longest(settings));
  return initialise(xSquaredArchitecture(settings.width), seeded(seed));
}

/** A network after so many steps, with its predictions and loss on the data. */
export function momentOf(step: number, network: Network): Moment {
  const { inputs, targets } = xSquaredData();
  const predictions = predict(network, inputs);
  return { step, network, predictions, loss: meanSquaredError(predictions, targets) };
}

/** Each model of a run has a seed of its own, and so an initialisation of its own. */
function modelSeed({ seed }: RunSettings, epochs: number): number {
  return mixSeeds(seed, epochs);
}
