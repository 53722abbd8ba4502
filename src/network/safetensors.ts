import { bfloat16Value, float16Bits, float16Value } from "./float16";
import type { Floats } from "./network";

/*
 * The safetensors format: 8 bytes of header length (little-endian), a JSON header
 * { name: { dtype, shape, data_offsets: [begin, end] }, __metadata__: { … } }, then the tensors'
 * bytes, row-major and little-endian, without holes.
 * https://github.com/huggingface/safetensors#format
 */

/** Kinds of numbers that are read. */
export type DType = "F32" | "F16" | "BF16";

/** A tensor as values with a shape. */
export interface Tensor {
  readonly shape: readonly number[];
  /** Row-major. */
  readonly data: Floats;
}

/** A tensor as read from a file; its numbers are widened to float32. */
export interface StoredTensor extends Tensor {
  readonly dtype: DType;
  readonly data: Float32Array<ArrayBuffer>;
}

export interface SafetensorsFile {
  /** By name, in the order of their bytes. */
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  readonly metadata: Readonly<Record<string, string>>;
}

/** A file that is no safetensors file that can be read here; the message says what was expected and what was found. */
export class SafetensorsError extends Error {
  override readonly name = "SafetensorsError";
}

const bytesOf: Readonly<Record<DType, number>> = { F32: 4, F16: 2, BF16: 2 };

/** The format's own limit. */
const maximumHeader = 100_000_000;

/**
 * Reads a safetensors file.
 * @throws SafetensorsError if the file is truncated, too long, malformed, or has numbers of another kind
 */
export function readSafetensors(file: Uint8Array | ArrayBuffer): SafetensorsFile {
  const bytes = file instanceof Uint8Array ? file : new Uint8Array(file);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 8)
    throw new SafetensorsError(
      `Expected at least 8 bytes (the header's length), found ${bytes.length}.`,
    );
  const headerLength = view.getBigUint64(0, true);
  const available = Math.min(bytes.length - 8, maximumHeader);
  if (headerLength > BigInt(available))
    throw new SafetensorsError(
      `Expected a header of ${headerLength} bytes, as the first 8 bytes say, found room for ${available}: the file is truncated or no safetensors file.`,
    );
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
  let end = 0;
  for (const [name, entry] of entries) {
    if (entry.begin !== end)
      throw new SafetensorsError(
        `Expected the bytes of tensor "${name}" to begin at ${end}, where those before it end, found ${entry.begin}.`,
      );
    if (entry.end > dataLength)
      throw new SafetensorsError(
        `Expected ${entry.end} bytes of data, up to the end of tensor "${name}", found ${dataLength}: the file is truncated.`,
      );
    end = entry.end;
    const { shape, dtype } = entry;
    tensors.set(name, { shape, dtype, data: decode(view, dataStart + entry.begin, entry) });
  }
  if (end !== dataLength)
    throw new SafetensorsError(`Expected ${end} bytes of data, found ${dataLength}.`);
  return { tensors, metadata };
}

/**
 * Writes a safetensors file, the tensors in the given order.
 * @param options.dtype F32, or F16 rounded to nearest, ties to even
 * @throws SafetensorsError if a shape does not fit its data, or a name is used twice or reserved
 */
export function writeSafetensors(
  tensors: Iterable<readonly [string, Tensor]>,
  options: { readonly dtype: "F32" | "F16"; readonly metadata?: Readonly<Record<string, string>> },
): Uint8Array<ArrayBuffer> {
  const { dtype, metadata } = options;
  const header: Record<string, unknown> = {};
  if (metadata !== undefined) header.__metadata__ = metadata;
  const chunks: Floats[] = [];
  let end = 0;
  for (const [name, { shape, data }] of tensors) {
    if (name === "__metadata__" || Object.hasOwn(header, name))
      throw new SafetensorsError(`The tensor name "${name}" is reserved or used twice.`);
    if (sizeOf(shape) !== data.length)
      throw new SafetensorsError(
        `Expected ${sizeOf(shape)} numbers in tensor "${name}" of shape ${shapeText(shape)}, found ${data.length}.`,
      );
    const begin = end;
    end += data.length * bytesOf[dtype];
    header[name] = { dtype, shape, data_offsets: [begin, end] };
    chunks.push(data);
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const headerLength = Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(8 + headerLength + end).fill(0x20, 8, 8 + headerLength);
  bytes.set(json, 8);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(headerLength), true);
  let at = 8 + headerLength;
  for (const data of chunks) {
    for (const value of data) {
      if (dtype === "F32") view.setFloat32(at, value, true);
      else view.setUint16(at, float16Bits(value), true);
      at += bytesOf[dtype];
    }
  }
  return bytes;
}

/** A shape as text, "[64, 1]". */
export function shapeText(shape: readonly number[]): string {
  return `[${shape.join(", ")}]`;
}

interface Entry {
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

function parseHeader(bytes: Uint8Array): object {
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    throw new SafetensorsError(`Expected a JSON header, found something else: ${error}.`);
  }
  if (!isRecord(header))
    throw new SafetensorsError(`Expected a JSON object as the header, found ${found(header)}.`);
  return header;
}

function checkedMetadata(value: unknown): Record<string, string> {
  if (isRecord(value)) {
    const texts = Object.entries(value).filter(
      (entry): entry is [string, string] => typeof entry[1] === "string",
    );
    if (texts.length === Object.keys(value).length) return Object.fromEntries(texts);
  }
  throw new SafetensorsError(`Expected __metadata__ to map names to texts, found ${found(value)}.`);
}

function checkedEntry(name: string, value: unknown): Entry {
  if (!isRecord(value))
    throw new SafetensorsError(
      `Expected an object that describes tensor "${name}", found ${found(value)}.`,
    );
  const { dtype, shape, data_offsets: offsets } = value;
  if (!isDType(dtype))
    throw new SafetensorsError(
      `Expected tensor "${name}" to be F32, F16 or BF16, found ${found(dtype)}.`,
    );
  if (!isWholeNumbers(shape))
    throw new SafetensorsError(
      `Expected the shape of tensor "${name}" to be a list of whole numbers, found ${found(shape)}.`,
    );
  if (!isWholeNumbers(offsets) || offsets.length !== 2 || offsets[0] > offsets[1])
    throw new SafetensorsError(
      `Expected data_offsets [begin, end] of tensor "${name}", found ${found(offsets)}.`,
    );
  const [begin, end] = offsets;
  const size = sizeOf(shape) * bytesOf[dtype];
  if (end - begin !== size)
    throw new SafetensorsError(
      `Expected ${size} bytes in tensor "${name}" of shape ${shapeText(shape)} and kind ${dtype}, found ${end - begin}.`,
    );
  return { dtype, shape, begin, end };
}

function decode(view: DataView, start: number, { dtype, shape }: Entry): Float32Array<ArrayBuffer> {
  const data = new Float32Array(sizeOf(shape));
  for (let i = 0; i < data.length; ++i) {
    if (dtype === "F32") data[i] = view.getFloat32(start + 4 * i, true);
    else {
      const bits = view.getUint16(start + 2 * i, true);
      data[i] = dtype === "F16" ? float16Value(bits) : bfloat16Value(bits);
    }
  }
  return data;
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, length) => size * length, 1);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isDType(value: unknown): value is DType {
  return typeof value === "string" && Object.hasOwn(bytesOf, value);
}

function isWholeNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((n) => Number.isSafeInteger(n) && n >= 0);
}

function found(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
