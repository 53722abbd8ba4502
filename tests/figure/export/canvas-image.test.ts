// @vitest-environment jsdom
import { PNG } from "pngjs";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { drawHeatmap } from "../../../src/drawing/heatmap";
import { canvasEncoder, rememberingEncoder } from "../../../src/figure/export/canvas-image";

/** A colour of four bytes, as a canvas has it in memory. */
const colour = (...bytes: number[]): number => new Uint32Array(Uint8Array.from(bytes).buffer)[0];
const low = [10, 20, 200, 255];
const high = [250, 240, 30, 128];
const ramp = Uint32Array.from({ length: 256 }, (_, i) => colour(...(i < 128 ? low : high)));

beforeEach(() => {
  // A browser that alters whatever is read: what was drawn is known without.
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue({
    createImageData: (width: number, height: number) => ({
      width,
      height,
      data: new Uint8ClampedArray(4 * width * height),
    }),
    putImageData: vi.fn(),
    getImageData: () => {
      throw new Error("It was read.");
    },
  } as unknown as null);
});

afterEach(() => {
  vi.restoreAllMocks();
});

function heatmap(canvas: HTMLCanvasElement, values: number[]): HTMLCanvasElement {
  const domain = [0, 1] as const;
  drawHeatmap(canvas, { values: Float32Array.from(values), columns: 2, order: [0], domain, ramp });
  return canvas;
}

it("writes a heat map into a picture, at its size and in its colours, without reading the canvas", async () => {
  const url = await canvasEncoder(2)(heatmap(document.createElement("canvas"), [0, 1]), 2, 1);
  expect(url).toMatch(/^data:image\/png;base64,/);
  const { width, height, data } = PNG.sync.read(Buffer.from(url.split(",")[1], "base64"));
  expect([width, height]).toEqual([4, 2]);
  const row = [low, low, high, high].flat();
  expect([...data]).toEqual([...row, ...row]);
});

it("encodes again only what was drawn otherwise", async () => {
  const canvas = heatmap(document.createElement("canvas"), [0, 1]);
  const encode = rememberingEncoder(1);
  const first = encode(canvas, 2, 1);
  expect(encode(heatmap(canvas, [0.1, 0.9]), 2, 1)).toBe(first);
  const other = encode(heatmap(canvas, [1, 0]), 2, 1);
  expect(await other).not.toBe(await first);
});
