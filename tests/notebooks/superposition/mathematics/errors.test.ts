import { describe, expect, it } from "vitest";
import {
  activeErrors,
  drawSamples,
  expectedLoss,
  momentsOf,
  outputMoments,
  overallErrors,
  transposed,
} from "../../../../notebooks/superposition/mathematics/errors";
import { gainsOf, isolatedErrors } from "../../../../notebooks/superposition/mathematics/gains";
import type { SuperpositionWeights } from "../../../../notebooks/superposition/mathematics/weights";
import { predict } from "../../../../src/network/forward";
import { seeded } from "../../../../src/network/random";
import { fillSparseFeatures } from "../../../../src/network/sparse-features";
import { mean } from "../../../../src/network/sum";
import { networkOf, oneToOne, randomWeights } from "./networks";

const exponents = [2, 4, 6, 8] as const;

/**
 * The error |y − t|^q of each feature given that it is active, and that of its output given that it is not, by going
 * through all sets of active features among three, and through a grid of their values.
 */
function enumerated(weights: SuperpositionWeights, probability: number, exponent: number) {
  const n = 3;
  const steps = 60;
  const grid = Array.from({ length: steps }, (_, k) => (2 * k + 1) / steps - 1);
  const network = networkOf(weights);
  const active = new Float64Array(n);
  const inactive = new Float64Array(n);
  for (let set = 0; set < 2 ** n; ++set) {
    const isActive = (i: number): boolean => ((set >> i) & 1) === 1;
    const values = (i: number): number[] => (isActive(i) ? grid : [0]);
    const rows = values(0).flatMap((a) =>
      values(1).flatMap((b) => values(2).flatMap((c) => [a, b, c])),
    );
    const outputs = predict(network, Float64Array.from(rows));
    for (let i = 0; i < n; ++i) {
      let sum = 0;
      for (let at = i; at < rows.length; at += n)
        sum += Math.abs(outputs[at] - Math.max(0, rows[at])) ** exponent;
      // How likely the others are as they are.
      let chance = 1;
      for (let j = 0; j < n; ++j)
        if (j !== i) chance *= isActive(j) ? probability : 1 - probability;
      (isActive(i) ? active : inactive)[i] += (chance * sum) / (rows.length / n);
    }
  }
  return { active, inactive };
}

describe("samples", () => {
  it("are active as often as they should be, and uniform where they are", () => {
    const { values } = drawSamples(20, 0.3, 5000, 1);
    const active = values.filter((x) => x !== 0);
    expect(active.length / values.length).toBeCloseTo(0.3, 2);
    expect(mean(active)).toBeCloseTo(0, 1);
    expect(mean(active.map((x) => x * x))).toBeCloseTo(1 / 3, 2);
    expect(active.every((x) => x > -1 && x < 1)).toBe(true);
  });

  it("are the same for a seed, and others for another", () => {
    const { values } = drawSamples(5, 0.5, 10, 1);
    expect(drawSamples(5, 0.5, 10, 1).values).toEqual(values);
    expect(drawSamples(5, 0.5, 10, 2).values).not.toEqual(values);
  });
});

describe("the moments of the outputs", () => {
  const measured = [1, 2, 4, 6, 8] as const;

  it("are those of the samples, each feature's own value replaced by even steps and by 0", () => {
    const [n, count] = [5, 40];
    const weights = randomWeights(n, 3, 6);
    const network = networkOf(weights);
    const samples = drawSamples(n, 0.4, count, 7);
    const moments = momentsOf(weights, samples, measured);
    for (const exponent of measured) {
      const { active, inactive } = moments[exponent];
      for (let i = 0; i < n; ++i) {
        const sums = new Float64Array(exponent + 1);
        let without = 0;
        for (let s = 0; s < count; ++s) {
          const x = samples.values.slice(s * n, s * n + n);
          const step = (s + Math.round((count * i * 2) / (1 + Math.sqrt(5)))) % count;
          x[i] = (2 * (step + 0.5)) / count - 1;
          const y = predict(network, x)[i];
          for (let k = 0; k <= exponent; ++k)
            sums[k] += (y ** k * Math.max(0, x[i]) ** (exponent - k)) / count;
          x[i] = 0;
          without += predict(network, x)[i] ** exponent / count;
        }
        for (const [k, sum] of sums.entries())
          expect(active[i * (exponent + 1) + k]).toBeCloseTo(sum, 12);
        expect(inactive[i]).toBeCloseTo(without, 12);
      }
    }
  });

  it("are the same for one exponent at a time", () => {
    const weights = randomWeights(5, 3, 6);
    const samples = drawSamples(5, 0.4, 40, 7);
    const moments = momentsOf(weights, samples, measured);
    for (const exponent of measured)
      expect(outputMoments(weights, samples, exponent)).toEqual(moments[exponent]);
  });
});

describe("the errors of a network", () => {
  it("are those of going through all sets of active features and all their values", () => {
    const weights = randomWeights(3, 2, 8);
    const [probability, count] = [0.3, 30_000];
    const samples = drawSamples(3, probability, count, 9);
    for (const exponent of exponents) {
      const { active, inactive } = enumerated(weights, probability, exponent);
      const squares = enumerated(weights, probability, 2 * exponent);
      // Four standard errors of a mean over the samples.
      const noise = (mean: number, square: number): number =>
        4 * Math.sqrt((square - mean ** 2) / count);
      const moments = outputMoments(weights, samples, exponent);
      const errors = activeErrors(moments);
      const overall = overallErrors(moments);
      for (let i = 0; i < 3; ++i) {
        const noises = [
          noise(active[i], squares.active[i]),
          noise(inactive[i], squares.inactive[i]),
        ];
        expect(Math.abs(errors[i] - active[i])).toBeLessThan(noises[0]);
        expect(Math.abs(moments.inactive[i] - inactive[i])).toBeLessThan(noises[1]);
        const all = probability * active[i] + (1 - probability) * inactive[i];
        expect(Math.abs(overall[i] - all)).toBeLessThan(noises[0] + noises[1]);
        if (exponent === 2) expect(noises[1] / inactive[i]).toBeLessThan(0.1);
      }
    }
  });

  it("average to the loss of the batches that train it", () => {
    const [n, m, rows] = [12, 4, 100_000];
    const probability = 0.1;
    const weights = randomWeights(n, m, 10);
    const network = networkOf(weights);
    const inputs = new Float32Array(rows * n);
    const targets = new Float32Array(rows * n);
    const data = { name: "sparse-features", features: n, probability } as const;
    fillSparseFeatures(data, inputs, targets, seeded(11));
    const outputs = predict(network, Float64Array.from(inputs));
    const samples = drawSamples(n, probability, 30_000, 12);
    for (const exponent of [2, 4]) {
      const loss = mean(outputs.map((y, i) => Math.abs(y - targets[i]) ** exponent));
      expect(expectedLoss(outputMoments(weights, samples, exponent)) / loss).toBeCloseTo(1, 1.5);
    }
  });

  it("are those of features alone where no other is ever active", () => {
    const weights = randomWeights(5, 3, 13);
    const gains = gainsOf(weights);
    const samples = drawSamples(5, 0, 2000, 14);
    expect(samples.values.every((x) => x === 0)).toBe(true);
    const squares = activeErrors(outputMoments(weights, samples, 2));
    const isolated = isolatedErrors(gains);
    for (let i = 0; i < 5; ++i) expect(squares[i] / isolated[i]).toBeCloseTo(1, 5);
    for (const exponent of exponents) {
      const moments = outputMoments(weights, samples, exponent);
      expect([...moments.inactive]).toEqual([0, 0, 0, 0, 0]);
      activeErrors(moments).forEach((error, i) => {
        const [up, down] = [gains.up[i * 6], gains.down[i * 6]];
        const exact = ((1 - up) ** exponent + down ** exponent) / (2 * (exponent + 1));
        expect(error / exact).toBeCloseTo(1, 4);
      });
    }
  });

  it("are 0 for a network with a neuron for each feature, whatever is active", () => {
    for (const probability of [0.1, 1]) {
      const samples = drawSamples(4, probability, 100, 15);
      for (const exponent of exponents) {
        const moments = outputMoments(oneToOne(4, 4), samples, exponent);
        expect(expectedLoss(moments)).toBeCloseTo(0, 14);
        expect(Math.max(...overallErrors(moments))).toBeCloseTo(0, 14);
      }
    }
  });

  it("are (1 − g)^q / (2(q + 1)) for one that answers every feature with the gain g", () => {
    const probability = 0.25;
    const samples = drawSamples(4, probability, 2000, 16);
    for (const gain of [0, 0.4, 1.5])
      for (const exponent of exponents) {
        const exact = (1 - gain) ** exponent / (2 * (exponent + 1));
        const moments = outputMoments(oneToOne(4, 4, gain), samples, exponent);
        for (const error of activeErrors(moments)) expect(error / exact).toBeCloseTo(1, 4);
        expect(expectedLoss(moments) / exact).toBeCloseTo(probability, 4);
      }
  });

  it("with scaled outputs are those of a network whose outputs are scaled", () => {
    const weights = randomWeights(5, 3, 17);
    const samples = drawSamples(5, 0.3, 500, 18);
    for (const scale of [0, 0.5, 1.3]) {
      const scaled = { ...weights, weightsOut: weights.weightsOut.map((w) => scale * w) };
      for (const exponent of exponents) {
        const moments = outputMoments(weights, samples, exponent);
        const direct = outputMoments(scaled as SuperpositionWeights, samples, exponent);
        expect(expectedLoss(moments, scale) / expectedLoss(direct)).toBeCloseTo(1, 11);
        const errors = activeErrors(moments, scale);
        const exact = activeErrors(direct);
        for (let i = 0; i < 5; ++i) expect(errors[i] / exact[i]).toBeCloseTo(1, 11);
      }
    }
  });

  it("are not numbers where the weights are not", () => {
    const weights = oneToOne(3, 2, Number.NaN);
    expect(expectedLoss(outputMoments(weights, drawSamples(3, 0.5, 10, 19), 4))).toBeNaN();
  });
});

describe("the small change of matrices", () => {
  it("is a mean and a transpose", () => {
    expect(mean([1, 2, 6])).toBe(3);
    expect([...transposed([1, 2, 3, 4, 5, 6], 2, 3)]).toEqual([1, 4, 2, 5, 3, 6]);
  });
});
