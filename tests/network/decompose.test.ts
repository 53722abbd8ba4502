import { describe, expect, test } from "vitest";
import { activationMap } from "../../src/network/activations";
import { type Architecture, architectureOf, perceptron } from "../../src/network/architecture";
import {
  activeNeurons,
  decompose,
  decomposer,
  firstOrder,
  outputGradient,
  pathIntegrator,
} from "../../src/network/decompose";
import { predictAt } from "../../src/network/forward";
import { initialise } from "../../src/network/initialise";
import type { Network } from "../../src/network/network";
import { gaussLegendre } from "../../src/network/quadrature";
import { seeded } from "../../src/network/random";
import { sum } from "../../src/network/sum";
import { forwardRows, loadWeights, workspaceFor } from "../../src/network/workspace";
import { largestDifference, referenceDecomposition, referenceNetwork } from "./reference";
import { xSquaredArchitecture } from "./x-squared";

const { points } = referenceDecomposition();
const takeApart = decomposer(referenceNetwork("trained-500.safetensors"));
const trained = (x: number) => firstOrder(takeApart(x));

describe.each(points)("PyTorch's trained network, taken apart at x = $x", (expected) => {
  const actual = trained(expected.x);

  test("predicts what PyTorch predicts", () => {
    expect(actual.prediction).toBeCloseTo(expected.output, 9);
  });
  test("has PyTorch's baseline", () => {
    expect(actual.baseline).toBeCloseTo(expected.baseline, 9);
  });
  test.each(["activations", "values", "contributions", "integrated"] as const)(
    "has PyTorch's %s",
    (kind) => {
      expect(largestDifference(actual[kind], expected[kind])).toBeLessThan(1e-9);
    },
  );
  test("adds up exactly along the path, and to first order with a remainder", () => {
    expect(actual.baseline + sum(actual.integrated)).toBeCloseTo(actual.prediction, 9);
    expect(sum(actual.contributions) + actual.remainder).toBeCloseTo(actual.prediction, 12);
  });
});

test("contributions leave a remainder: the sum of contributions is not the prediction", () => {
  expect(sum(trained(9.5).contributions)).toBeCloseTo(95.5, 0);
  expect(trained(9.5).prediction).toBeCloseTo(90.2, 0);
});

/** Weights several times as large as initial ones, so that neurons saturate and the path is curved. */
function roughNetwork(architecture: Architecture, seed: number, scale: number): Network {
  const network = initialise(architecture, seeded(seed));
  for (const { weight, bias } of network.layers) {
    for (let i = 0; i < weight.length; ++i) weight[i] *= scale;
    for (let i = 0; i < bias.length; ++i) bias[i] *= scale;
  }
  return network;
}

test("baseline and integrated gradients add up to the prediction, at random queries of random networks", () => {
  const random = seeded(7);
  for (let run = 0; run < 40; ++run) {
    const d = 4 + Math.floor(random() * 61);
    const take = decomposer(roughNetwork(xSquaredArchitecture(d), run, 0.5 + 1.5 * random()));
    for (let query = 0; query < 3; ++query) {
      const x = 20 * random() - 10;
      const { prediction, baseline, integrated } = take(x);
      expect(Math.abs(baseline + sum(integrated) - prediction), `d = ${d}, x = ${x}`).toBeLessThan(
        1e-6,
      );
    }
  }
});

/** aᵢ·∫₀¹ ∂f/∂aᵢ(t·a) dt by the midpoint rule: slow, and right however rough the path. */
function midpointIntegrated(network: Network, activations: Float64Array, points: number) {
  const rows = 100;
  const d = activations.length;
  const workspace = workspaceFor(architectureOf(network), rows);
  loadWeights(workspace, network);
  const gradient = new Float64Array(rows * d);
  const total = new Float64Array(d);
  for (let start = 0; start < points; start += rows) {
    for (let row = 0; row < rows; ++row)
      for (let i = 0; i < d; ++i)
        workspace.layers[0].activations[row * d + i] =
          ((start + row + 0.5) / points) * activations[i];
    forwardRows(workspace, rows, 1);
    outputGradient(workspace, rows, gradient);
    for (let k = 0; k < rows * d; ++k) total[k % d] += (gradient[k] * activations[k % d]) / points;
  }
  return total;
}

describe("where neurons switch so abruptly that one rule of 64 nodes misses the sum", () => {
  const networks = [0, 1, 2, 3].map((seed) => roughNetwork(xSquaredArchitecture(8), seed, 12));

  test.each([1, 5, 32])("%d panels close it all the same", (panels) => {
    for (const network of networks) {
      const { prediction, activations, baseline } = decompose(network, 5);
      const integrated = pathIntegrator(network, gaussLegendre(64), panels)(activations);
      expect(Math.abs(baseline + sum(integrated) - prediction)).toBeLessThan(
        1e-9 * Math.abs(prediction),
      );
    }
  });

  test("the parts are those of a rule of 200,000 points", () => {
    for (const network of networks) {
      const { activations, integrated } = decompose(network, 5);
      const expected = midpointIntegrated(network, activations, 200_000);
      const size = sum(expected.map(Math.abs));
      expect(largestDifference(integrated, expected) / size).toBeLessThan(1e-4);
    }
  });

  test("on the way to another query the parts are coarser, and add up as well", () => {
    for (const network of networks) {
      const take = decomposer(network);
      const rest = take(5);
      const onItsWay = take(5, true);
      expect(Math.abs(onItsWay.baseline + sum(onItsWay.integrated) - rest.prediction)).toBeLessThan(
        1e-9 * Math.abs(rest.prediction),
      );
      expect(largestDifference(onItsWay.integrated, rest.integrated)).toBeGreaterThan(0);
      const size = sum(rest.integrated.map(Math.abs));
      expect(largestDifference(onItsWay.integrated, rest.integrated) / size).toBeLessThan(0.1);
    }
  });
});

test("a network that is cheap to take apart is never taken apart coarsely", () => {
  expect(takeApart(5, true).integrated).toEqual(takeApart(5).integrated);
});

test("the identity holds for the trained network anywhere in the domain", () => {
  const random = seeded(8);
  for (let query = 0; query < 100; ++query) {
    const { prediction, baseline, integrated } = trained(20 * random() - 10);
    expect(Math.abs(baseline + sum(integrated) - prediction)).toBeLessThan(1e-6);
  }
});

test.each([[[1, 8, 1]], [[1, 8, 8, 1]], [[1, 6, 5, 4, 3, 1]]])(
  "a network %j is taken apart too",
  (widths) => {
    const network = initialise(perceptron(widths), seeded(3));
    const { prediction, baseline, integrated } = decompose(network, 4);
    expect(prediction).toBeCloseTo(predictAt(network, 4), 12);
    expect(baseline + sum(integrated)).toBeCloseTo(prediction, 9);
    expect(integrated).toHaveLength(widths[1]);
  },
);

test("the widest network of the notebook is taken apart", () => {
  const { prediction, baseline, integrated } = decompose(
    initialise(xSquaredArchitecture(256), seeded(1)),
    -7,
  );
  expect(baseline + sum(integrated)).toBeCloseTo(prediction, 9);
});

test("values are the derivatives of the output by the activations", () => {
  const network = referenceNetwork("trained-500.safetensors");
  const { values, activations } = decompose(network, 5);
  const step = 1e-4;
  const [first, ...rest] = network.layers;
  // The output where one activation is nudged: its effect is moved into the second layer's biases.
  const nudged = (neuron: number, by: number): number => {
    const outputs = first.outputs;
    const second = rest[0];
    const bias = Float64Array.from(second.bias, (b, j) => {
      let z = b;
      for (let i = 0; i < outputs; ++i)
        z += second.weight[j * outputs + i] * (activations[i] + (i === neuron ? by : 0));
      return z;
    });
    const silent = {
      ...first,
      weight: new Float64Array(outputs),
      bias: new Float64Array(outputs),
    };
    return predictAt({ layers: [silent, { ...second, bias }, ...rest.slice(1)] }, 0);
  };
  for (const neuron of [0, 17, 63])
    expect((nudged(neuron, step) - nudged(neuron, -step)) / (2 * step)).toBeCloseTo(
      values[neuron],
      5,
    );
});

test("the baseline is the prediction with every neuron silenced", () => {
  const network = referenceNetwork("trained-500.safetensors");
  const [first, ...rest] = network.layers;
  // GELU(0) = 0.
  const silent = { ...first, weight: new Float32Array(64), bias: new Float32Array(64) };
  expect(trained(5).baseline).toBeCloseTo(predictAt({ layers: [silent, ...rest] }, 5), 12);
});

test("active neurons are those with a positive pre-activation", () => {
  const { preActivations, activations } = trained(5);
  expect(activeNeurons(trained(5))).toBe(preActivations.filter((z) => z > 0).length);
  expect(activeNeurons(trained(5))).toBe(activations.filter((a) => a > 0).length);
});

test("the columns of the activation map are the activations of the decomposition", () => {
  const map = activationMap(referenceNetwork("trained-500.safetensors"), Float64Array.of(-3, 5));
  const column = Float64Array.from({ length: 64 }, (_, i) => map[2 * i + 1]);
  expect(largestDifference(column, trained(5).activations)).toBeLessThan(1e-5);
});

test("a network of NaN gives NaN", () => {
  const network = roughNetwork(xSquaredArchitecture(4), 1, Number.NaN);
  const at = decompose(network, 1);
  expect([at.prediction, sum(at.integrated), activeNeurons(at)]).toEqual([NaN, NaN, 0]);
});

test("a network of another kind is refused", () => {
  expect(() => decomposer(initialise(perceptron([2, 4, 1]), seeded(1)))).toThrow(
    "A decomposition needs one input, one output and a hidden layer, not 2 → 4 → 1.",
  );
});
