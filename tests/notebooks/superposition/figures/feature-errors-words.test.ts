import { describe, expect, it } from "vitest";
import { verdict } from "../../../../notebooks/superposition/figures/feature-errors-words";

describe("the verdict", () => {
  const average = (network: number, naive: number) => ({ network, naive });

  it("says who is better by which average", () => {
    expect(verdict(average(1, 2), average(1, 2))).toBe("the network is better by both");
    expect(verdict(average(2, 1), average(2, 1))).toBe("the naive solution is better by both");
    expect(verdict(average(2, 1), average(1, 2))).toBe(
      "the naive solution is better where the feature is active, the network over all",
    );
    expect(verdict(average(1, 1), average(1, 1))).toBe("they are alike");
    expect(verdict(average(1, 1), average(1, 2))).toBe(
      "they are alike where the feature is active, and the network is better over all",
    );
    expect(verdict(average(1, 2), average(1, 1))).toBe(
      "they are alike over all, and the network is better where the feature is active",
    );
  });
});
