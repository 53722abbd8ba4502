import { adam } from "../../../src/engines/adam";
import type { TrainingSpec } from "../../../src/engines/contract";
import type { Engine } from "../../../src/engines/engine";
import { perceptron } from "../../../src/network/architecture";
import { zerosLike } from "../../../src/network/copy";
import { initialise } from "../../../src/network/initialise";
import { seeded } from "../../../src/network/random";

const steps = 1000;

const spec: TrainingSpec = {
  architecture: perceptron([100, 10, 100], { activation: "relu", bias: false }),
  loss: { name: "power", exponent: 4 },
  optimiser: adam(0.003),
  schedule: { name: "cosine", steps },
  data: {
    kind: "generated",
    generator: { name: "sparse-features", features: 100, probability: 0.02 },
    batchSize: 2048,
  },
  models: [{ id: "superposition", seed: 1, steps, snapshots: [] }],
};

/** Trains 100 sparse features through 10 neurons, each batch generated for its step. */
export async function trainSuperposition(engine: Engine): Promise<void> {
  const [model] = spec.models;
  const network = initialise(spec.architecture, seeded(model.seed));
  const zeros = zerosLike(network);
  const from = { step: 0, network, firstMoment: zeros, secondMoment: zeros };
  const trainer = await engine.start(spec, [{ model, from }]);
  await trainer.run(steps);
  trainer.dispose();
}
