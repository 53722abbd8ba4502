import { applyPalette, GIFEncoder, quantize } from "gifenc";

/** What holds for a whole loop. */
export interface GifFormat {
  readonly width: number;
  readonly height: number;
  /** Milliseconds that each frame stays; GIF knows hundredths of a second. */
  readonly interval: number;
}

/** Colours of a GIF; one index more says that a pixel stays as it was. */
const colours = 255;

/**
 * Writes a GIF that loops for ever, of frames that show a few pictures again and again.
 * All have one palette, and each frame writes only the pixels that differ from the frame before.
 */
export class GifLoop {
  readonly #format: GifFormat;
  readonly #encoder = GIFEncoder();
  readonly #palette: number[][];
  readonly #unchanged: number;
  /** The pictures as indices into the palette. */
  readonly #pictures: Uint8Array[] = [];
  #shown: Uint8Array | undefined;

  /** @param samples RGBA pixels of some pictures, from which the palette is made */
  constructor(format: GifFormat, samples: readonly Uint8ClampedArray[]) {
    this.#format = format;
    const pixels = new Uint8ClampedArray(samples.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const sample of samples) {
      pixels.set(sample, at);
      at += sample.length;
    }
    const palette = quantize(pixels, colours).map((colour) => [...colour]);
    this.#unchanged = palette.length;
    this.#palette = [...palette, [0, 0, 0]];
  }

  /** Pictures that were added. */
  get pictures(): number {
    return this.#pictures.length;
  }

  /** Adds the next picture, RGBA. */
  add(pixels: Uint8ClampedArray): void {
    this.#pictures.push(applyPalette(pixels, this.#palette.slice(0, this.#unchanged)));
  }

  /** Writes a frame that shows a picture that was added. */
  write(picture: number): void {
    const { width, height, interval } = this.#format;
    const next = this.#pictures[picture];
    const before = this.#shown;
    this.#shown = next;
    if (before === undefined) {
      const first = { palette: this.#palette, repeat: 0, delay: interval, dispose: 1 };
      this.#encoder.writeFrame(next, width, height, first);
      return;
    }
    const unchanged = this.#unchanged;
    const changes = next.map((colour, i) => (colour === before[i] ? unchanged : colour));
    this.#encoder.writeFrame(changes, width, height, {
      delay: interval,
      dispose: 1,
      transparent: true,
      transparentIndex: unchanged,
    });
  }

  finish(): Uint8Array<ArrayBuffer> {
    this.#encoder.finish();
    return this.#encoder.bytes();
  }
}
