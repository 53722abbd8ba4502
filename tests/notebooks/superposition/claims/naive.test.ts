import { describe, expect, it } from "vitest";
import {
  activeText,
  betterText,
  costsText,
  type Errors,
  naiveEntriesText,
  naiveText,
  othersText,
  overallText,
} from "../../../../notebooks/superposition/claims/naive";
import {
  activeErrors,
  drawSamples,
  expectedLoss,
  outputMoments,
} from "../../../../notebooks/superposition/mathematics/errors";
import { ignoringLoss, naiveErrors } from "../../../../notebooks/superposition/mathematics/naive";
import {
  superpositionArchitecture,
  superpositionWeights,
} from "../../../../notebooks/superposition/mathematics/weights";
import { initialise } from "../../../../src/network/initialise";
import { seeded } from "../../../../src/network/random";
import { mean } from "../../../../src/network/sum";

const errors = (changes: Partial<Errors> = {}): Errors => ({
  features: 100,
  neurons: 10,
  probability: 0.02,
  active: 0.074,
  naiveActive: 0.15,
  overall: 0.006,
  naiveOverall: 0.003,
  ...changes,
});

describe("which solution is better", () => {
  it.each([
    [{}, "Which solution is better depends on what is averaged."],
    [{ overall: 0.002 }, "This network is the better one by both measures."],
    [{ active: 0.2 }, "The naive solution is the better one by both measures."],
    [{ overall: 0.00302 }, "What is averaged matters"],
    [{ active: 0.151, overall: 0.00301 }, "This network and the naive solution are alike by both"],
    [{ probability: 1, overall: 0.01, naiveOverall: 0.02 }, "This network is the better one"],
    [{ overall: Number.NaN }, "has diverged"],
  ])("with %j is told by the numbers, beyond their scatter", (changes, text) => {
    expect(betterText(errors(changes))).toContain(text);
  });

  it.each([
    [{}, "the naive solution wins, and what this network gains, it gains only where"],
    [{ active: 0.2 }, "the naive solution wins."],
    [{ overall: 0.002 }, "this network wins by that measure, too."],
    [{ overall: 0.002, active: 0.2 }, "this network wins by that measure."],
    [{ overall: 0.00302 }, "by that measure the two are alike."],
    [
      { probability: 1 },
      "every feature is always active, and that is the whole story: This network is",
    ],
    [{ probability: 0.0005 }, "In all the others, 99.95 % of them"],
    [{ probability: 0.95 }, "In all the others, 5.0 % of them"],
  ])("over all samples, with %j", (changes, text) => {
    expect(overallText(errors(changes))).toContain(text);
  });

  it("is never told of an untrained network against what is counted anew", () => {
    for (const [features, neurons, probability] of [
      [2, 1, 1],
      [2, 2, 0.5],
      [20, 5, 0.05],
      [12, 30, 0.3],
    ] as const) {
      const network = initialise(superpositionArchitecture(features, neurons), seeded(features));
      const weights = superpositionWeights(network);
      const moments = outputMoments(weights, drawSamples(features, probability, 2048, 1), 2);
      const active = mean(activeErrors(moments));
      const overall = expectedLoss(moments);
      const naiveActive = mean(naiveErrors(features, neurons, 2));
      const naiveOverall = ignoringLoss(features, neurons, probability, 2);
      const text = betterText({
        features,
        neurons,
        probability,
        active,
        naiveActive,
        overall,
        naiveOverall,
      });
      const worse = active > 1.05 * naiveActive && overall > 1.05 * naiveOverall;
      expect(text.includes("The naive solution is the better one")).toBe(worse);
    }
  });
});

it.each([
  [0.53, 0.6, "Sharing costs twice. Features are answered with a gain of 0.53 instead of 1"],
  [1, 0.6, "Sharing costs silence. Features are answered with a gain of 1.00, but outputs"],
  [0.53, 0.001, "Sharing costs gain."],
  [1, 0, "Here sharing costs next to nothing."],
  [Number.NaN, 0.5, "diverged"],
])("a gain of %d and a share of %d in silence cost what they do", (gain, share, text) => {
  expect(costsText(gain, share)).toContain(text);
  expect(costsText(gain, share)).not.toContain("1.00 instead of 1");
});

it("one feature or neuron is told in the singular", () => {
  expect(othersText({ features: 2, neurons: 1 })).toBe("the other one");
  expect(naiveText({ features: 2, neurons: 1 })).toBe(
    "answer this one in full and leave the other one at zero",
  );
  expect(naiveText({ features: 100, neurons: 10 })).toBe(
    "answer these 10 in full and leave the other 90 at zero",
  );
  expect(naiveText({ features: 5, neurons: 8 })).toContain("every feature in full");
  expect(naiveEntriesText({ features: 2, neurons: 1 })).toContain("one entry of its 2");
  expect(naiveEntriesText({ features: 100, neurons: 10 })).toContain("10 entries of its 1,000");
});

it("few features that are active at once are not told as none", () => {
  expect(activeText({ features: 100, probability: 0.02 })).toBe("2.0");
  expect(activeText({ features: 2, probability: 0.001 })).toBe("0.00200");
  expect(activeText({ features: 200, probability: 1 })).toBe("200");
});
