import { expect, test } from "vitest";
import { parseNumber } from "../../src/inputs/number-field";

const bounds = { min: 1e-6, max: 10 };

test("a number is read in plain and in scientific notation", () => {
  expect(parseNumber("0.003", bounds)).toEqual({ value: 0.003 });
  expect(parseNumber(" 3e-3 ", bounds)).toEqual({ value: 0.003 });
  expect(parseNumber(".5", bounds)).toEqual({ value: 0.5 });
  expect(parseNumber("−2", { min: -5, max: 5 })).toEqual({ value: -2 });
});

test.each([
  ["", "Write a number."],
  ["fast", "“fast” is not a number, as 0.003 or 3e-3 is."],
  ["0x10", "“0x10” is not a number, as 0.003 or 3e-3 is."],
  ["1e999", "“1e999” is not a number, as 0.003 or 3e-3 is."],
  ["0", "0 is less than 0.000001."],
  ["11", "11 is more than 10."],
])("in %o it names what is wrong", (text, wrong) => {
  expect(parseNumber(text, bounds)).toEqual({ wrong });
});

test("a seed must be whole", () => {
  expect(parseNumber("1.5", { min: 0, max: 9, whole: true })).toEqual({
    wrong: "1.5 is not a whole number.",
  });
});
