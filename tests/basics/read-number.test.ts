import { expect, it } from "vitest";
import { listEntries, readNumber } from "../../src/basics/read-number";

it.each([
  ["0.003", 0.003],
  ["0,003", 0.003],
  ["7,3", 7.3],
  ["-7,3", -7.3],
  [",5", 0.5],
  [".5", 0.5],
  ["3e-3", 0.003],
  ["3·10-3", 0.003],
  ["3×10⁻³", 0.003],
  ["1.2×10⁻⁵", 1.2e-5],
  ["０．００３", 0.003],
  ["０，００３", 0.003],
  ["１２", 12],
  ["−2", -2],
  ["1,000", 1000],
  ["10,000", 10_000],
  ["1 000", 1000],
  ["1\u202f000\u00a0", 1000],
  ["1,234,567.5", 1234567.5],
  [" 5 ", 5],
  ["5.", 5],
])("reads %j", (text, value) => {
  expect(readNumber(text)).toBeCloseTo(value, 12);
});

it.each([
  "",
  "fast",
  "0x10",
  "1,2,3",
  "0,10,20",
  "1.000,5",
  "1,00,0",
  "5;",
  "NaN",
  "Infinity",
  "1e",
  "--2",
  "10 20",
  "e5",
  "×10³",
])("reads no number in %j", (text) => {
  expect(readNumber(text)).toBeNaN();
});

it("reads back what the page itself writes, whatever the number", () => {
  for (let exponent = -6; exponent <= 6; ++exponent)
    for (const mantissa of [1, 1.5, 9.999]) {
      const value = Number((mantissa * 10 ** exponent).toPrecision(4));
      expect(readNumber(String(value))).toBe(value);
      expect(readNumber(value.toLocaleString("en", { maximumFractionDigits: 10 }))).toBe(value);
      // Three digits behind a comma are thousands, as the page writes them.
      const comma = String(value).replace(".", ",");
      if (!/^[1-9]\d*,\d{3}$/.test(comma)) expect(readNumber(comma)).toBeCloseTo(value, 12);
    }
});

it.each([
  ["0, 10, 20", ["0", "10", "20"]],
  ["0,10,20", ["0", "10", "20"]],
  ["0 10  20", ["0", "10", "20"]],
  ["0; 10; 20", ["0", "10", "20"]],
  ["0，10，20", ["0", "10", "20"]],
  ["0、10、20", ["0", "10", "20"]],
  ["0, 10,20", ["0", "10", "20"]],
  ["1 000, 2 000", ["1 000", "2 000"]],
  ["1,000, 2,000", ["1,000", "2,000"]],
  [" , ", []],
])("takes %j apart", (text, entries) => {
  expect(listEntries(text)).toEqual(entries);
});
