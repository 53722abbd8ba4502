import { quoted, readSafetensors, SafetensorsError, type SafetensorsFile } from "./safetensors";

/** Nested objects and lists in a header: it, a tensor, its shape. More is forbidden, far more breaks JSON.parse. */
const deepest = 16;

/** What JSON makes of a name: one may be written in several ways. */
function nameOf(json: string): string {
  try {
    return JSON.parse(json);
  } catch {
    throw new SafetensorsError("Expected a header in JSON, found a damaged one.");
  }
}

/** @throws SafetensorsError if an object has a key twice, of which JSON.parse keeps the last, or if too much is nested */
function expectFlat(json: string): void {
  const keys: Set<string>[] = [];
  for (const [token, isKey] of json.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?|[{}[\]]/gs)) {
    if (token === "{" || token === "[") keys.push(new Set());
    else if (token === "}" || token === "]") keys.pop();
    else if (isKey) {
      const name = nameOf(token.slice(0, -isKey.length));
      if (keys.at(-1)?.has(name))
        throw new SafetensorsError(`Expected each name once, found ${quoted(name)} twice.`);
      keys.at(-1)?.add(name);
    }
    if (keys.length > deepest)
      throw new SafetensorsError("Expected a list of tensors as the header, found one too deep.");
  }
}

/**
 * Reads a safetensors file of which nobody knows who wrote it: what the format forbids and a reader of JSON lets pass is refused.
 * @throws SafetensorsError as `readSafetensors`, and if a name stands twice or too much is nested
 */
export function readStrictly(file: Uint8Array | ArrayBuffer): SafetensorsFile {
  const bytes = file instanceof Uint8Array ? file : new Uint8Array(file);
  // What is wrong with its length, the reader says.
  if (bytes.length >= 8) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, 8);
    const end = 8 + Number(view.getBigUint64(0, true));
    if (end <= bytes.length) expectFlat(new TextDecoder().decode(bytes.subarray(8, end)));
  }
  return readSafetensors(bytes);
}
