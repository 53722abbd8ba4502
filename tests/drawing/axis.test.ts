import { expect, test } from "vitest";
import { powersOfTen, tickFormat } from "../../src/drawing/axis";

test("ticks have the decimals that their step needs", () => {
  expect([0, 0.5, 1].map(tickFormat([0, 0.5, 1]))).toEqual(["0.0", "0.5", "1.0"]);
  expect([-10, 0, 10].map(tickFormat([-10, 0, 10]))).toEqual(["−10", "0", "10"]);
  expect([0, 2000].map(tickFormat([0, 2000]))).toEqual(["0", "2,000"]);
});

test("powers of ten within a domain, in either direction", () => {
  expect(powersOfTen([0.05, 2000], 9)).toEqual([0.1, 1, 10, 100, 1000]);
  expect(powersOfTen([2000, 0.05], 9)).toEqual([0.1, 1, 10, 100, 1000]);
});

test("too many powers of ten are thinned to every second or third, always with 1 among them", () => {
  expect(powersOfTen([0.01, 1000], 3)).toEqual([0.01, 1, 100]);
  expect(powersOfTen([1e-6, 1e6], 5)).toEqual([1e-6, 1e-3, 1, 1e3, 1e6]);
});
