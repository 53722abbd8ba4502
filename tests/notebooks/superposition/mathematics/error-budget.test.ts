import { describe, expect, it } from "vitest";
import { errorBudget } from "../../../../notebooks/superposition/mathematics/error-budget";
import {
  activeErrors,
  drawSamples,
  expectedLoss,
  outputMoments,
} from "../../../../notebooks/superposition/mathematics/errors";
import { gainsOf, isolatedErrors } from "../../../../notebooks/superposition/mathematics/gains";
import type { SuperpositionWeights } from "../../../../notebooks/superposition/mathematics/weights";
import { oneToOne, randomWeights } from "./networks";

function measured(weights: SuperpositionWeights, probability: number) {
  const samples = drawSamples(weights.features, probability, 1000, 1);
  const moments = outputMoments(weights, samples, 2);
  const budget = errorBudget({
    isolated: isolatedErrors(gainsOf(weights)),
    conditional: activeErrors(moments),
    inactive: moments.inactive,
    probability,
    neurons: weights.neurons,
  });
  return { budget, loss: expectedLoss(moments) };
}

describe("the budget of the mean squared error", () => {
  it("adds up to the loss of the network", () => {
    const { budget, loss } = measured(randomWeights(6, 3, 2), 0.3);
    const { attenuation, whileActive, whileInactive, total } = budget;
    expect(total).toBeCloseTo(loss, 14);
    expect(attenuation + whileActive + whileInactive).toBeCloseTo(total, 14);
  });

  it("is attenuation alone where no feature meets another, and that is the naive solution's", () => {
    const { budget } = measured(oneToOne(6, 3), 0.3);
    expect(budget.attenuation).toBeCloseTo((0.3 * 3) / 6 / 6, 14);
    expect(budget.naive).toBeCloseTo(budget.attenuation, 14);
    expect(budget.whileActive).toBeCloseTo(0, 6);
    expect(budget.whileInactive).toBe(0);
  });

  it("may have interference that makes up for attenuation", () => {
    // Every output is the mean of all positive inputs: what the others add brings it nearer to its own.
    const n = 8;
    const weights = {
      ...oneToOne(n, n),
      weightsOut: new Float64Array(n * n).fill(1 / n),
    };
    expect(measured(weights, 0.5).budget.whileActive).toBeLessThan(0);
  });
});
