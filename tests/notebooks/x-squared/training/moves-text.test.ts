import { describe, expect, it } from "vitest";
import { movesText } from "../../../../notebooks/x-squared/training/moves-text";

describe("the words on what training moved", () => {
  it("name each layer's move, and a first layer that hardly took part", () => {
    expect(movesText([0.057, 0.452, 0.926, 0.465], 500)).toBe(
      "After 500 epochs the weights of the first, second, third and fourth layer are 6, 45, 93 and 47 % of that bound away from where they began (root mean square). The first layer has hardly moved: its neurons look for nearly what chance gave them, and what training changed, it changed above them.",
    );
  });

  it("name the least and the most moved where the first layer is no exception", () => {
    expect(movesText([0.3, 0.2, 0.5, 0.4], 1)).toContain("After 1 epoch the weights");
    expect(movesText([0.3, 0.2, 0.5, 0.4], 1)).toMatch(
      /The second layer has moved least, the third most\.$/,
    );
    // All of them little.
    expect(movesText([0.05, 0.06, 0.07, 0.08], 9)).not.toContain("hardly");
  });

  it("say where nothing has moved, nothing is known, or all is lost", () => {
    expect(movesText([0, 0, 0, 0], 0)).toBe("These are still where they were drawn.");
    // A history keeps float16 numbers.
    expect(movesText([3e-4, 3e-4, 3e-4, 3e-4], 0)).toContain("still");
    expect(movesText(undefined, 0)).toContain("a network from a file");
    expect(movesText([0.1, Number.NaN, 1, 1], 7)).toContain("diverged");
  });
});
