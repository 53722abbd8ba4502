import { adam } from "../../../src/engines/adam";
import { batchesOf } from "../../../src/engines/batches";
import type { ModelSpec, TrainingSpec } from "../../../src/engines/contract";
import { evaluate } from "../../../src/engines/evaluate";
import { predict } from "../../../src/network/forward";
import { initialise } from "../../../src/network/initialise";
import { seeded } from "../../../src/network/random";
import { historyEpochs } from "../../../src/run/history-epochs";
import type { Moment } from "../../../src/run/run";
import { superpositionArchitecture } from "../mathematics/weights";
import type { SuperpositionSettings } from "./settings";

/** Samples of a batch, and Adam's rate before it is annealed. */
export const batchSize = 2048;
export const learningRate = 0.003;

/** The job of a run: one model, each of its batches generated for it alone, at a rate that falls to 0 along half a cosine. */
export function superpositionTraining(settings: SuperpositionSettings): TrainingSpec {
  const { seed, steps } = settings;
  const model = { id: String(steps), seed, steps, snapshots: historyEpochs(steps) };
  return sparseTraining(settings, { batchSize, learningRate }, model);
}

/** The job of one model of any such task, at a rate that falls to 0 with its last batch. */
export function sparseTraining(
  {
    features,
    neurons,
    probability,
    exponent,
  }: Pick<SuperpositionSettings, "features" | "neurons" | "probability" | "exponent">,
  { batchSize, learningRate }: { readonly batchSize: number; readonly learningRate: number },
  model: ModelSpec,
): TrainingSpec {
  return {
    architecture: superpositionArchitecture(features, neurons),
    loss: { name: "power", exponent },
    optimiser: adam(learningRate),
    schedule: { name: "cosine", steps: model.steps },
    data: {
      kind: "generated",
      generator: { name: "sparse-features", features, probability },
      batchSize,
    },
    models: [model],
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
