import { expect, test } from "vitest";
import { withoutNeurons } from "../../../../notebooks/x-squared/mathematics/ablate";
import { decompose } from "../../../../src/network/decompose";
import { predict } from "../../../../src/network/forward";
import type { Network } from "../../../../src/network/network";
import { largestDifference, referenceNetwork } from "../../../network/reference";

const network = referenceNetwork("trained-500.safetensors");
const queries = Float64Array.of(-10, -2.5, 0, 5, 9.5);

/** The network without what the second layer reads from some neurons: another way to silence them. */
function unheard({ layers }: Network, silenced: readonly number[]): Network {
  const [first, second, ...rest] = layers;
  const weight = second.weight.map((w, i) => (silenced.includes(i % second.inputs) ? 0 : w));
  return { layers: [first, { ...second, weight: Float64Array.from(weight) }, ...rest] };
}

test("with no neuron silenced, predictions are the network's", () => {
  expect(predict(withoutNeurons(network, []), queries)).toEqual(predict(network, queries));
});

test("with all neurons silenced, the prediction is the baseline at every query", () => {
  const all = Array.from({ length: 64 }, (_, i) => i);
  const { baseline } = decompose(network, 5);
  for (const prediction of predict(withoutNeurons(network, all), queries))
    expect(prediction).toBeCloseTo(baseline, 12);
});

test.each([[[17]], [[0, 63]], [[3, 1, 2, 40]]])(
  "silencing %j is the same as the next layer not reading them",
  (silenced) => {
    const expected = predict(unheard(network, silenced), queries);
    expect(
      largestDifference(predict(withoutNeurons(network, silenced), queries), expected),
    ).toBeLessThan(1e-12);
    expect(largestDifference(expected, predict(network, queries))).toBeGreaterThan(1e-3);
  },
);

test("the network itself is left as it was", () => {
  const before = network.layers[0].weight.slice();
  withoutNeurons(network, [5]);
  expect(network.layers[0].weight).toEqual(before);
});

test.each([-1, 64, 0.5, Number.NaN])("there is no neuron %d to silence", (index) => {
  expect(() => withoutNeurons(network, [index])).toThrow(`There is no neuron ${index} among 64.`);
});
