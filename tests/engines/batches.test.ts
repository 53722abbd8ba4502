import { describe, expect, it } from "vitest";
import { type Batches, batchesOf } from "../../src/engines/batches";
import type { FixedData, GeneratedData, TrainingSpec } from "../../src/engines/contract";
import { perceptron } from "../../src/network/architecture";
import type { Batch, OneHot } from "../../src/network/batch";
import { job } from "../training/specs";

type Batch32 = Batch<Float32Array<ArrayBuffer>>;

/** Row i has the inputs 10·i and 10·i + 1 and the target i + ½. */
function rows(count: number, batchSize?: number): TrainingSpec {
  const data: FixedData = {
    kind: "fixed",
    inputs: Float32Array.from({ length: 2 * count }, (_, i) => 10 * Math.floor(i / 2) + (i % 2)),
    targets: Float32Array.from({ length: count }, (_, i) => i + 0.5),
    ...(batchSize !== undefined && { batchSize }),
  };
  return job([], { architecture: perceptron([2, 3, 1]), data });
}

/** The numbers of a batch's rows, after a look at whether inputs and targets are of the same rows. */
function rowsIn({ rows, inputs, targets }: Batch32): number[] {
  const values = inputs as Float32Array;
  expect(values).toHaveLength(2 * rows);
  expect(targets).toHaveLength(rows);
  return Array.from({ length: rows }, (_, i) => {
    const row = values[2 * i] / 10;
    expect([values[2 * i + 1], targets[i]]).toEqual([10 * row + 1, row + 0.5]);
    return row;
  });
}

/** The rows of the batches of one pass. */
function passOf(batches: Batches, pass: number, perPass: number): number[][] {
  return Array.from({ length: perPass }, (_, i) => rowsIn(batches.at(pass * perPass + i)));
}

describe("minibatches", () => {
  it("go through each row at most once in a pass, and leave out only the remainder", () => {
    const batches = batchesOf(rows(23, 5), 1);
    expect(batches).toMatchObject({ rows: 5, constant: false, keepsPredictions: true });
    for (const pass of [0, 1, 7]) {
      const seen = passOf(batches, pass, 4).flat();
      expect(seen).toHaveLength(20);
      expect(new Set(seen).size).toBe(20);
      for (const row of seen) expect(row).toSatisfy((r: number) => r >= 0 && r < 23);
    }
  });

  it("leave out other rows in other passes, none of them always", () => {
    const batches = batchesOf(rows(23, 5), 1);
    const seen = new Set<number>();
    for (let pass = 0; pass < 10; ++pass)
      for (const row of passOf(batches, pass, 4).flat()) seen.add(row);
    expect(seen.size).toBe(23);
  });

  it("are shuffled anew for each pass and each seed", () => {
    const batches = batchesOf(rows(40, 10), 1);
    const first = passOf(batches, 0, 4);
    expect(passOf(batches, 1, 4)).not.toEqual(first);
    expect(passOf(batchesOf(rows(40, 10), 2), 0, 4)).not.toEqual(first);
    expect(passOf(batchesOf(rows(40, 10), 1), 0, 4)).toEqual(first);
    expect(first.flat()).not.toEqual(first.flat().toSorted((a, b) => a - b));
  });

  it("of a step do not depend on what came before", () => {
    const inOrder = batchesOf(rows(23, 5), 3);
    const expected = Array.from({ length: 12 }, (_, step) => rowsIn(inOrder.at(step)));
    const jumping = batchesOf(rows(23, 5), 3);
    for (const step of [11, 0, 5, 4, 4, 9, 1])
      expect(rowsIn(jumping.at(step))).toEqual(expected[step]);
  });

  it("are evaluated on all rows, in parts no larger than themselves", () => {
    const batches = batchesOf(rows(23, 5), 1);
    const parts = Array.from(batches.evaluation(), rowsIn);
    expect(parts.map(({ length }) => length)).toEqual([5, 5, 5, 5, 3]);
    expect(parts.flat()).toEqual(Array.from({ length: 23 }, (_, i) => i));
  });

  it("gather one-hot rows and classes along", () => {
    const indices = Int32Array.from({ length: 24 }, (_, i) => (i % 2 === 0 ? i / 2 : (i - 1) / 2));
    const classes = Int32Array.from({ length: 12 }, (_, i) => i);
    const spec = job([], {
      architecture: perceptron([12, 12]),
      loss: { name: "cross-entropy" },
      data: { kind: "fixed", inputs: { indices, perRow: 2 }, targets: classes, batchSize: 5 },
    });
    const batches = batchesOf(spec, 1);
    const seen: number[] = [];
    for (const step of [0, 1]) {
      const { inputs, targets } = batches.at(step);
      expect(targets).toBeInstanceOf(Int32Array);
      expect((inputs as OneHot).perRow).toBe(2);
      expect((inputs as OneHot).indices).toEqual(
        Int32Array.from([...targets].flatMap((row) => [row, row])),
      );
      seen.push(...targets);
    }
    expect(new Set(seen).size).toBe(10);
    const parts = [...batches.evaluation()].map(({ rows, inputs, targets }) => {
      expect((inputs as OneHot).indices).toHaveLength(2 * rows);
      return [...targets];
    });
    expect(parts.flat()).toEqual([...classes]);
  });
});

describe("the batch of all rows", () => {
  it.each([undefined, 7, 100])("is that of every step, where batches are of %s rows", (size) => {
    const batches = batchesOf(rows(7, size), 1);
    expect(batches).toMatchObject({ rows: 7, constant: true, keepsPredictions: true });
    for (const step of [0, 1, 50]) expect(rowsIn(batches.at(step))).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(Array.from(batches.evaluation(), rowsIn)).toEqual([[0, 1, 2, 3, 4, 5, 6]]);
  });
});

describe("generated batches", () => {
  const data: GeneratedData = {
    kind: "generated",
    generator: { name: "sparse-features", features: 6, probability: 0.5 },
    batchSize: 8,
  };
  const spec = job([], { architecture: perceptron([6, 2, 6]), data });
  const at = (step: number, seed = 1): Batch32 => structuredClone(batchesOf(spec, seed).at(step));

  it("differ by step and by seed, and are the same each time", () => {
    const steps = [0, 1, 2, 1000].map((step) => at(step));
    for (const [i, one] of steps.entries()) {
      expect(one.rows).toBe(8);
      expect(one.inputs).toHaveLength(48);
      expect(one.targets).toEqual((one.inputs as Float32Array).map((x) => Math.max(0, x)));
      for (const other of steps.slice(i + 1)) expect(one).not.toEqual(other);
    }
    expect(at(2, 2)).not.toEqual(at(2));
    const batches = batchesOf(spec, 1);
    batches.at(1000);
    expect(structuredClone(batches.at(2))).toEqual(at(2));
  });

  it("are evaluated on one that no step has, always the same", () => {
    const batches = batchesOf(spec, 1);
    expect(batches).toMatchObject({ rows: 8, constant: false, keepsPredictions: false });
    const evaluation = (): Batch32[] => structuredClone([...batches.evaluation()]);
    const before = evaluation();
    expect(before).toHaveLength(1);
    for (let step = 0; step < 200; ++step) expect(at(step)).not.toEqual(before[0]);
    batches.at(5);
    expect(evaluation()).toEqual(before);
  });
});
