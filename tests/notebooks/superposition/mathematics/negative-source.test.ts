import { describe, expect, it } from "vitest";
import { drawSamples, type Samples } from "../../../../notebooks/superposition/mathematics/errors";
import { gainsOf } from "../../../../notebooks/superposition/mathematics/gains";
import { measureNetwork } from "../../../../notebooks/superposition/mathematics/measured-network";
import { negativeSource } from "../../../../notebooks/superposition/mathematics/negative-source";
import type { SuperpositionWeights } from "../../../../notebooks/superposition/mathematics/weights";
import { answer, measuredError, randomWeights } from "./networks";

const sourceOf = (weights: SuperpositionWeights, samples: Samples, exponent: 2 | 4) =>
  negativeSource(measureNetwork(weights, gainsOf(weights), samples), samples, exponent);

describe("negativeSource", () => {
  const weights = randomWeights(5, 3, 2);
  const samples = drawSamples(5, 0.4, 20_000, 1);
  const source = sourceOf(weights, samples, 4);
  const without = Float64Array.from(weights.weightsOut, (out, at) => {
    const [i, k] = [Math.floor(at / 3), at % 3];
    return weights.weightsIn[k * 5 + i] < 0 ? 0 : out;
  });
  const cut = { ...weights, weightsOut: without };

  it("takes away all of the answers at −1, and nothing of the gains", () => {
    const [before, after] = [gainsOf(weights), gainsOf(cut)];
    for (let i = 0; i < 5; ++i) {
      expect(after.down[i * 6]).toBeCloseTo(0, 12);
      expect(after.up[i * 6]).toBeCloseTo(before.up[i * 6], 12);
    }
  });

  it("measures both networks as brute force does", () => {
    expect(source.loss / measuredError(weights, samples, 4, "all")).toBeCloseTo(1, 1);
    expect(source.lossWithout / measuredError(cut, samples, 4, "all")).toBeCloseTo(1, 1);
    for (const [network, interference] of [
      [weights, source.interference],
      [cut, source.interferenceWithout],
    ] as const) {
      let sum = 0;
      let measured = 0;
      for (let s = 0; s < samples.count; ++s) {
        const x = samples.values.subarray(s * 5, s * 5 + 5);
        for (const [i, y] of answer(network, x).entries()) {
          if (x[i] !== 0) continue;
          sum += y;
          ++measured;
        }
      }
      expect(Math.abs(interference - sum / measured)).toBeLessThan(0.01);
    }
  });

  it("counts the pairs of negative weights, and those that are negative on both sides", () => {
    const tiny = {
      features: 2,
      neurons: 2,
      weightsIn: Float64Array.of(-1, 2, -3, 4),
      weightsOut: Float64Array.of(-1, 3, 2, 4),
    };
    const { pairs, alike } = sourceOf(tiny, drawSamples(2, 0.5, 10, 1), 2);
    expect([pairs, alike]).toEqual([2, 1]);
  });

  it("correlates the weights of a feature with its outputs", () => {
    const tied = { ...weights, weightsOut: new Float64Array(15) };
    for (let i = 0; i < 5; ++i)
      for (let k = 0; k < 3; ++k)
        tied.weightsOut[i * 3 + k] = 0.5 - 2 * weights.weightsIn[k * 5 + i];
    expect(sourceOf(tied, drawSamples(5, 0.1, 10, 1), 2).correlation).toBeCloseTo(-1, 12);
  });
});
