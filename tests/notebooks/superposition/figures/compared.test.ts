import { expect, test } from "vitest";
import {
  chance,
  compared,
  decimal,
  order,
  times,
} from "../../../../notebooks/superposition/figures/compared";

test("numbers that are closer than they scatter are the same", () => {
  expect(order(1, 1.01)).toBe(0);
  expect(order(1, 1.1)).toBe(-1);
  expect(order(1.1, 1)).toBe(1);
  expect(order(0, 0)).toBe(0);
  expect(order(Number.NaN, 1)).toBe(0);
});

test("one is so many times smaller or larger than another", () => {
  expect(compared(0.07, 0.15)).toBe("2.1 times smaller");
  expect(compared(0.006, 0.003)).toBe("2.0 times larger");
  expect(compared(0.3, 0.01)).toBe("30 times larger");
  expect(compared(0.107, 0.1)).toBe("a little larger");
  expect(compared(0.1, 0.107)).toBe("a little smaller");
  expect(compared(0.1, 0.1)).toBe("as large");
  expect(compared(0, 0.1)).toBe("none");
});

test("factors have as many digits as mean something", () => {
  expect([0.314, 1.26, 9.96, 33.3].map(times)).toEqual(["0.31", "1.3", "10", "33"]);
});

test("a probability is written without zeros at its end", () => {
  expect([0.005, 0.02, 0.4272, 1].map(chance)).toEqual(["0.005", "0.02", "0.43", "1"]);
});

test("what is not a number is called so", () => {
  expect([decimal(-0.5, 2), decimal(Number.NaN, 2)]).toEqual(["−0.50", "not finite"]);
});
