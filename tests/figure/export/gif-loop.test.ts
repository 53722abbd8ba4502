import { GifReader } from "omggif";
import { describe, expect, it } from "vitest";
import { GifLoop } from "../../../src/figure/export/gif-loop";

const [width, height] = [40, 20];

/** White, with a bar of a colour at a place. */
function picture(at: number, [red, green, blue]: readonly number[]): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray(4 * width * height).fill(255);
  for (let y = 5; y < 15; ++y)
    for (let x = at; x < at + 4; ++x) pixels.set([red, green, blue], 4 * (y * width + x));
  return pixels;
}

describe("a GIF that loops", () => {
  const pictures = [picture(2, [200, 0, 0]), picture(10, [200, 0, 0]), picture(18, [0, 0, 200])];
  const frames = [0, 1, 2, 1];
  const loop = new GifLoop({ width, height, interval: 40 }, pictures);
  for (const each of pictures) loop.add(each);
  for (const frame of frames) loop.write(frame);
  const gif = new GifReader(Buffer.from(loop.finish()));

  it("has the size, the frames and the time of the loop", () => {
    expect([gif.width, gif.height, gif.numFrames(), gif.loopCount()]).toEqual([40, 20, 4, 0]);
    for (let i = 0; i < 4; ++i) expect(gif.frameInfo(i).delay).toBe(4);
  });

  it("shows each picture in its turn, though a frame has only what changes", () => {
    const shown = new Uint8ClampedArray(4 * width * height);
    for (const [i, frame] of frames.entries()) {
      gif.decodeAndBlitFrameRGBA(i, shown);
      let furthest = 0;
      shown.forEach((value, at) => {
        furthest = Math.max(furthest, Math.abs(value - pictures[frame][at]));
      });
      expect(furthest, `frame ${i}`).toBeLessThanOrEqual(8);
    }
    expect(gif.frameInfo(1).data_length).toBeLessThan(gif.frameInfo(0).data_length + 40);
  });
});
