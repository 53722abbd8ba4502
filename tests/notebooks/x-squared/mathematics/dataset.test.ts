import { expect, test } from "vitest";
import { xSquaredData } from "../../../../notebooks/x-squared/mathematics/dataset";

test("the data are x² at 1,000 evenly spaced points from −10 to 10", () => {
  const { inputs, targets } = xSquaredData();
  expect([inputs.length, targets.length]).toEqual([1000, 1000]);
  expect([inputs[0], inputs[999]]).toEqual([-10, 10]);
  for (let i = 0; i < 1000; ++i) {
    expect(inputs[i]).toBeCloseTo(-10 + (20 * i) / 999, 6);
    expect(inputs[999 - i]).toBe(-inputs[i]);
    expect(Math.abs(targets[i] - inputs[i] ** 2)).toBeLessThan(2e-5);
  }
});
