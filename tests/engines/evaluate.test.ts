import { describe, expect, it } from "vitest";
import { batchesOf } from "../../src/engines/batches";
import type { Reading, TrainingSpec } from "../../src/engines/contract";
import { evaluate } from "../../src/engines/evaluate";
import { perceptron } from "../../src/network/architecture";
import { predict } from "../../src/network/forward";
import { initialise } from "../../src/network/initialise";
import { type Loss, meanSquaredErrorLoss } from "../../src/network/loss";
import { seeded } from "../../src/network/random";
import { lossOf } from "../network/formulas";
import { job } from "../training/specs";

const architecture = perceptron([2, 5, 3]);
const network = initialise(architecture, seeded(1));
const inputs = Float32Array.from({ length: 46 }, (_, i) => Math.sin(i));

function evaluated(spec: TrainingSpec): Omit<Reading, "network"> {
  return evaluate(spec, batchesOf(spec, 1), (batch) =>
    predict<Float32Array<ArrayBuffer>>(network, batch.inputs),
  );
}

describe.each<[Loss, Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer>]>([
  [meanSquaredErrorLoss, Float32Array.from({ length: 69 }, (_, i) => Math.cos(i))],
  [{ name: "power", exponent: 6 }, Float32Array.from({ length: 69 }, (_, i) => Math.cos(i))],
  [{ name: "cross-entropy" }, Int32Array.from({ length: 23 }, (_, i) => i % 3)],
])("the loss %j", (loss, targets) => {
  it.each([1, 5, 22])(
    "over parts of %i rows is that over all, and so are the predictions",
    (batchSize) => {
      const data = { kind: "fixed", inputs, targets } as const;
      const all = evaluated(job([], { architecture, loss, data }));
      const parts = evaluated(job([], { architecture, loss, data: { ...data, batchSize } }));
      expect(all.loss).toBeCloseTo(lossOf(loss, predict(network, inputs), targets, 3), 14);
      expect(parts.loss).toBeCloseTo(all.loss, 14);
      expect(parts.predictions).toEqual(all.predictions);
      expect(all.predictions).toEqual(predict(network, inputs));
    },
  );
});

it("gives no predictions at inputs that nobody sees", () => {
  const generator = { name: "sparse-features", features: 2, probability: 0.5 } as const;
  const square = perceptron([2, 2]);
  const spec = job([], {
    architecture: square,
    data: { kind: "generated", generator, batchSize: 50 },
  });
  const silent = initialise(square, () => 0.5);
  const [{ targets }] = structuredClone([...batchesOf(spec, 1).evaluation()]);
  const found = evaluate(spec, batchesOf(spec, 1), (batch) =>
    predict<Float32Array<ArrayBuffer>>(silent, batch.inputs),
  );
  expect(found.predictions).toEqual(new Float32Array(0));
  const squares = (targets as Float32Array).reduce((sum, y) => sum + y * y, 0);
  expect(found.loss).toBeCloseTo(squares / 100, 14);
});
