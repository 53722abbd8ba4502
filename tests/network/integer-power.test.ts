import { expect, it } from "vitest";
import { integerPower } from "../../src/network/integer-power";

it("a whole power is that many factors", () => {
  for (const base of [-3, 0, 0.5, 2])
    for (const exponent of [0, 1, 2, 3, 4, 6, 8, 13])
      expect(integerPower(base, exponent)).toBe(base ** exponent);
});
