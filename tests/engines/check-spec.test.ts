import { expect, it } from "vitest";
import { checkSpec } from "../../src/engines/check-spec";
import { untrained } from "../../src/engines/checkpoint";
import type { FixedData, GeneratedData, TrainingSpec } from "../../src/engines/contract";
import { perceptron } from "../../src/network/architecture";
import { initialise } from "../../src/network/initialise";
import { seeded } from "../../src/network/random";
import { job, parabola } from "../training/specs";

/** Three rows of two inputs and two outputs. */
const pairs: FixedData = {
  kind: "fixed",
  inputs: Float32Array.of(1, 2, 3, 4, 5, 6),
  targets: Float32Array.of(0, 1, 0, 1, 0, 1),
};
const pairsSpec = (changes: Partial<FixedData>): TrainingSpec =>
  job([{}], { architecture: perceptron([2, 4, 2]), data: { ...pairs, ...changes } });

/** Three rows of two inputs, each of one of three classes. */
const classesSpec = (changes: Partial<FixedData>): TrainingSpec =>
  job([{}], {
    architecture: perceptron([2, 4, 3]),
    loss: { name: "cross-entropy" },
    data: { ...pairs, targets: Int32Array.of(0, 1, 2), ...changes },
  });

const generated: GeneratedData = {
  kind: "generated",
  generator: { name: "sparse-features", features: 5, probability: 0.1 },
  batchSize: 10,
};
const generatedSpec = (
  changes: Partial<GeneratedData["generator"]>,
  rest: Partial<TrainingSpec> = {},
): TrainingSpec =>
  job([{}], {
    architecture: perceptron([5, 2, 5]),
    data: { ...generated, generator: { ...generated.generator, ...changes } },
    ...rest,
  });

/** A job that goes on from a network with these widths. */
const goingOn = (widths: readonly number[], options?: Parameters<typeof perceptron>[1]) =>
  job([{ id: "later", from: untrained(initialise(perceptron(widths, options), seeded(1))) }]);

it.each<[string, TrainingSpec]>([
  ["of all rows", pairsSpec({})],
  ["of minibatches", pairsSpec({ batchSize: 2 })],
  ["of classes", classesSpec({})],
  ["of one-hot inputs", classesSpec({ inputs: { indices: Int32Array.of(0, 1, 1), perRow: 1 } })],
  ["of generated features", generatedSpec({})],
  ["of no steps", job([{ steps: 0 }])],
  ["along a cosine", job([{}], { schedule: { name: "cosine", steps: 1 } })],
  ["from a checkpoint", goingOn([1, 4, 1])],
])("lets a job %s pass", (_, spec) => {
  expect(() => checkSpec(spec)).not.toThrow();
});

const broken = Float32Array.from({ length: 40 }, (_, i) => (i === 16 ? Number.NaN : i));

it.each<[string, TrainingSpec, string]>([
  [
    "an input that is NaN, by its row",
    job([{}], { data: { ...parabola, inputs: broken } }),
    "The data cannot be trained on: the input in row 17 is NaN.",
  ],
  [
    "an infinite input of several in a row, by its row",
    pairsSpec({ inputs: Float32Array.of(1, 2, 3, Number.NEGATIVE_INFINITY, 5, 6) }),
    "The data cannot be trained on: the input in row 2 is -Infinity.",
  ],
  [
    "a target that is not finite, by its row",
    pairsSpec({ targets: Float32Array.of(0, 1, 0, 1, Number.POSITIVE_INFINITY, 1) }),
    "The data cannot be trained on: the target in row 3 is Infinity.",
  ],
  ["no data", pairsSpec({ inputs: new Float32Array(0) }), "There are no data to train on."],
  ["half a row", pairsSpec({ inputs: new Float32Array(5) }), "5 values are not whole rows of 2."],
  [
    "half a row of ones",
    pairsSpec({ inputs: { indices: new Int32Array(5), perRow: 2 } }),
    "5 values are not whole rows of 2.",
  ],
  [
    "targets too few",
    pairsSpec({ targets: new Float32Array(5) }),
    "3 inputs need 6 targets; there are 5.",
  ],
  [
    "classes too many",
    classesSpec({ targets: new Int32Array(4) }),
    "3 inputs need 3 targets; there are 4.",
  ],
  [
    "a class past the last output",
    classesSpec({ targets: Int32Array.of(0, 3, 1) }),
    "A class is a whole number from 0 to 2, not 3.",
  ],
  [
    "a negative class",
    classesSpec({ targets: Int32Array.of(0, 2, -1) }),
    "A class is a whole number from 0 to 2, not -1.",
  ],
  [
    "values where classes are needed",
    classesSpec({ targets: new Float32Array(3) }),
    "Cross-entropy needs classes (whole numbers) as targets.",
  ],
  [
    "classes where values are needed",
    pairsSpec({ targets: new Int32Array(6) }),
    "This loss needs values as targets, not classes.",
  ],
  [
    "a one at a place past the last input",
    classesSpec({ inputs: { indices: Int32Array.of(0, 2, 1), perRow: 1 } }),
    "An input is a whole number from 0 to 1, not 2.",
  ],
  [
    "a one at a negative place",
    classesSpec({ inputs: { indices: Int32Array.of(0, -1, 1), perRow: 1 } }),
    "An input is a whole number from 0 to 1, not -1.",
  ],
  [
    "a layer of no neurons",
    job([{}], { architecture: perceptron([1, 0, 1]) }),
    "A layer can be 1 to 1024 wide, not 0.",
  ],
  [
    "a layer that is too wide",
    job([{}], { architecture: perceptron([1, 5000, 1]) }),
    "A layer can be 1 to 1024 wide, not 5000.",
  ],
  [
    "batches of no rows",
    pairsSpec({ batchSize: 0 }),
    "The rows of a batch are a whole number from 1, not 0.",
  ],
  [
    "generated batches of half a row",
    generatedSpec({}, { data: { ...generated, batchSize: 0.5 } }),
    "The rows of a batch are a whole number from 1, not 0.5.",
  ],
  [
    "a cosine of no steps",
    job([{}], { schedule: { name: "cosine", steps: 0 } }),
    "The steps of a cosine schedule are a whole number from 1, not 0.",
  ],
  [
    "steps that are no whole number",
    job([{ steps: 2.5 }]),
    "A model is trained for a whole number of steps, not 2.5.",
  ],
  [
    "steps below 0",
    job([{ steps: 3 }, { steps: -1 }]),
    "A model is trained for a whole number of steps, not -1.",
  ],
  [
    "features that are not the inputs and outputs",
    generatedSpec({ features: 6 }),
    "6 features need as many inputs and outputs, not 5 and 5.",
  ],
  [
    "features that are not the outputs",
    generatedSpec({}, { architecture: perceptron([5, 2, 4]) }),
    "5 features need as many inputs and outputs, not 5 and 4.",
  ],
  [
    "a probability above 1",
    generatedSpec({ probability: 1.5 }),
    "A probability is from 0 to 1, not 1.5.",
  ],
  [
    "a probability of NaN",
    generatedSpec({ probability: Number.NaN }),
    "A probability is from 0 to 1, not NaN.",
  ],
  [
    "classes of generated features",
    generatedSpec({}, { loss: { name: "cross-entropy" } }),
    "Generated features have no classes.",
  ],
  [
    "a checkpoint past a model's last step",
    job([{ id: "later", steps: 30, from: { ...goingOn([1, 4, 1]).models[0].from!, step: 31 } }]),
    "Model later cannot be trained to step 30: it has taken 31 steps.",
  ],
  [
    "a checkpoint of other widths",
    goingOn([1, 8, 1]),
    "Model later cannot go on from a network 1 → 8 → 1: it is 1 → 4 → 1 of another kind.",
  ],
  [
    "a checkpoint of another kind",
    goingOn([1, 4, 1], { activation: "relu" }),
    "Model later cannot go on from a network 1 → 4 → 1: it is 1 → 4 → 1 of another kind.",
  ],
])("refuses %s", (_, spec, message) => {
  expect(() => checkSpec(spec)).toThrow(new RangeError(message));
});
