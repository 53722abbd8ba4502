import { expect, it } from "vitest";
import { closingText } from "../../../../notebooks/x-squared/claims/closing";
import type { TakenApart } from "../../../../src/network/decompose";

/** Two neurons that contribute 300 and −200, where baseline and integrated gradients miss the prediction by so much. */
function missing(missed: number, prediction = 25): TakenApart {
  return {
    x: 5,
    prediction,
    preActivations: Float64Array.of(3, 2),
    activations: Float64Array.of(3, 2),
    values: Float64Array.of(100, -100),
    baseline: prediction,
    integrated: Float64Array.of(missed, 0),
  };
}

it.each([
  [0, "here the two sides differ by less than 10⁻¹²."],
  [3e-15, "here the two sides differ by less than 10⁻¹²."],
  [2e-9, "here the two sides differ by less than 10⁻⁸."],
  [4e-4, "here the two sides differ by less than 10⁻³."],
  [6e-4, "here they do not quite add up: the two sides differ by 6.0×10⁻⁴."],
  [7457, "here they do not quite add up: the two sides differ by 7,457."],
  [Number.NaN, "here there is nothing to add up: the network’s numbers are not finite."],
])("a sum of parts of 500 that misses by %d is told as what it is", (missed, text) => {
  expect(closingText(missing(missed))).toBe(text);
});

it("a difference that is large beside 1 and small beside the parts is told with them", () => {
  expect(closingText(missing(7000, 4e14))).toBe(
    "here the two sides differ by 7,000, where they are made of parts that come to 4.0×10¹⁴.",
  );
});
