import { expect, test } from "vitest";
import { bfloat16Value, float16Bits, float16Value } from "../../src/network/float16";

test("every 16 bits that are a number come back as they were", () => {
  const changed = Array.from({ length: 0x10000 }, (_, bits) => bits).filter((bits) => {
    const value = float16Value(bits);
    return !Number.isNaN(value) && float16Bits(value) !== bits;
  });
  expect(changed).toEqual([]);
});

test("what lies between two numbers goes to the nearest, ties to even", () => {
  for (let bits = 0; bits < 0x7bff; bits += 7) {
    const low = float16Value(bits);
    const high = float16Value(bits + 1);
    const middle = (low + high) / 2;
    expect(float16Bits(middle)).toBe(bits + (bits % 2));
    expect(float16Bits(middle - (high - low) / 1024)).toBe(bits);
    expect(float16Bits(middle + (high - low) / 1024)).toBe(bits + 1);
  }
});

test.each([
  [1, 0x3c00],
  [-2, 0xc000],
  [65504, 0x7bff],
  [65519.99, 0x7bff],
  [65520, 0x7c00],
  [-1e9, 0xfc00],
  [2 ** -24, 0x0001],
  [2 ** -25, 0x0000],
  [2 ** -25 * 1.001, 0x0001],
  [-0, 0x8000],
  [1 / 3, 0x3555],
])("%d is 16 bits of IEEE 754", (value, bits) => {
  expect(float16Bits(value)).toBe(bits);
});

test("what is not a number stays so", () => {
  expect(float16Value(float16Bits(Number.NaN))).toBeNaN();
});

test.each([
  [0x3f80, 1],
  [0xc049, -3.140625],
  [0x7f80, Infinity],
])("the bfloat16 bits %d are a number", (bits, value) => {
  expect(bfloat16Value(bits)).toBe(value);
});
