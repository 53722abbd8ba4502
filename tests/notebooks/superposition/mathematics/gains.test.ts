import { describe, expect, it } from "vitest";
import {
  gainsOf,
  interferenceReceived,
  isolatedErrors,
  responseAt,
  sharingFeatures,
} from "../../../../notebooks/superposition/mathematics/gains";
import { predict } from "../../../../src/network/forward";
import { gaussLegendre } from "../../../../src/network/quadrature";
import { alone, networkOf, oneToOne, randomWeights } from "./networks";

const n = 6;
const weights = randomWeights(n, 4, 3);
const network = networkOf(weights);
const gains = gainsOf(weights);

/** The mean of g(x) over x uniform on (−1, 1), exact for a polynomial of low degree on each side of 0. */
function meanOverFeature(g: (x: number) => number): number {
  const rule = gaussLegendre(4);
  let sum = 0;
  rule.nodes.forEach((node, k) => {
    sum += (rule.weights[k] * (g(node) + g(-node))) / 2;
  });
  return sum;
}

describe("the gains", () => {
  it("are the network's answers to one feature at 1 and at −1", () => {
    for (let i = 0; i < n; ++i) {
      const up = predict(network, alone(n, i, 1));
      const down = predict(network, alone(n, i, -1));
      for (let j = 0; j < n; ++j) {
        expect(gains.up[j * n + i]).toBeCloseTo(up[j], 14);
        expect(gains.down[j * n + i]).toBeCloseTo(down[j], 14);
      }
    }
  });

  it("give the answer to any value of it", () => {
    for (const x of [-3, -0.4, 0, 0.25, 2])
      for (let i = 0; i < n; ++i)
        for (let j = 0; j < n; ++j)
          expect(responseAt(gains, j, i, x)).toBeCloseTo(predict(network, alone(n, i, x))[j], 14);
  });
});

describe("the isolated error", () => {
  it("is the mean squared error over the values of a feature that alone is active", () => {
    const errors = isolatedErrors(gains);
    for (let i = 0; i < n; ++i) {
      const integrated = meanOverFeature(
        (x) => (predict(network, alone(n, i, x))[i] - Math.max(0, x)) ** 2,
      );
      expect(errors[i]).toBeCloseTo(integrated, 14);
    }
  });

  it("is 0 where there is a neuron for each feature, and 1/6 without a network", () => {
    expect([...isolatedErrors(gainsOf(oneToOne(3, 3)))]).toEqual([0, 0, 0]);
    expect([...isolatedErrors(gainsOf(oneToOne(3, 1)))]).toEqual([0, 1 / 6, 1 / 6]);
  });
});

describe("the interference that an output receives", () => {
  it("is the root of its mean squared answer to the other features, each alone", () => {
    const received = interferenceReceived(gains);
    for (let j = 0; j < n; ++j) {
      let sum = 0;
      for (let i = 0; i < n; ++i)
        if (i !== j) sum += meanOverFeature((x) => predict(network, alone(n, i, x))[j] ** 2);
      expect(received[j]).toBeCloseTo(Math.sqrt(sum / (n - 1)), 14);
    }
  });

  it("is 0 where there is no other feature", () => {
    expect([...interferenceReceived(gainsOf(randomWeights(1, 3, 4)))]).toEqual([0]);
  });
});

describe("the number of features that share", () => {
  it("counts all of those with one gain, and only those", () => {
    expect(sharingFeatures([0.4, 0.4, 0.4, 0.4])).toBeCloseTo(4, 14);
    expect(sharingFeatures([1, 0, 1, 0, 0])).toBeCloseTo(2, 14);
  });

  it("lies between, where gains differ, and leaves out negative ones", () => {
    // (3 + 1)² / (9 + 1)
    expect(sharingFeatures([3, 1, -2])).toBeCloseTo(1.6, 14);
  });

  it("is 0 where no gain is positive", () => {
    expect(sharingFeatures([0, -1])).toBe(0);
  });
});
