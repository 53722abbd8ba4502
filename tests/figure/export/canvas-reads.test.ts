// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { expectTrueReads, pixelsOf, pngOf } from "../../../src/figure/export/canvas-reads";

/** What this browser makes of a level that a page reads. */
let altered: (level: number, at: number) => number;
let pngs: (Blob | null)[];

/** jsdom draws on no canvases. */
class FakeContext {
  #data: Uint8ClampedArray = new Uint8ClampedArray();
  createImageData = (width: number, height: number) => ({
    data: new Uint8ClampedArray(4 * width * height),
  });
  putImageData = ({ data }: { data: Uint8ClampedArray }): void => {
    this.#data = data;
  };
  getImageData = () => ({ data: this.#data.map(altered) });
}

beforeEach(() => {
  altered = (level) => level;
  pngs = [new Blob(["picture"])];
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockImplementation(
    () => new FakeContext() as unknown as null,
  );
  vi.spyOn(HTMLCanvasElement.prototype, "toBlob").mockImplementation((done) => done(pngs[0]));
});

afterEach(() => {
  vi.restoreAllMocks();
});

describe("a canvas", () => {
  it("is read where the browser gives back what was drawn, to a level that nobody sees", async () => {
    expect(await pngOf(document.createElement("canvas"))).toBe(pngs[0]);
    altered = (level, at) => level ^ (at % 2);
    expect(expectTrueReads).not.toThrow();
  });

  it.each<[string, typeof altered]>([
    ["white", () => 255],
    ["nothing", () => 0],
    ["stripes", (level, at) => (at % 8 < 4 ? level : 0)],
    ["one pixel of another colour", (level, at) => (at === 400 ? level + 40 : level)],
  ])("is not read where the browser gives %s in its place", async (_, alters) => {
    altered = alters;
    const canvas = document.createElement("canvas");
    const message = "This browser alters pictures that a page reads; SVG needs no such reading";
    expect(() => pixelsOf(canvas)).toThrow(message);
    await expect(pngOf(canvas)).rejects.toThrow(message);
    expect(HTMLCanvasElement.prototype.toBlob).not.toHaveBeenCalled();
  });

  it("that is too large for a picture is told", async () => {
    pngs = [null];
    await expect(pngOf(document.createElement("canvas"))).rejects.toThrow(
      "no picture of this size",
    );
  });
});
