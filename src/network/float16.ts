const word = new DataView(new ArrayBuffer(4));

/**
 * The IEEE 754 binary16 number nearest to a value, ties to even, as its 16 bits.
 * What is too large becomes an infinity, what is too small a subnormal number or zero.
 */
export function float16Bits(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.abs(value);
  if (Number.isNaN(value)) return 0x7e00;
  // Halfway between the largest finite number, 65504, and 2¹⁶.
  if (size >= 65520) return sign | 0x7c00;
  if (size < 2 ** -14) return sign | roundToEven(size * 2 ** 24);
  const exponent = Math.floor(Math.log2(size));
  // log2 may round up to a whole number just below a power of two.
  const exact = 2 ** exponent > size ? exponent - 1 : exponent;
  // A mantissa that rounds up to 2048 carries into the exponent, as it should.
  return sign | (((exact + 14) << 10) + roundToEven(size * 2 ** (10 - exact)));
}

/** The value of a binary16 number given by its 16 bits. */
export function float16Value(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** The value of a bfloat16 number given by its 16 bits: the upper half of a float32. */
export function bfloat16Value(bits: number): number {
  word.setUint32(0, bits << 16);
  return word.getFloat32(0);
}

/** Rounds a number ≥ 0 to the nearest whole number, halves to even. */
function roundToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
}
