import { expect, test } from "vitest";
import { parseWholeNumbers } from "../../src/inputs/number-list";

const bounds = { min: 0, max: 5000, most: 4 };

test("a list is read with commas, spaces or both, and comes back increasing", () => {
  expect(parseWholeNumbers("0, 10,20", bounds)).toEqual({ value: [0, 10, 20] });
  expect(parseWholeNumbers(" 20 0 10 ", bounds)).toEqual({ value: [0, 10, 20] });
});

test.each([
  ["", "Write at least one number."],
  [" , ", "Write at least one number."],
  ["10, ten", "“ten” is not a whole number."],
  ["10, 2.5", "“2.5” is not a whole number."],
  ["10, −1", "−1 is less than 0."],
  ["10, 5001", "5001 is more than 5000."],
  ["10, 20, 10", "10 is there twice."],
  ["1, 2, 3, 4, 5", "At most 4 numbers; there are 5."],
])("in %o it names what is wrong", (text, wrong) => {
  expect(parseWholeNumbers(text, bounds)).toEqual({ wrong });
});
