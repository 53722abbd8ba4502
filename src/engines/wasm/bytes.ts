/*
 * The binary encoding of WebAssembly's numbers, names and lists.
 * W3C, "WebAssembly Core Specification", chapter "Binary Format".
 */

export type Bytes = readonly number[];

/** An unsigned integer below 2³² in LEB128. */
export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value >>> 0;
  do {
    const low = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest === 0 ? low : low | 0x80);
  } while (rest !== 0);
  return bytes;
}

/** A signed 32-bit integer in LEB128. */
export function signed(value: number): number[] {
  return signed64(BigInt(value));
}

/** A signed 64-bit integer in LEB128. */
export function signed64(value: bigint): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (;;) {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    if (rest === (low & 0x40 ? -1n : 0n)) {
      bytes.push(low);
      return bytes;
    }
    bytes.push(low | 0x80);
  }
}

/** A float64, little-endian. */
export function float64(value: number): number[] {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setFloat64(0, value, true);
  return [...bytes];
}

/** Bytes after their number. */
export function sized(bytes: Bytes): number[] {
  return [...unsigned(bytes.length), ...bytes];
}

/** Items after their number. */
export function list(items: readonly Bytes[]): number[] {
  return [...unsigned(items.length), ...items.flat()];
}

/** A name in ASCII. */
export function name(text: string): number[] {
  return sized([...text].map((letter) => letter.charCodeAt(0)));
}
