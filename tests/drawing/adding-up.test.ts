import { expect, test } from "vitest";
import { addingUp } from "../../src/drawing/adding-up";
import { seeded } from "../../src/network/random";

/** Reads a shown number back, in units of its last digit. */
function units(text: string, decimals: number): number {
  return Math.round(Number(text.replace("−", "-")) * 10 ** decimals);
}

test("numbers are shown so that they add up to the last digit", () => {
  const random = seeded(1);
  for (let i = 0; i < 2000; ++i) {
    const terms: [number, number] = [200 * random() - 100, 10 * random() - 5];
    const shown = addingUp(terms[0] + terms[1], terms);
    expect(units(shown.terms[0], 3) + units(shown.terms[1], 3)).toBe(units(shown.total, 3));
    expect(Math.abs(units(shown.terms[0], 3) / 1000 - terms[0])).toBeLessThanOrEqual(0.001);
    expect(Math.abs(units(shown.terms[1], 3) / 1000 - terms[1])).toBeLessThanOrEqual(0.001);
  }
});

test("where rounding is off by one, the term that is nearer gives way", () => {
  // 1.0004 + 1.0003 = 2.0007 would read 1.000 + 1.000 = 2.001.
  expect(addingUp(2.0007, [1.0004, 1.0003])).toEqual({ total: "2.001", terms: ["1.001", "1.000"] });
});

test("terms that do not add up are not made to", () => {
  expect(addingUp(3, [1, 1])).toEqual({ total: "3.000", terms: ["1.000", "1.000"] });
});

test("large predictions have fewer decimals, and a minus sign is a minus sign", () => {
  expect(addingUp(-12345.67, [-12345.67, 0]).total).toBe("−12345.7");
  expect(addingUp(2e6, [1e6, 1e6]).total).toBe("2000000");
});

test("three terms add up as they are shown, too", () => {
  for (const terms of [
    [0.00124, 0.00024, 0.00484],
    [1.0049, 1.0049, 1.0049],
    [-0.336, 0.336, 0.336],
  ] as const) {
    const total = terms[0] + terms[1] + terms[2];
    const shown = addingUp(total, terms, 2);
    const numbers = shown.terms.map((term) => Number(term.replace("−", "-")));
    expect(numbers[0] + numbers[1] + numbers[2]).toBeCloseTo(Number(shown.total), 10);
    for (let i = 0; i < 3; ++i) expect(Math.abs(numbers[i] - terms[i])).toBeLessThan(0.01);
  }
});
