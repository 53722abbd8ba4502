import {
  type Architecture,
  architectureOf,
  architectureText,
  checkArchitecture,
  sameArchitecture,
} from "../network/architecture";
import { isOneHot, rowsOf } from "../network/batch";
import type { FixedData, GeneratedData, TrainingSpec } from "./contract";

/**
 * Checks that a job can be trained at all, before any engine is asked.
 * @throws RangeError that says in plain words what is wrong: a width, a shape, a number, a class
 */
export function checkSpec({ architecture, loss, schedule, data, models }: TrainingSpec): void {
  checkArchitecture(architecture);
  if (schedule.name === "cosine") expectCount(schedule.steps, "steps of a cosine schedule");
  const outputs = architecture.layers[architecture.layers.length - 1].outputs;
  if (data.batchSize !== undefined) expectCount(data.batchSize, "rows of a batch");
  if (data.kind === "fixed") checkData(data, architecture.inputs, outputs, loss.name);
  else checkGenerator(data, architecture.inputs, outputs, loss.name);
  for (const { id, from, steps } of models) {
    if (!Number.isInteger(steps) || steps < 0)
      throw new RangeError(`A model is trained for a whole number of steps, not ${steps}.`);
    if (from === undefined) continue;
    checkShape(id, architectureOf(from.network), architecture);
    if (from.step > steps)
      throw new RangeError(
        `Model ${id} cannot be trained to step ${steps}: it has taken ${from.step} steps.`,
      );
  }
}

function expectCount(count: number, what: string): void {
  if (!Number.isInteger(count) || count < 1)
    throw new RangeError(`The ${what} are a whole number from 1, not ${count}.`);
}

function checkData(
  { inputs, targets }: FixedData,
  inputWidth: number,
  outputs: number,
  loss: TrainingSpec["loss"]["name"],
): void {
  const rows = rowsOf(inputs, inputWidth);
  if (rows === 0) throw new RangeError("There are no data to train on.");
  if (isOneHot(inputs)) checkIndices(inputs.indices, inputWidth, "An input");
  else checkFinite(inputs, inputWidth, "input");
  const classes = loss === "cross-entropy";
  if (targets instanceof Int32Array !== classes)
    throw new RangeError(
      classes
        ? "Cross-entropy needs classes (whole numbers) as targets."
        : "This loss needs values as targets, not classes.",
    );
  const width = classes ? 1 : outputs;
  if (targets.length !== rows * width)
    throw new RangeError(
      `${rows} inputs need ${rows * width} targets; there are ${targets.length}.`,
    );
  if (targets instanceof Int32Array) checkIndices(targets, outputs, "A class");
  else checkFinite(targets, width, "target");
}

function checkGenerator(
  { generator }: GeneratedData,
  inputs: number,
  outputs: number,
  loss: TrainingSpec["loss"]["name"],
): void {
  const { features, probability } = generator;
  if (features !== inputs || features !== outputs)
    throw new RangeError(
      `${features} features need as many inputs and outputs, not ${inputs} and ${outputs}.`,
    );
  if (!(probability >= 0 && probability <= 1))
    throw new RangeError(`A probability is from 0 to 1, not ${probability}.`);
  if (loss === "cross-entropy") throw new RangeError("Generated features have no classes.");
}

function checkFinite(values: Float32Array, width: number, what: string): void {
  const at = values.findIndex((value) => !Number.isFinite(value));
  if (at >= 0)
    throw new RangeError(
      `The data cannot be trained on: the ${what} in row ${Math.floor(at / width) + 1} is ${values[at]}.`,
    );
}

function checkIndices(indices: Int32Array, count: number, what: string): void {
  for (const index of indices)
    if (index < 0 || index >= count)
      throw new RangeError(`${what} is a whole number from 0 to ${count - 1}, not ${index}.`);
}

function checkShape(id: string, found: Architecture, expected: Architecture): void {
  if (!sameArchitecture(found, expected))
    throw new RangeError(
      `Model ${id} cannot go on from a network ${architectureText(found)}: it is ${architectureText(expected)} of another kind.`,
    );
}
