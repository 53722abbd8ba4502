import { adam } from "../../src/engines/adam";
import type { FixedData, ModelSpec, TrainingSpec } from "../../src/engines/contract";
import { perceptron } from "../../src/network/architecture";
import { meanSquaredErrorLoss } from "../../src/network/loss";

// Small jobs to train in tests.

const inputs = Float32Array.from({ length: 40 }, (_, i) => i / 20 - 1);

/** x² at 40 points. */
export const parabola: FixedData = { kind: "fixed", inputs, targets: inputs.map((x) => x ** 2) };

/** A job of models "model-0", "model-1", … of 30 steps each, unless it says otherwise. */
export function job(
  models: readonly Partial<ModelSpec>[],
  changes: Partial<TrainingSpec> = {},
): TrainingSpec {
  return {
    architecture: perceptron([1, 4, 1]),
    loss: meanSquaredErrorLoss,
    optimiser: adam(1e-2),
    schedule: { name: "constant" },
    data: parabola,
    models: models.map((model, i) => ({
      id: `model-${i}`,
      seed: 1,
      steps: 30,
      snapshots: [],
      ...model,
    })),
    ...changes,
  };
}
