import { describe, expect, it } from "vitest";
import {
  ownResponses,
  responsePath,
} from "../../../../notebooks/superposition/figures/own-responses";
import { gainsOf } from "../../../../notebooks/superposition/mathematics/gains";
import { predict } from "../../../../src/network/forward";
import { alone, networkOf, randomWeights } from "../mathematics/networks";

describe("a feature's response to itself", () => {
  it("is what the network answers to it alone, at both ends", () => {
    const weights = randomWeights(5, 3, 1);
    const { up, down } = ownResponses(gainsOf(weights));
    for (let i = 0; i < 5; ++i) {
      expect(up[i]).toBeCloseTo(predict(networkOf(weights), alone(5, i, 1))[i], 14);
      expect(down[i]).toBeCloseTo(predict(networkOf(weights), alone(5, i, -1))[i], 14);
    }
  });

  it("is drawn as two lines that meet at 0", () => {
    const scales = {
      x: (value: number) => 10 + 5 * value,
      y: (answer: number) => 20 - 10 * answer,
    };
    expect(responsePath(0.5, -0.1, scales)).toBe("M5.0 21.0L10.0 20.0L15.0 15.0");
  });

  it("is not drawn where it is not finite", () => {
    const scales = { x: Number, y: Number };
    expect(responsePath(Number.NaN, 0, scales)).toBe("");
    expect(responsePath(0, Number.POSITIVE_INFINITY, scales)).toBe("");
  });
});
