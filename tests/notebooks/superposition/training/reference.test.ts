import { beforeAll, describe, expect, it } from "vitest";
import {
  activeErrors,
  drawSamples,
  outputMoments,
} from "../../../../notebooks/superposition/mathematics/errors";
import { gainsOf, isolatedErrors } from "../../../../notebooks/superposition/mathematics/gains";
import {
  cosines,
  featureDirections,
  pairs,
} from "../../../../notebooks/superposition/mathematics/geometry";
import {
  diagonal,
  effectiveMap,
  superpositionWeights,
} from "../../../../notebooks/superposition/mathematics/weights";
import {
  besideSettings,
  shippedSuperposition,
} from "../../../../notebooks/superposition/training/settings";
import type { SuperpositionRun } from "../../../../notebooks/superposition/training/shipped";
import { mean } from "../../../../src/network/sum";
import { trainedSuperposition } from "./trained";

/*
 * What PyTorch 1.13 gives for this network and this training with its default initialisation, over two seeds:
 * means over features, with a little more than the spread between seeds to either side.
 */

function measures({ latest, losses, settings }: SuperpositionRun) {
  const weights = superpositionWeights(latest.network);
  const gains = gainsOf(weights);
  const samples = drawSamples(settings.features, settings.probability, 2048, 1);
  const conditional = activeErrors(outputMoments(weights, samples, 2));
  const own = diagonal(gains.up);
  return {
    conditional,
    conditionalError: mean(conditional),
    isolatedError: mean(isolatedErrors(gains)),
    gains: own,
    gain: mean(own),
    answerAtMinusOne: mean(diagonal(gains.down)),
    diagonalMean: mean(diagonal(effectiveMap(weights))),
    meanCosine: mean(pairs(cosines(featureDirections(weights), settings.neurons)).map(Math.abs)),
    lastLosses: mean(losses.slice(settings.steps - 50, settings.steps)),
  };
}

describe.each([1, 2, 3])("the network trained with L4 from seed %i", (seed) => {
  let found: ReturnType<typeof measures>;
  beforeAll(async () => {
    found = measures(await trainedSuperposition({ ...shippedSuperposition, seed }));
  }, 60_000);

  it.each([
    ["conditionalError", 0.071, 0.075],
    ["isolatedError", 0.061, 0.065],
    ["gain", 0.38, 0.4],
    ["answerAtMinusOne", -0.045, -0.035],
    ["diagonalMean", 0.42, 0.44],
    ["meanCosine", 0.248, 0.268],
    ["lastLosses", 5.2e-4, 6.2e-4],
  ] as const)("has a %s between %f and %f, as PyTorch's", (name, low, high) => {
    expect(found[name]).toBeGreaterThan(low);
    expect(found[name]).toBeLessThan(high);
  });

  it("has no feature far from the others, as PyTorch's", () => {
    expect(Math.min(...found.conditional)).toBeGreaterThan(0.06);
    expect(Math.max(...found.conditional)).toBeLessThan(0.087);
  });
});

describe("the network trained with L2", () => {
  it("has the low and uneven gains of PyTorch's", async () => {
    const settings = besideSettings({ ...shippedSuperposition, seed: 1 });
    const { conditionalError, gain, gains } = measures(await trainedSuperposition(settings));
    const spread = Math.sqrt(mean(gains.map((each) => (each - gain) ** 2)));
    expect(conditionalError).toBeCloseTo(0.135, 2);
    expect(gain).toBeCloseTo(0.1, 1);
    expect(spread).toBeGreaterThan(0.07);
    expect(spread).toBeLessThan(0.11);
    expect(Math.max(...gains)).toBeLessThan(0.5);
  }, 60_000);
});
