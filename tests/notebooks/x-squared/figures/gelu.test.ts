import { describe, expect, it } from "vitest";
import { gelu, geluDerivative, geluMinimum } from "../../../../src/network/gelu";

describe("the marks of the GELU figure", () => {
  it("have the minimum where the derivative is 0", () => {
    expect(geluDerivative(geluMinimum.at)).toBeCloseTo(0, 12);
    expect(gelu(geluMinimum.at)).toBeCloseTo(geluMinimum.value, 12);
  });

  it("have the steepest slope at √2", () => {
    const steepest = geluDerivative(Math.SQRT2);
    for (let z = -6; z <= 6; z += 0.01) expect(geluDerivative(z)).toBeLessThanOrEqual(steepest);
  });
});
