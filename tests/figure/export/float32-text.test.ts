import { describe, expect, it } from "vitest";
import { float32Text } from "../../../src/figure/export/float32-text";
import { seeded } from "../../../src/network/random";

describe("a float32 number as text", () => {
  it.each([
    [Math.fround(0.1), "0.1"],
    [1 / 3, "0.33333334"],
    [Math.PI, "3.1415927"],
    [16777216, "16777216"],
    [-2.5, "-2.5"],
    [0, "0"],
    [1e-45, "1e-45"],
    [3.4028234663852886e38, "3.4028235e+38"],
    [Number.NaN, "NaN"],
    [Number.NEGATIVE_INFINITY, "-Infinity"],
  ])("%s is %s", (value, text) => {
    expect(float32Text(value)).toBe(text);
  });

  it("is read back as the same number, and has no digit too many", () => {
    const random = seeded(3);
    for (let i = 0; i < 20_000; ++i) {
      const value = Math.fround((random() - 0.5) * 10 ** (random() * 40 - 20));
      const text = float32Text(value);
      expect(Math.fround(Number(text))).toBe(value);
      const digits = text.replace(/e.*|^-?0\.0*|\D/g, "").replace(/0+$/, "").length;
      if (digits > 1) expect(Math.fround(Number(value.toPrecision(digits - 1)))).not.toBe(value);
    }
  });
});
