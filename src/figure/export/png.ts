/** Pixels from the top left, row by row, four bytes each: red, green, blue, opacity. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/**
 * Pixels as a PNG, written without a canvas, which not every browser lets a page read.
 * https://www.w3.org/TR/png-3/
 * @param scaled its width and height, to which pixels are repeated, so that they keep their edges in every program
 */
export async function pngBytes(
  { width, height, data }: Pixels,
  scaled: { readonly width: number; readonly height: number },
): Promise<Uint8Array<ArrayBuffer>> {
  const source = new Uint32Array(data.slice().buffer);
  const stride = 1 + 4 * scaled.width;
  const rows = new Uint8Array(stride * scaled.height);
  const line = new Uint32Array(scaled.width);
  const from = (at: number, all: number, of: number): number => Math.floor(((at + 0.5) * of) / all);
  for (let y = 0; y < scaled.height; ++y) {
    const start = width * from(y, scaled.height, height);
    for (let x = 0; x < scaled.width; ++x) line[x] = source[start + from(x, scaled.width, width)];
    // The byte before each row, 0, says that it is as it is.
    rows.set(new Uint8Array(line.buffer), y * stride + 1);
  }
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, scaled.width);
  header.setUint32(4, scaled.height);
  header.setUint8(8, 8); // Bits of a channel.
  header.setUint8(9, 6); // Red, green, blue and opacity.
  const parts = [
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk("IHDR", new Uint8Array(header.buffer)),
    chunk("IDAT", await deflated(rows)),
    chunk("IEND", new Uint8Array(0)),
  ];
  const png = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    png.set(part, at);
    at += part.length;
  }
  return png;
}

async function deflated(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  if (!("CompressionStream" in globalThis)) return stored(bytes);
  const stream = new Response(bytes).body!.pipeThrough(new CompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Bytes in the form of `deflated` (RFC 1950), but as long as they are, where a browser compresses nothing. */
function stored(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const most = 0xffff;
  const blocks: number[] = [0x78, 0x01];
  let [sum, sums] = [1, 0];
  for (let start = 0; start < bytes.length; start += most) {
    const block = bytes.subarray(start, start + most);
    const isLast = start + most >= bytes.length;
    const { length } = block;
    blocks.push(Number(isLast), length & 255, length >> 8, ~length & 255, (~length >> 8) & 255);
    for (const byte of block) {
      blocks.push(byte);
      sum = (sum + byte) % 65521;
      sums = (sums + sum) % 65521;
    }
  }
  blocks.push(sums >> 8, sums & 255, sum >> 8, sum & 255);
  return Uint8Array.from(blocks);
}

function chunk(type: string, content: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(12 + content.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, content.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(content, 8);
  view.setUint32(8 + content.length, checksum(bytes.subarray(4, 8 + content.length)));
  return bytes;
}

/** CRC-32. */
function checksum(bytes: Uint8Array): number {
  let rest = -1;
  for (const byte of bytes) {
    rest ^= byte;
    for (let bit = 0; bit < 8; ++bit) rest = (rest >>> 1) ^ (rest & 1 ? 0xedb88320 : 0);
  }
  return ~rest >>> 0;
}
