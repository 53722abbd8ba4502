import { expect, test } from "vitest";
import { decimalsOf, significant } from "../../src/drawing/significant";

test("quantities of either sign have three digits and a true minus sign", () => {
  expect(significant(0.38849)).toBe("0.388");
  expect(significant(-0.04186)).toBe("−0.0419");
  expect(significant(0)).toBe("0");
  expect(significant(-2.5e-5)).toBe("−2.5×10⁻⁵");
  expect(significant(Number.NaN)).toBe("not finite");
  expect(significant(Number.NEGATIVE_INFINITY)).toBe("not finite");
});

test("terms have the decimals that give their sum three digits", () => {
  expect(decimalsOf(0.0063)).toBe(5);
  expect(decimalsOf(2.5)).toBe(2);
  expect(decimalsOf(2500)).toBe(0);
  expect(decimalsOf(1e-9)).toBe(6);
  expect(decimalsOf(0)).toBe(2);
});
