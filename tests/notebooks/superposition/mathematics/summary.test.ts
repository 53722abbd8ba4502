import { describe, expect, it } from "vitest";
import { drawSamples } from "../../../../notebooks/superposition/mathematics/errors";
import { gainsOf } from "../../../../notebooks/superposition/mathematics/gains";
import {
  type MeasuredNetwork,
  measureNetwork,
} from "../../../../notebooks/superposition/mathematics/measured-network";
import {
  type SummaryRow,
  type SuperpositionTask,
  summaryRowCount,
  superpositionSummary,
} from "../../../../notebooks/superposition/mathematics/summary";
import type { SuperpositionWeights } from "../../../../notebooks/superposition/mathematics/weights";
import { predict } from "../../../../src/network/forward";
import { alone, networkOf, oneToOne, randomWeights } from "./networks";

const task: SuperpositionTask = { features: 6, neurons: 3, probability: 0.3 };

function measured(weights: SuperpositionWeights): MeasuredNetwork {
  const samples = drawSamples(weights.features, task.probability, 2000, 1);
  return measureNetwork(weights, gainsOf(weights), samples);
}

function named(rows: readonly SummaryRow[], name: string): SummaryRow {
  const row = rows.find((each) => each.name === name);
  if (row === undefined) throw new Error(`There is no row ${name}.`);
  return row;
}

describe("the summary", () => {
  it("has the rows that a page keeps room for, each with a name of its own", () => {
    const rows = superpositionSummary(task, [measured(randomWeights(6, 3, 2))]);
    expect(rows).toHaveLength(summaryRowCount);
    expect(new Set(rows.map(({ name }) => name)).size).toBe(summaryRowCount);
  });

  it("has the references of the naive solution, as a network that is it measures", () => {
    const rows = superpositionSummary(task, [measured(oneToOne(6, 3))]);
    const naive = rows.filter(({ reference }) => reference?.name === "naive solution");
    expect(naive.length).toBe(summaryRowCount - 2);
    for (const { values, reference } of naive) expect(values[0]).toBeCloseTo(reference!.value, 6);
  });

  it("measures the answers to single features as the network gives them", () => {
    const weights = randomWeights(6, 3, 3);
    const rows = superpositionSummary(task, [measured(weights)]);
    const answers = (value: number, linear = false): number[] =>
      Array.from({ length: 6 }, (_, i) => {
        const network = networkOf(weights, linear ? "identity" : "relu");
        return predict(network, alone(6, i, value))[i];
      });
    const mean = (values: number[]): number => values.reduce((sum, v) => sum + v, 0) / 6;
    const gains = answers(1);
    expect(named(rows, "gain at x = 1, mean").values[0]).toBeCloseTo(mean(gains), 12);
    expect(named(rows, "gain at x = 1, standard deviation").values[0]).toBeCloseTo(
      Math.sqrt(mean(gains.map((g) => g * g)) - mean(gains) ** 2),
      12,
    );
    expect(named(rows, "answer at x = −1, mean").values[0]).toBeCloseTo(mean(answers(-1)), 12);
    expect(named(rows, "diagonal of W_out W_in, mean").values[0]).toBeCloseTo(
      mean(answers(1, true)),
      12,
    );
  });

  it("measures the cosines of the columns of W_in", () => {
    // Columns at 0°, 90° and 135°: the cosines are 0, −√½ and √½.
    const weights: SuperpositionWeights = {
      features: 3,
      neurons: 2,
      weightsIn: Float64Array.of(2, 0, -1, 0, 3, 1),
      weightsOut: new Float64Array(6),
    };
    const rows = superpositionSummary({ features: 3, neurons: 2, probability: 0.3 }, [
      measured(weights),
    ]);
    const mean = named(rows, "|cosine| of two features, mean");
    expect(mean.values[0]).toBeCloseTo((2 * Math.SQRT1_2) / 3, 12);
    // Directions in the plane, an even angle apart: 2/π.
    expect(mean.reference!.value).toBeCloseTo(2 / Math.PI, 12);
    const root = named(rows, "cosine of two features, root mean square");
    expect(root.values[0]).toBeCloseTo(Math.sqrt(1 / 3), 12);
    expect(root.reference!.value).toBeCloseTo(0.5, 12);
  });

  it("has the means of the losses and errors that it is given", () => {
    const network = measured(randomWeights(6, 3, 4));
    const rows = superpositionSummary(task, [network]);
    const loss = (exponent: 2 | 4): number => {
      const { active, inactive } = network.moments[exponent];
      let sum = 0;
      for (let i = 0; i < 6; ++i) {
        // E (y − t)² and E (y − t)⁴ from E y^k t^(q − k).
        const at = [...active.slice(i * (exponent + 1), (i + 1) * (exponent + 1))];
        const error =
          exponent === 2
            ? at[0] - 2 * at[1] + at[2]
            : at[0] - 4 * at[1] + 6 * at[2] - 4 * at[3] + at[4];
        sum += 0.3 * error + 0.7 * inactive[i];
      }
      return sum / 6;
    };
    expect(named(rows, "|error|² over all samples").values[0]).toBeCloseTo(loss(2), 12);
    expect(named(rows, "|error|⁴ over all samples").values[0]).toBeCloseTo(loss(4), 12);
    const [least, mean, largest] = ["least", "mean", "largest"].map(
      (which) => named(rows, `|error|² where active, ${which}`).values[0]!,
    );
    expect(least).toBeLessThan(mean);
    expect(mean).toBeLessThan(largest);
  });

  it("has a place for a network that is not there yet", () => {
    const rows = superpositionSummary(task, [measured(oneToOne(6, 3)), undefined]);
    for (const { values } of rows) {
      expect(values).toHaveLength(2);
      expect(values[0]).toBeTypeOf("number");
      expect(values[1]).toBeUndefined();
    }
  });
});
