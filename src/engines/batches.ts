import type { Architecture } from "../network/architecture";
import { type Batch, inputRows, isOneHot, rowsOf } from "../network/batch";
import { mixSeeds, seeded } from "../network/random";
import { fillSparseFeatures } from "../network/sparse-features";
import type { FixedData, GeneratedData, TrainingSpec } from "./contract";

type Batch32 = Batch<Float32Array<ArrayBuffer>>;

/** The batches that one model is trained and evaluated on: its seed and a step tell all about a batch, whatever came before. */
export interface Batches {
  /** Rows of each batch that is trained on. */
  readonly rows: number;
  /** Whether every step has the same batch: all the data. */
  readonly constant: boolean;
  /** The batch of a step, counted from 0; the next call may overwrite it. */
  at(step: number): Batch32;
  /** What the model is evaluated on, in parts of at most `rows` rows; the next part may overwrite a part. */
  evaluation(): Iterable<Batch32>;
  /** Whether predictions at the evaluation's inputs are wanted: not for batches that nobody else sees. */
  readonly keepsPredictions: boolean;
}

/** The batches of a model with this seed. */
export function batchesOf({ architecture, data }: TrainingSpec, seed: number): Batches {
  const order = mixSeeds(seed, 1);
  return data.kind === "fixed"
    ? fixedBatches(data, architecture, order)
    : generatedBatches(data, order);
}

function fixedBatches(data: FixedData, architecture: Architecture, seed: number): Batches {
  const { inputs, targets } = data;
  const total = rowsOf(inputs, architecture.inputs);
  const targetWidth = targets.length / total;
  const part = (from: number, to: number): Batch32 => ({
    rows: to - from,
    inputs: inputRows(inputs, architecture.inputs, from, to),
    targets: targets.subarray(from * targetWidth, to * targetWidth) as typeof targets,
  });
  const rows = Math.min(data.batchSize ?? total, total);
  const evaluation = function* (): Generator<Batch32> {
    for (let from = 0; from < total; from += rows) yield part(from, Math.min(from + rows, total));
  };
  if (rows === total) {
    const all = part(0, total);
    return { rows, constant: true, at: () => all, evaluation, keepsPredictions: true };
  }

  const inputWidth = isOneHot(inputs) ? inputs.perRow : architecture.inputs;
  const gatheredInputs = sameKind(isOneHot(inputs) ? inputs.indices : inputs, rows * inputWidth);
  const gatheredTargets = sameKind(targets, rows * targetWidth);
  const batch: Batch32 = {
    rows,
    inputs: isOneHot(inputs)
      ? { indices: gatheredInputs as Int32Array<ArrayBuffer>, perRow: inputs.perRow }
      : (gatheredInputs as Float32Array<ArrayBuffer>),
    targets: gatheredTargets,
  };
  const perPass = Math.floor(total / rows);
  const order = new Uint32Array(total);
  let shuffledFor = -1;
  return {
    rows,
    constant: false,
    at(step) {
      const pass = Math.floor(step / perPass);
      if (pass !== shuffledFor) shuffle(order, seeded(mixSeeds(seed, pass)));
      shuffledFor = pass;
      const first = (step % perPass) * rows;
      for (let row = 0; row < rows; ++row) {
        const from = order[first + row];
        copyRow(gatheredInputs, row, isOneHot(inputs) ? inputs.indices : inputs, from, inputWidth);
        copyRow(gatheredTargets, row, targets, from, targetWidth);
      }
      return batch;
    },
    evaluation,
    keepsPredictions: true,
  };
}

function generatedBatches({ generator, batchSize: rows }: GeneratedData, seed: number): Batches {
  const inputs = new Float32Array(rows * generator.features);
  const targets = new Float32Array(rows * generator.features);
  const batch: Batch32 = { rows, inputs, targets };
  const fill = (batchSeed: number): Batch32 => {
    fillSparseFeatures(generator, inputs, targets, seeded(batchSeed));
    return batch;
  };
  return {
    rows,
    constant: false,
    at: (step) => fill(mixSeeds(seed, step + 1)),
    // Of a seed that no step has.
    evaluation: () => [fill(mixSeeds(seed, 0))],
    keepsPredictions: false,
  };
}

/** The numbers from 0 on in a random order: Fisher and Yates's shuffle, from the same start each time. */
function shuffle(order: Uint32Array, random: () => number): void {
  for (let i = 0; i < order.length; ++i) order[i] = i;
  for (let i = order.length - 1; i > 0; --i) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
}

type Values = Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer>;

function sameKind<T extends Values>(values: T, length: number): T {
  return (values instanceof Int32Array ? new Int32Array(length) : new Float32Array(length)) as T;
}

function copyRow(to: Values, row: number, from: Values, source: number, width: number): void {
  for (let j = 0; j < width; ++j) to[row * width + j] = from[source * width + j];
}
