import { PNG } from "pngjs";
import { afterEach, describe, expect, it, vi } from "vitest";
import { pngBytes } from "../../../src/figure/export/png";

const red = [255, 0, 0, 255];
const clear = [10, 20, 30, 0];
const blue = [0, 0, 255, 128];
const green = [1, 200, 3, 255];
const pixels = {
  width: 2,
  height: 2,
  data: Uint8ClampedArray.from([red, clear, blue, green].flat()),
};

const read = async (width: number, height: number): Promise<number[][]> => {
  const { data } = PNG.sync.read(Buffer.from(await pngBytes(pixels, { width, height })));
  return Array.from({ length: width * height }, (_, i) => [...data.subarray(4 * i, 4 * i + 4)]);
};

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("a PNG that is written without a canvas", () => {
  it("has the pixels as they are, their opacity too", async () => {
    expect(await read(2, 2)).toEqual([red, clear, blue, green]);
  });

  it("repeats each where it is scaled, with its edges", async () => {
    expect(await read(5, 3)).toEqual([
      ...[red, red, clear, clear, clear],
      ...[blue, blue, green, green, green],
      ...[blue, blue, green, green, green],
    ]);
  });

  it("is whole, if larger, where the browser compresses nothing", async () => {
    const compressed = await pngBytes(pixels, { width: 300, height: 100 });
    const before = await read(300, 100);
    vi.stubGlobal("CompressionStream", undefined);
    Reflect.deleteProperty(globalThis, "CompressionStream");
    expect((await pngBytes(pixels, { width: 300, height: 100 })).length).toBeGreaterThan(
      50 * compressed.length,
    );
    expect(await read(300, 100)).toEqual(before);
  });
});
