import { expect, test } from "vitest";
import { count, fixed, magnitude, powerOfTen, signed } from "../../src/drawing/format";

test("a number has a true minus and zero has none", () => {
  expect(fixed(-1.25, 1)).toBe("−1.3");
  expect(fixed(-0.001, 2)).toBe("0.00");
  expect(fixed(-0.4, 0)).toBe("0");
});

test("a signed number shows its plus, but zero has no sign", () => {
  expect(signed(1.2, 2)).toBe("+1.20");
  expect(signed(-0.3, 2)).toBe("−0.30");
  expect(signed(0.001, 2)).toBe("0.00");
});

test("a magnitude keeps three digits whatever its decade", () => {
  expect(magnitude(2025.4)).toBe("2,025");
  expect(magnitude(12.345)).toBe("12.3");
  expect(magnitude(0.03981)).toBe("0.0398");
  expect(magnitude(1.2e-5)).toBe("1.2×10⁻⁵");
  expect(magnitude(0)).toBe("0");
  expect(magnitude(Number.NaN)).toBe("not finite");
});

test("a magnitude that rounds up to the next decade is written as that decade is", () => {
  expect(magnitude(999.9)).toBe("1,000");
  expect(magnitude(9.996)).toBe("10.0");
  expect(magnitude(9.96e-5)).toBe("1.0×10⁻⁴");
});

test("a count is grouped by thousands", () => {
  expect(count(33281)).toBe("33,281");
  expect(count(-1234567)).toBe("−1,234,567");
  expect(count(999)).toBe("999");
});

test("powers of ten are written plainly in the middle and with exponents far out", () => {
  expect([1e-4, 0.001, 1, 10000, 1e5].map(powerOfTen)).toEqual([
    "10⁻⁴",
    "0.001",
    "1",
    "10,000",
    "10⁵",
  ]);
});
