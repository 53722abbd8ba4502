import { describe, expect, it } from "vitest";
import { drawSamples } from "../../../../notebooks/superposition/mathematics/errors";
import { gainsOf } from "../../../../notebooks/superposition/mathematics/gains";
import { negativeSide } from "../../../../notebooks/superposition/mathematics/negative-side";
import { predict } from "../../../../src/network/forward";
import { seeded } from "../../../../src/network/random";
import { alone, networkOf, oneToOne, randomWeights } from "./networks";

describe("the negative side", () => {
  it("is what the network answers where each feature in turn is negative", () => {
    const [n, count] = [5, 30];
    const weights = randomWeights(n, 3, 1);
    const network = networkOf(weights);
    const samples = drawSamples(n, 0.4, count, 2);
    for (const exponent of [2, 4]) {
      const sums = { withAnswer: 0, withoutAnswer: 0, interference: 0 };
      for (let s = 0; s < count; ++s)
        for (let i = 0; i < n; ++i) {
          const x = samples.values.slice(s * n, s * n + n);
          x[i] = 0;
          sums.interference += predict(network, x)[i];
          x[i] = -(s + 0.5) / count;
          const y = predict(network, x)[i];
          const own = predict(network, alone(n, i, x[i]))[i];
          sums.withAnswer += Math.abs(y) ** exponent;
          sums.withoutAnswer += Math.abs(y - own) ** exponent;
        }
      const side = negativeSide(weights, gainsOf(weights), samples, exponent);
      for (const name of ["withAnswer", "withoutAnswer", "interference"] as const)
        expect(side[name]).toBeCloseTo(sums[name] / (count * n), 12);
    }
  });

  it("is that of random inputs in which the feature is negative", () => {
    const [n, rows, probability] = [4, 60_000, 0.3];
    const weights = randomWeights(n, 3, 3);
    const random = seeded(4);
    const inputs = Float64Array.from({ length: rows * n }, (_, at) => {
      if (at % n === 0) return -random();
      return random() < probability ? 2 * random() - 1 : 0;
    });
    const outputs = predict(networkOf(weights), inputs);
    let squares = 0;
    for (let at = 0; at < outputs.length; at += n) squares += outputs[at] ** 2;
    // The first feature alone is measured: the others are without output weights.
    const first = { ...weights, weightsOut: weights.weightsOut.map((w, at) => (at < 3 ? w : 0)) };
    const samples = drawSamples(n, probability, 40_000, 5);
    const side = negativeSide(first as typeof weights, gainsOf(weights), samples, 2);
    expect((n * side.withAnswer) / (squares / rows)).toBeCloseTo(1, 1.5);
  });

  it("is 0 where a neuron of its own answers each feature", () => {
    const weights = oneToOne(4, 4);
    const samples = drawSamples(4, 0.5, 50, 6);
    const side = negativeSide(weights, gainsOf(weights), samples, 4);
    expect(side.withAnswer).toBe(0);
    expect(side.withoutAnswer).toBe(0);
    // Where it is not active, its output is 0.
    expect(side.interference).toBe(0);
  });
});
