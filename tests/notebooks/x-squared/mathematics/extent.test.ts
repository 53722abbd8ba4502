import { expect, test } from "vitest";
import { xSquaredArchitecture } from "../../../../notebooks/x-squared/mathematics/dataset";
import { covering, decompositionExtent } from "../../../../notebooks/x-squared/mathematics/extent";
import { decomposer, firstOrder } from "../../../../src/network/decompose";
import { initialise } from "../../../../src/network/initialise";
import type { Network } from "../../../../src/network/network";
import { seeded } from "../../../../src/network/random";
import { referenceNetwork } from "../../../network/reference";

const domain = [-10, 10] as const;

test.each<[string, Network]>([
  ["PyTorch's trained network", referenceNetwork("trained-500.safetensors")],
  ["PyTorch's network after 10 steps", referenceNetwork("after-10-steps.safetensors")],
  ["an untrained narrow network", initialise(xSquaredArchitecture(4), seeded(5))],
])("no bar of %s is larger than the extent, nor all much smaller", (_, network) => {
  const extent = decompositionExtent(network, domain, true);
  const take = decomposer(network);
  const largest = { activation: 0, value: 0, contribution: 0, integrated: 0 };
  const size = (bars: Float64Array): number => Math.max(...bars.map(Math.abs));
  for (let x = domain[0]; x <= domain[1]; x += 0.09) {
    const bars = firstOrder(take(x));
    largest.activation = Math.max(largest.activation, size(bars.activations));
    largest.value = Math.max(largest.value, size(bars.values));
    largest.contribution = Math.max(largest.contribution, size(bars.contributions));
    largest.integrated = Math.max(largest.integrated, size(bars.integrated));
  }
  for (const kind of ["activation", "value", "contribution", "integrated"] as const) {
    expect(largest[kind], kind).toBeLessThanOrEqual(extent[kind]);
    expect(largest[kind], kind).toBeGreaterThan(0.94 * extent[kind]);
  }
});

test("the extent of a network that is not finite is NaN", () => {
  const network = initialise(xSquaredArchitecture(4), () => Number.NaN);
  expect(decompositionExtent(network, domain, true)).toEqual({
    activation: Number.NaN,
    value: Number.NaN,
    contribution: Number.NaN,
    integrated: Number.NaN,
  });
});

test("an extent that a decomposition goes beyond grows to cover it, and is else the same object", () => {
  const network = referenceNetwork("trained-500.safetensors");
  const extent = decompositionExtent(network, domain, true);
  const at = firstOrder(decomposer(network)(9.5));
  expect(covering(extent, at)).toBe(extent);
  const small = { ...extent, value: 0 };
  expect(covering(small, at)).toEqual({
    ...extent,
    value: Math.max(...at.values.map((value) => Math.abs(value))),
  });
});

test("the integrated bars are looked at only on demand", () => {
  const network = referenceNetwork("trained-500.safetensors");
  const { integrated, ...others } = decompositionExtent(network, domain, true);
  expect(integrated).toBeGreaterThan(1);
  expect(decompositionExtent(network, domain, false)).toEqual({
    ...others,
    integrated: Number.POSITIVE_INFINITY,
  });
});
