import { describe, expect, it } from "vitest";
import {
  drawSamples,
  expectedLoss,
  outputMoments,
  transposed,
} from "../../../../notebooks/superposition/mathematics/errors";
import {
  bestScale,
  gainCurve,
  lossAtGain,
  lossAtScale,
} from "../../../../notebooks/superposition/mathematics/gain-curve";
import { measuredError, randomWeights } from "./networks";

/** Five features in two neurons, each with an answer of its own. */
const { weightsIn, ...shape } = randomWeights(5, 2, 3);
const network = { ...shape, weightsIn, weightsOut: Float64Array.from(transposed(weightsIn, 2, 5)) };
const samples = drawSamples(5, 0.3, 20_000, 1);

describe("gainCurve", () => {
  it("is the expected loss of scaled outputs, at any scale", () => {
    for (const exponent of [2, 4, 6, 8]) {
      const moments = outputMoments(network, samples, exponent);
      const curve = gainCurve(moments, 0.5);
      for (const scale of [0, 0.3, 1, 1.7])
        expect(lossAtScale(curve, scale) / expectedLoss(moments, scale)).toBeCloseTo(1, 9);
      expect(lossAtGain(curve, 0.25)).toBeCloseTo(lossAtScale(curve, 0.5), 12);
    }
  });

  it("agrees with brute force", () => {
    const curve = gainCurve(outputMoments(network, samples, 4), 0.5);
    for (const scale of [0.2, 1])
      expect(
        lossAtScale(curve, scale) / measuredError(network, samples, 4, "all", scale),
      ).toBeCloseTo(1, 1);
  });
});

describe("bestScale", () => {
  const curve = (...coefficients: number[]) => ({
    exponent: coefficients.length - 1,
    probability: 0.1,
    gain: 0.5,
    coefficients: Float64Array.from(coefficients),
  });

  it("is where the loss is least", () => {
    expect(bestScale(curve(9, -6, 1))).toBeCloseTo(3, 10);
    expect(bestScale(curve(2, -2, 1))).toBeCloseTo(1, 10);
    for (const exponent of [2, 4, 8]) {
      const measured = gainCurve(outputMoments(network, samples, exponent), 0.5);
      const best = bestScale(measured);
      for (const away of [0.9, 1.1])
        expect(lossAtScale(measured, best)).toBeLessThan(lossAtScale(measured, best * away));
    }
  });

  it("of a network without interference undoes its attenuation", () => {
    const identity = Float64Array.of(1, 0, 0, 1);
    const half = {
      features: 2,
      neurons: 2,
      weightsIn: identity,
      weightsOut: identity.map((each) => each / 2),
    };
    const measured = gainCurve(outputMoments(half, drawSamples(2, 0.1, 500, 1), 4), 0.5);
    expect(bestScale(measured)).toBeCloseTo(2, 4);
  });

  it("is 0 where every answer makes it worse, and not a number where none makes a difference", () => {
    expect(bestScale(curve(1, 2, 1))).toBe(0);
    expect(bestScale(curve(1, 0, 0))).toBeNaN();
    expect(bestScale(curve(1, Number.NaN, Number.NaN))).toBeNaN();
  });
});
