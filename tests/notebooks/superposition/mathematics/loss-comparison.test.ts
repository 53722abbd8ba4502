import { expect, it } from "vitest";
import { drawSamples } from "../../../../notebooks/superposition/mathematics/errors";
import { gainsOf } from "../../../../notebooks/superposition/mathematics/gains";
import { compareLosses } from "../../../../notebooks/superposition/mathematics/loss-comparison";
import { measureNetwork } from "../../../../notebooks/superposition/mathematics/measured-network";
import type { SuperpositionWeights } from "../../../../notebooks/superposition/mathematics/weights";
import { measuredError, randomWeights } from "./networks";

const samples = drawSamples(4, 0.3, 40_000, 1);
const measured = (network: SuperpositionWeights, by = samples) =>
  measureNetwork(network, gainsOf(network), by);

it("has the formulas at hand, E ReLU(x)² = 1/6 and E ReLU(x)⁴ = 1/10", () => {
  const network = randomWeights(4, 1, 2);
  const { up } = gainsOf(network);
  const gain = (up[0] + up[5] + up[10] + up[15]) / 4;
  const [square, fourth] = compareLosses(measured(network), undefined, [2, 4]);
  expect(square.ignoring).toBeCloseTo((0.3 * (3 / 4)) / 6, 12);
  expect(fourth.ignoring).toBeCloseTo((0.3 * (3 / 4)) / 10, 12);
  expect(square.attenuating).toBeCloseTo((0.3 * (1 - gain) ** 2) / 6, 12);
  expect(fourth.attenuating).toBeCloseTo((0.3 * (1 - gain) ** 4) / 10, 12);
  expect(square.other).toBeNull();
});

it("measures both networks as brute force does", () => {
  const [network, other] = [randomWeights(4, 2, 3), randomWeights(4, 2, 4)];
  for (const each of compareLosses(measured(network), measured(other), [2, 4, 8])) {
    expect(each.network / measuredError(network, samples, each.exponent, "all")).toBeCloseTo(1, 1);
    expect(each.other! / measuredError(other, samples, each.exponent, "all")).toBeCloseTo(1, 1);
  }
});

it("finds the formula's loss in a network without interference", () => {
  const identity = Float64Array.of(1, 0, 0, 1);
  const half = {
    features: 2,
    neurons: 2,
    weightsIn: identity,
    weightsOut: Float64Array.of(0.5, 0, 0, 0.5),
  };
  const alone = drawSamples(2, 0.1, 2000, 1);
  for (const { network, attenuating } of compareLosses(measured(half, alone), undefined, [2, 4]))
    expect(network / attenuating).toBeCloseTo(1, 2);
});
