import { predict } from "../../network/forward";
import { initialise } from "../../network/initialise";
import { seeded } from "../../network/random";
import { superpositionArchitecture } from "../../network/superposition/weights";
import { batchesOf } from "../batches";
import type { TrainingSpec } from "../contract";
import { adam } from "../defaults";
import { evaluate } from "../evaluate";
import { historyEpochs } from "../history-epochs";
import type { Moment } from "../run";
import type { SuperpositionSettings } from "./settings";

/** Samples of a batch, and Adam's rate before it is annealed. */
export const batchSize = 2048;
export const learningRate = 0.003;

/** The job of a run: one model, each of its batches generated for it alone, at a rate that falls to 0 along half a cosine. */
export function superpositionTraining(settings: SuperpositionSettings): TrainingSpec {
  const { features, neurons, probability, exponent, seed, steps } = settings;
  return {
    architecture: superpositionArchitecture(features, neurons),
    loss: { name: "power", exponent },
    optimiser: adam(learningRate),
    schedule: { name: "cosine", steps },
    data: {
      kind: "generated",
      generator: { name: "sparse-features", features, probability },
      batchSize,
    },
    models: [{ id: String(steps), seed, steps, snapshots: historyEpochs(steps) }],
  };
}

/** The model of a run before its first batch. */
export function untrainedSuperposition(settings: SuperpositionSettings): Moment {
  const spec = superpositionTraining(settings);
  const { seed } = settings;
  const network = initialise(spec.architecture, seeded(seed));
  const read = evaluate(spec, batchesOf(spec, seed), ({ inputs }) => predict(network, inputs));
  return { step: 0, network, ...read };
}
