import { bfloat16Value, float16Value } from "./float16";
import type { Floats } from "./network";

/*
 * The safetensors format: 8 bytes of header length (little-endian), a JSON header
 * { name: { dtype, shape, data_offsets: [begin, end] }, __metadata__: { … } }, then the tensors'
 * bytes, row-major and little-endian, without holes.
 * https://github.com/huggingface/safetensors#format
 */

/** Kinds of numbers that are read. */
export type DType = "F64" | "F32" | "F16" | "BF16";

/** A tensor as values with a shape. */
export interface Tensor {
  readonly shape: readonly number[];
  /** Row-major. */
  readonly data: Floats;
}

/** A tensor as read from a file; its numbers are widened, or from float64 rounded, to float32. */
export interface StoredTensor extends Tensor {
  readonly dtype: DType;
  readonly data: Float32Array<ArrayBuffer>;
}

export interface SafetensorsFile {
  /** By name, in the order of their bytes. */
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  /** The kinds of the tensors whose numbers are not read, by name: counters and masks, "I64" and "BOOL". */
  readonly unread: ReadonlyMap<string, string>;
  readonly metadata: Readonly<Record<string, string>>;
}

/** A file that is no safetensors file that can be read here; the message says what was expected and what was found. */
export class SafetensorsError extends Error {
  override readonly name = "SafetensorsError";
}

/** Bytes of a number that is read, and of the others that the format knows. */
const bytesOf: Readonly<Record<DType, number>> = { F64: 8, F32: 4, F16: 2, BF16: 2 };
const bytesOfAll: Readonly<Record<string, number>> = {
  ...bytesOf,
  ...{ BOOL: 1, U8: 1, I8: 1, U16: 2, I16: 2, U32: 4, I32: 4, U64: 8, I64: 8 },
};

/** The format's own limit. */
const maximumHeader = 100_000_000;

/**
 * Reads a safetensors file of one's own; `readStrictly` is for those of others.
 * @throws SafetensorsError if the file is truncated, too long or malformed
 */
export function readSafetensors(file: Uint8Array | ArrayBuffer): SafetensorsFile {
  const bytes = file instanceof Uint8Array ? file : new Uint8Array(file);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 8)
    throw new SafetensorsError(
      `This is no safetensors file: it has ${bytes.length} bytes, and one begins with 8 for its header’s length.`,
    );
  const headerLength = view.getBigUint64(0, true);
  if (headerLength > BigInt(Math.min(bytes.length - 8, maximumHeader)))
    throw new SafetensorsError("This is no safetensors file, or only the beginning of one.");
  const dataStart = 8 + Number(headerLength);
  const header = parseHeader(bytes.subarray(8, dataStart));
  const dataLength = bytes.length - dataStart;

  let metadata: Record<string, string> = {};
  const entries: [string, Entry][] = [];
  for (const [name, value] of Object.entries(header)) {
    if (name === "__metadata__") metadata = checkedMetadata(value);
    else entries.push([name, checkedEntry(name, value)]);
  }
  entries.sort(([, a], [, b]) => a.begin - b.begin || a.end - b.end);

  const tensors = new Map<string, StoredTensor>();
  const unread = new Map<string, string>();
  let end = 0;
  for (const [name, entry] of entries) {
    if (entry.begin !== end)
      throw new SafetensorsError(
        `Expected the bytes of tensor ${quoted(name)} to begin at ${end}, where those before it end, found ${entry.begin}.`,
      );
    if (entry.end > dataLength)
      throw new SafetensorsError(
        `Expected ${entry.end} bytes of data, up to the end of tensor ${quoted(name)}, found ${dataLength}: the file is truncated.`,
      );
    end = entry.end;
    const { shape, dtype } = entry;
    if (isRead(dtype))
      tensors.set(name, {
        shape,
        dtype,
        data: decode(view, dataStart + entry.begin, shape, dtype),
      });
    else unread.set(name, dtype);
  }
  if (end !== dataLength)
    throw new SafetensorsError(`Expected ${end} bytes of data, found ${dataLength}.`);
  return { tensors, unread, metadata };
}

/** A shape as text, "[64, 1]". */
export function shapeText(shape: readonly number[]): string {
  return `[${shape.join(", ")}]`;
}

/** What is in a file's own words, on one line that is not too long: a name, a number, a list. */
export function quoted(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

function parseHeader(bytes: Uint8Array): object {
  // White space and a byte order mark before it are forbidden, and a list is no header.
  if (bytes[0] !== 0x7b) throw new SafetensorsError("Expected a header that begins with {.");
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new SafetensorsError("Expected a header in JSON, found a damaged one.");
  }
}

function checkedMetadata(value: unknown): Record<string, string> {
  if (isRecord(value)) {
    const texts = Object.entries(value).filter(
      (entry): entry is [string, string] => typeof entry[1] === "string",
    );
    if (texts.length === Object.keys(value).length) return Object.fromEntries(texts);
  }
  throw new SafetensorsError(
    `Expected __metadata__ to map names to texts, found ${quoted(value)}.`,
  );
}

function checkedEntry(name: string, value: unknown): Entry {
  if (!isRecord(value))
    throw new SafetensorsError(
      `Expected an object that describes tensor ${quoted(name)}, found ${quoted(value)}.`,
    );
  const { dtype, shape, data_offsets: offsets } = value;
  if (typeof dtype !== "string" || !Object.hasOwn(bytesOfAll, dtype))
    throw new SafetensorsError(
      `Expected tensor ${quoted(name)} to be F64, F32, F16 or BF16, found ${quoted(dtype)}.`,
    );
  if (!isWholeNumbers(shape))
    throw new SafetensorsError(
      `Expected the shape of tensor ${quoted(name)} to be a list of whole numbers, found ${quoted(shape)}.`,
    );
  if (!isWholeNumbers(offsets) || offsets.length !== 2 || offsets[0] > offsets[1])
    throw new SafetensorsError(
      `Expected data_offsets [begin, end] of tensor ${quoted(name)}, found ${quoted(offsets)}.`,
    );
  const [begin, end] = offsets;
  const size = sizeOf(shape) * bytesOfAll[dtype];
  if (end - begin !== size)
    throw new SafetensorsError(
      `Expected ${size} bytes in tensor ${quoted(name)} of shape ${shapeText(shape)} and kind ${dtype}, found ${end - begin}.`,
    );
  return { dtype, shape, begin, end };
}

function decode(
  view: DataView,
  start: number,
  shape: readonly number[],
  dtype: DType,
): Float32Array<ArrayBuffer> {
  const data = new Float32Array(sizeOf(shape));
  for (let i = 0; i < data.length; ++i) {
    const at = start + bytesOf[dtype] * i;
    if (dtype === "F64") data[i] = view.getFloat64(at, true);
    else if (dtype === "F32") data[i] = view.getFloat32(at, true);
    else if (dtype === "F16") data[i] = float16Value(view.getUint16(at, true));
    else data[i] = bfloat16Value(view.getUint16(at, true));
  }
  return data;
}

/** Numbers in a tensor of a shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, length) => size * length, 1);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isRead(dtype: string): dtype is DType {
  return Object.hasOwn(bytesOf, dtype);
}

function isWholeNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((n) => Number.isSafeInteger(n) && n >= 0);
}
