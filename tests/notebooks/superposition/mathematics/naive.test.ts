import { describe, expect, it } from "vitest";
import {
  activeErrors,
  drawSamples,
  expectedLoss,
  outputMoments,
} from "../../../../notebooks/superposition/mathematics/errors";
import {
  attenuatingLoss,
  ignoringLoss,
  naiveErrors,
  targetMoment,
} from "../../../../notebooks/superposition/mathematics/naive";
import { gaussLegendre } from "../../../../src/network/quadrature";
import { oneToOne } from "./networks";

const probability = 0.2;
const exponents = [2, 4, 6, 8];

/** The moments of a network, over samples fine enough for five digits. */
function measured(weights: ReturnType<typeof oneToOne>, exponent: number) {
  return outputMoments(weights, drawSamples(weights.features, probability, 3000, 1), exponent);
}

describe("the moments of the target", () => {
  it("are the integrals of ReLU's powers", () => {
    const { nodes, weights } = gaussLegendre(8);
    for (const exponent of exponents) {
      const integral = nodes.reduce((sum, x, k) => sum + weights[k] * x ** exponent, 0);
      expect(targetMoment(exponent)).toBeCloseTo(integral / 2, 14);
    }
  });
});

describe("the naive solution", () => {
  it("has the errors of a network that gives each neuron to one feature", () => {
    for (const exponent of exponents) {
      const errors = activeErrors(measured(oneToOne(7, 3), exponent));
      const naive = naiveErrors(7, 3, exponent);
      for (let i = 0; i < 7; ++i) expect(errors[i]).toBeCloseTo(naive[i], 6);
    }
  });

  it("has its loss", () => {
    for (const exponent of exponents) {
      const loss = expectedLoss(measured(oneToOne(7, 3), exponent));
      expect(ignoringLoss(7, 3, probability, exponent) / loss).toBeCloseTo(1, 4);
    }
  });

  it("is perfect with more neurons than features", () => {
    expect([...naiveErrors(3, 5, 2)]).toEqual([0, 0, 0]);
    expect(ignoringLoss(3, 5, probability, 2)).toBe(0);
  });
});

describe("answering every feature with one gain", () => {
  it("has the loss of a network that does so with a neuron for each", () => {
    for (const exponent of exponents)
      for (const gain of [0, 0.4, 1.2]) {
        const loss = expectedLoss(measured(oneToOne(5, 5, gain), exponent));
        expect(attenuatingLoss(gain, probability, exponent) / loss).toBeCloseTo(1, 4);
      }
  });

  it("is perfect at a gain of 1, and is ignoring all at 0", () => {
    expect(attenuatingLoss(1, probability, 4)).toBe(0);
    expect(attenuatingLoss(0, probability, 4)).toBe(ignoringLoss(9, 0, probability, 4));
  });
});
