/** The parts of gifenc that are used here; it comes without types. */
declare module "gifenc" {
  type Colour = readonly number[];

  interface FrameOptions {
    /** Of all frames, given with the first. */
    readonly palette?: readonly Colour[];
    readonly transparent?: boolean;
    readonly transparentIndex?: number;
    /** Milliseconds. */
    readonly delay?: number;
    /** 0 for a loop without end. */
    readonly repeat?: number;
    /** 1 leaves the frame in place under the next one. */
    readonly dispose?: number;
  }

  interface Encoder {
    writeFrame(indices: Uint8Array, width: number, height: number, options: FrameOptions): void;
    finish(): void;
    bytes(): Uint8Array<ArrayBuffer>;
  }

  function GIFEncoder(): Encoder;
  /** At most so many colours for RGBA pixels. */
  function quantize(pixels: Uint8ClampedArray, colours: number): Colour[];
  /** The index of the nearest colour for each pixel. */
  function applyPalette(pixels: Uint8ClampedArray, palette: readonly Colour[]): Uint8Array;
}
