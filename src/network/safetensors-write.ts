import { float16Bits } from "./float16";
import type { Floats } from "./network";
import { quoted, SafetensorsError, shapeText, sizeOf, type Tensor } from "./safetensors";

const bytesOf = { F32: 4, F16: 2 };

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
      throw new SafetensorsError(`The tensor name ${quoted(name)} is reserved or used twice.`);
    if (sizeOf(shape) !== data.length)
      throw new SafetensorsError(
        `Expected ${sizeOf(shape)} numbers in tensor ${quoted(name)} of shape ${shapeText(shape)}, found ${data.length}.`,
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
