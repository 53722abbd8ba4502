import { describe, expect, it } from "vitest";
import { drawSamples } from "../../../../notebooks/superposition/mathematics/errors";
import { gainsOf, isolatedErrors } from "../../../../notebooks/superposition/mathematics/gains";
import {
  crossings,
  drawSweepSamples,
  sparsitySweep,
  sweptProbabilities,
} from "../../../../notebooks/superposition/mathematics/sparsity-sweep";
import { mean } from "../../../../src/network/sum";
import { measuredError, randomWeights } from "./networks";

const within = (value: number, expected: number, part: number): void =>
  expect(Math.abs(value / expected - 1)).toBeLessThan(part);

describe("sparsitySweep", () => {
  it("is a straight line in p for two features that share a neuron", () => {
    const g = 0.6;
    const weights = {
      features: 2,
      neurons: 1,
      weightsIn: Float64Array.of(1, 1),
      weightsOut: Float64Array.of(g, g),
    };
    // E (g·ReLU(x₁ + x₂) − ReLU(x₁))² for both uniform on (−1, 1): E ReLU(x₁ + x₂)² = 1/3, E ReLU(x)² = 1/6, and
    // E ReLU(x₁ + x₂) ReLU(x₁) = ∫₀¹ x (1 + x)² / 4 dx / 2 = 17/96.
    const both = (g * g) / 3 - 2 * g * (17 / 96) + 1 / 6;
    const alone = (1 - g) ** 2 / 6;
    const leak = (g * g) / 6;
    const p = Float64Array.of(0.1, 0.5, 1);
    const { conditional, overall } = sparsitySweep(
      weights,
      p,
      drawSweepSamples(weights.features, 40_000, 1),
    );
    for (const [i, chance] of p.entries()) {
      const expected = (1 - chance) * alone + chance * both;
      within(conditional[i], expected, 0.01);
      within(overall[i], chance * expected + (1 - chance) * chance * leak, 0.01);
    }
  });

  it("agrees with the errors of samples drawn at each p", () => {
    const weights = randomWeights(24, 3, 4);
    const p = Float64Array.of(0.05, 0.3, 0.8);
    const { conditional, overall } = sparsitySweep(
      weights,
      p,
      drawSweepSamples(weights.features, 6000, 2),
    );
    for (const [i, chance] of p.entries()) {
      const samples = drawSamples(24, chance, 20_000, 3);
      within(conditional[i], measuredError(weights, samples, 2, "active"), 0.04);
      within(overall[i], measuredError(weights, samples, 2, "all"), 0.04);
    }
  });

  it("comes to the error of a feature alone as p goes to 0", () => {
    const weights = randomWeights(6, 3, 5);
    const { conditional, overall } = sparsitySweep(
      weights,
      Float64Array.of(1e-9),
      drawSweepSamples(weights.features, 5000, 1),
    );
    within(conditional[0], mean(isolatedErrors(gainsOf(weights))), 1e-3);
    expect(overall[0]).toBeLessThan(1e-7);
  });

  it("is the same at all p where features do not meet", () => {
    const identity = Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
    const weights = {
      features: 3,
      neurons: 3,
      weightsIn: identity,
      weightsOut: identity.map((each) => each / 2),
    };
    const p = Float64Array.of(0.01, 0.5, 1);
    const { conditional, overall } = sparsitySweep(
      weights,
      p,
      drawSweepSamples(weights.features, 2000, 1),
    );
    for (const i of p.keys()) {
      within(conditional[i], 1 / 24, 1e-3);
      within(overall[i], p[i] / 24, 1e-3);
    }
  });

  it("tells features apart, each given that it is active", () => {
    const weights = randomWeights(4, 2, 8);
    const p = Float64Array.of(1e-9, 0.3);
    const { conditional, ofFeatures } = sparsitySweep(
      weights,
      p,
      drawSweepSamples(weights.features, 20_000, 1),
    );
    const alone = isolatedErrors(gainsOf(weights));
    const samples = drawSamples(4, 0.3, 60_000, 4);
    for (let i = 0; i < 4; ++i) {
      within(ofFeatures[2 * i], alone[i], 0.01);
      within(ofFeatures[2 * i + 1], measuredError(weights, samples, 2, i), 0.05);
    }
    expect((ofFeatures[1] + ofFeatures[3] + ofFeatures[5] + ofFeatures[7]) / 4).toBeCloseTo(
      conditional[1],
      12,
    );
  });

  it("weights many features at any p, close to 1 as well", () => {
    const weights = randomWeights(200, 2, 6);
    const { conditional } = sparsitySweep(
      weights,
      Float64Array.of(0.9999, 1),
      drawSweepSamples(weights.features, 50, 1),
    );
    within(conditional[0], conditional[1], 1e-3);
  });

  it("repeats itself for a seed, and not for another", () => {
    const weights = randomWeights(5, 2, 7);
    const p = Float64Array.of(0.2);
    const error = (seed: number): number =>
      sparsitySweep(weights, p, drawSweepSamples(weights.features, 20, seed)).overall[0];
    expect(error(1)).toBe(error(1));
    expect(error(1)).not.toBe(error(2));
  });
});

describe("drawSweepSamples", () => {
  it("adds active features to the same samples, each feature as often as the others", () => {
    const [n, count] = [8, 16];
    const sweep = drawSweepSamples(n, count, 3);
    expect(sweep.map(({ active }) => active)).toEqual([0, 1, 2, 3, 5, 8]);
    for (const [i, { active, samples }] of sweep.entries()) {
      const { values } = samples;
      for (let feature = 0; feature < n; ++feature) {
        const own = Array.from({ length: count }, (_, s) => values[s * n + feature]);
        expect(own.filter((x) => x !== 0)).toHaveLength((active * count) / n);
      }
      // What is active with fewer is so with more, with the same value.
      const fewer = i === 0 ? undefined : sweep[i - 1].samples.values;
      fewer?.forEach((x, at) => {
        if (x !== 0) expect(values[at]).toBe(x);
      });
    }
  });
});

describe("sweptProbabilities", () => {
  it("go up from 0.005 to 1 with that of the training among them, wherever it is", () => {
    for (const trainedAt of [0.001, 0.02, 1]) {
      const p = sweptProbabilities(trainedAt);
      expect(p).toContain(trainedAt);
      expect(p[0]).toBeCloseTo(Math.min(0.005, trainedAt), 12);
      expect(p.at(-1)).toBeCloseTo(1, 12);
      expect(p).toEqual(p.toSorted());
    }
  });
});

describe("crossings", () => {
  const p = [0.01, 0.1, 1];

  it("are where the curves meet, half way on a logarithmic axis", () => {
    expect(crossings(p, [1, 2, 4], [3, 3, 3])).toEqual([expect.closeTo(0.1 * Math.sqrt(10), 10)]);
    expect(crossings(p, [1, 3, 1], [2, 2, 2])).toHaveLength(2);
  });

  it("may be at a point", () => {
    expect(crossings(p, [1, 2, 3], [2, 2, 2])).toEqual([expect.closeTo(0.1, 10)]);
  });

  it("are none where the curves only touch, or are too close to tell apart", () => {
    expect(crossings(p, [1, 2, 1], [2, 2, 2])).toEqual([]);
    expect(crossings(p, [1, 1.01, 0.995], [1, 1, 1])).toEqual([]);
    expect(crossings(p, [2, 3, 4], [1, 1, 1])).toEqual([]);
    expect(crossings(p, [Number.NaN, 1, Number.NaN], [2, 2, 2])).toEqual([]);
  });
});
