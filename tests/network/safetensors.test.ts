import { describe, expect, test } from "vitest";
import { seeded } from "../../src/network/random";
import { readSafetensors, SafetensorsError } from "../../src/network/safetensors";
import { writeSafetensors } from "../../src/network/safetensors-write";
import { readStrictly } from "../../src/network/strict-safetensors";
import { referenceBytes } from "./reference";

const tensors: [string, { shape: number[]; data: Float32Array<ArrayBuffer> }][] = [
  ["first", { shape: [2, 3], data: Float32Array.of(1, -2, 0.5, 1e-3, 7, 1 / 3) }],
  ["naïve", { shape: [], data: Float32Array.of(42) }],
  ["empty", { shape: [0, 4], data: new Float32Array(0) }],
];

/** A file with this header and so many bytes of data. */
function file(header: unknown, dataBytes: number): Uint8Array {
  const json = new TextEncoder().encode(
    typeof header === "string" ? header : JSON.stringify(header),
  );
  const bytes = new Uint8Array(8 + json.length + dataBytes);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  return bytes;
}

const entry = (dtype: unknown, shape: unknown, offsets: unknown): object => ({
  dtype,
  shape,
  data_offsets: offsets,
});

describe("a file that was written is read back", () => {
  test("in float32, exactly, with its metadata", () => {
    const bytes = writeSafetensors(tensors, { dtype: "F32", metadata: { seed: "7" } });
    const read = readSafetensors(bytes);
    expect(read.metadata).toEqual({ seed: "7" });
    expect([...read.tensors.keys()]).toEqual(["first", "naïve", "empty"]);
    for (const [name, { shape, data }] of tensors)
      expect(read.tensors.get(name)).toEqual({ dtype: "F32", shape, data });
  });

  test("in float16, to three digits and in half the room", () => {
    const bytes = writeSafetensors(tensors, { dtype: "F16" });
    const { data, dtype } = readSafetensors(bytes).tensors.get("first")!;
    expect(dtype).toBe("F16");
    for (const [i, value] of tensors[0][1].data.entries())
      expect(Math.abs(data[i] / value - 1)).toBeLessThan(2 ** -11);
    const wide = writeSafetensors(tensors, { dtype: "F32" });
    expect(wide.length - bytes.length).toBe(2 * 7);
  });

  test("from the middle of a larger buffer", () => {
    const bytes = writeSafetensors(tensors, { dtype: "F32" });
    const larger = new Uint8Array(bytes.length + 3);
    larger.set(bytes, 3);
    expect(readSafetensors(larger.subarray(3))).toEqual(readSafetensors(bytes));
    expect(readSafetensors(bytes.buffer)).toEqual(readSafetensors(bytes));
  });
});

test("the header is padded with spaces to whole 8 bytes", () => {
  const bytes = writeSafetensors(tensors, { dtype: "F32" });
  const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
  expect(length % 8).toBe(0);
  expect(new TextDecoder().decode(bytes.subarray(8, 8 + length))).toMatch(/^\{.*\} *$/);
});

test("a file made by PyTorch is read, and written again to the same numbers", () => {
  const { tensors: read } = readSafetensors(referenceBytes("init.safetensors"));
  expect([...read].map(([name, { shape }]) => [name, shape])).toEqual([
    ["unit.0.weight", [64, 1]],
    ["unit.0.bias", [64]],
    ["unit.2.weight", [256, 64]],
    ["unit.2.bias", [256]],
    ["unit.4.weight", [64, 256]],
    ["unit.4.bias", [64]],
    ["unit.6.weight", [1, 64]],
    ["unit.6.bias", [1]],
  ]);
  const again = readSafetensors(writeSafetensors(read, { dtype: "F32" }));
  expect(again.tensors).toEqual(read);
});

test("bfloat16 is read", () => {
  const bytes = file({ a: entry("BF16", [2], [0, 4]) }, 4);
  bytes.set([0x80, 0x3f, 0x49, 0xc0], bytes.length - 4);
  expect(readSafetensors(bytes).tensors.get("a")!.data).toEqual(Float32Array.of(1, -3.140625));
});

test("a file truncated anywhere is refused", () => {
  const bytes = writeSafetensors(tensors, { dtype: "F32" });
  for (let length = 0; length < bytes.length; ++length)
    expect(() => readSafetensors(bytes.subarray(0, length))).toThrow(SafetensorsError);
});

test("a file damaged anywhere is refused, or read as what it still says", () => {
  const good = writeSafetensors(tensors, { dtype: "F32", metadata: { seed: "7" } });
  const headerEnd = 8 + Number(new DataView(good.buffer).getBigUint64(0, true));
  const random = seeded(11);
  const below = (n: number): number => Math.floor(random() * n);
  const pieces = ['"__proto__":', '"constructor":', "[", "]", "{", "}", '"', ",", "-", "9e99"];
  let refused = 0;
  for (let i = 0; i < 400; ++i) {
    const bytes = good.slice();
    for (let change = below(3); change >= 0; --change) {
      const at = below(3) === 0 ? below(bytes.length) : 8 + below(headerEnd - 20);
      if (below(2) === 0) bytes[at] = below(256);
      else {
        const piece = new TextEncoder().encode(pieces[below(pieces.length)]);
        bytes.set(piece.slice(0, bytes.length - at), at);
      }
    }
    try {
      const { tensors: read, unread } = readStrictly(bytes);
      let numbers = 0;
      for (const { shape, data } of read.values()) {
        expect(data).toHaveLength(shape.reduce((size, length) => size * length, 1));
        numbers += data.length;
      }
      // What is read is no more than what is there.
      expect(2 * numbers + unread.size).toBeLessThan(bytes.length - 8);
    } catch (error) {
      expect(error).toBeInstanceOf(SafetensorsError);
      expect((error as Error).message.length).toBeLessThan(400);
      ++refused;
    }
  }
  expect(refused).toBeGreaterThan(200);
  expect(refused).toBeLessThan(400);
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as Record<string, unknown>).dtype).toBeUndefined();
});

test("a tensor may have the name of what every object has", () => {
  const names = ["__proto__", "constructor", "toString"];
  const described = names.map(
    (name, i) => `"${name}":${JSON.stringify(entry("F32", [1], [4 * i, 4 * i + 4]))}`,
  );
  const { tensors: read } = readSafetensors(file(`{${described.join(",")}}`, 12));
  expect([...read.keys()]).toEqual(names);
});

test.each<[string, Uint8Array, string]>([
  ["that begins with white space", file(" {}", 0), "Expected a header that begins with {."],
  ["that begins with a byte order mark", file("\ufeff{}", 0), "that begins with {."],
  [
    "with a name twice, once escaped",
    file('{"__metadata__":{"a":"1","\\u0061":"2"}}', 0),
    'Expected each name once, found "a" twice.',
  ],
  [
    "with lists in lists",
    file(`{"a":${"[".repeat(5000)}${"]".repeat(5000)}}`, 0),
    "Expected a list of tensors as the header, found one too deep.",
  ],
  ["too short for a length", new Uint8Array(5), "This is no safetensors file: it has 5 bytes"],
  [
    "not a safetensors file",
    new TextEncoder().encode("<!doctype html><title>Not found</title>"),
    "This is no safetensors file, or only the beginning of one.",
  ],
  ["without JSON", file("{nonsense", 0), "Expected a header in JSON, found a damaged one."],
  ["with a list as header", file([1], 0), "Expected a header that begins with {."],
  [
    "with other metadata",
    file({ __metadata__: { seed: 1 } }, 0),
    'Expected __metadata__ to map names to texts, found {"seed":1}.',
  ],
  [
    "with a number as tensor",
    file({ a: 3 }, 0),
    'Expected an object that describes tensor "a", found 3.',
  ],
  [
    "of an unknown kind of numbers",
    file({ a: entry("Q4", [1], [0, 8]) }, 8),
    'Expected tensor "a" to be F64, F32, F16 or BF16, found "Q4".',
  ],
  [
    "of a negative shape",
    file({ a: entry("F32", [-1], [0, 4]) }, 4),
    'Expected the shape of tensor "a" to be a list of whole numbers, found [-1].',
  ],
  [
    "without offsets",
    file({ a: entry("F32", [1], undefined) }, 4),
    'Expected data_offsets [begin, end] of tensor "a", found nothing.',
  ],
  [
    "with backward offsets",
    file({ a: entry("F32", [1], [4, 0]) }, 4),
    'Expected data_offsets [begin, end] of tensor "a", found [4,0].',
  ],
  [
    "with offsets that do not fit the shape",
    file({ a: entry("F32", [2, 2], [0, 12]) }, 12),
    'Expected 16 bytes in tensor "a" of shape [2, 2] and kind F32, found 12.',
  ],
  [
    "with a hole",
    file({ a: entry("F32", [1], [0, 4]), b: entry("F32", [1], [8, 12]) }, 12),
    'Expected the bytes of tensor "b" to begin at 4, where those before it end, found 8.',
  ],
  [
    "with tensors over one another",
    file({ a: entry("F32", [2], [0, 8]), b: entry("F32", [2], [4, 12]) }, 12),
    'Expected the bytes of tensor "b" to begin at 8, where those before it end, found 4.',
  ],
  [
    "with too little data",
    file({ a: entry("F32", [2], [0, 8]) }, 7),
    'Expected 8 bytes of data, up to the end of tensor "a", found 7: the file is truncated.',
  ],
  [
    "with too much data",
    file({ a: entry("F32", [2], [0, 8]) }, 9),
    "Expected 8 bytes of data, found 9.",
  ],
])("a file %s is refused with what was expected and found", (_, bytes, message) => {
  expect(() => readStrictly(bytes)).toThrow(SafetensorsError);
  expect(() => readStrictly(bytes)).toThrow(message);
});

test("what could not be read back is not written", () => {
  const data = Float32Array.of(1, 2);
  const write = (...named: [string, { shape: number[]; data: Float32Array<ArrayBuffer> }][]) =>
    writeSafetensors(named, { dtype: "F32" });
  expect(() => write(["a", { shape: [3], data }])).toThrow(
    'Expected 3 numbers in tensor "a" of shape [3], found 2.',
  );
  expect(() => write(["a", { shape: [2], data }], ["a", { shape: [2], data }])).toThrow(
    "used twice",
  );
  expect(() => write(["__metadata__", { shape: [2], data }])).toThrow("reserved");
});
