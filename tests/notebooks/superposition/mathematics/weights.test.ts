import { describe, expect, it } from "vitest";
import {
  diagonal,
  effectiveMap,
  superpositionArchitecture,
  superpositionWeights,
} from "../../../../notebooks/superposition/mathematics/weights";
import { perceptron } from "../../../../src/network/architecture";
import { predict } from "../../../../src/network/forward";
import { initialise } from "../../../../src/network/initialise";
import { seeded } from "../../../../src/network/random";
import { alone, networkOf, randomWeights } from "./networks";

describe("the weights of superposition", () => {
  it("are the two matrices of a network of their architecture", () => {
    const network = initialise(superpositionArchitecture(7, 3), seeded(1));
    const weights = superpositionWeights(network);
    expect(weights).toMatchObject({ features: 7, neurons: 3 });
    expect(weights.weightsIn).toBe(network.layers[0].weight);
    expect(weights.weightsOut).toBe(network.layers[1].weight);
  });

  it("are not found in a network of any other shape", () => {
    const relu = { activation: "relu", bias: false } as const;
    const others = [
      perceptron([7, 3, 7], { activation: "relu" }),
      perceptron([7, 3, 7], { activation: "gelu", bias: false }),
      perceptron([7, 3, 7], { ...relu, gated: true }),
      perceptron([7, 3, 6], relu),
      perceptron([7, 3, 3, 7], relu),
      perceptron([7, 7], relu),
    ];
    for (const other of others)
      expect(() => superpositionWeights(initialise(other, seeded(1)))).toThrow(RangeError);
  });
});

describe("the effective map", () => {
  it("is what the network would do without its ReLU", () => {
    const weights = randomWeights(6, 4, 2);
    const linear = networkOf(weights, "identity");
    const map = effectiveMap(weights);
    for (let i = 0; i < 6; ++i) {
      const outputs = predict(linear, alone(6, i, 1));
      for (let j = 0; j < 6; ++j) expect(map[j * 6 + i]).toBeCloseTo(outputs[j], 14);
    }
  });

  it("has the diagonal that its square says", () => {
    expect([...diagonal([1, 2, 3, 4, 5, 6, 7, 8, 9])]).toEqual([1, 5, 9]);
  });
});
