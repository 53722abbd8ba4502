/// <reference lib="webworker" />
import { type GifFormat, GifLoop } from "./gif-loop";

/** What the worker is told: first what to encode, then each picture once. */
export type GifRequest =
  | {
      readonly type: "begin";
      readonly format: GifFormat;
      /** For each frame, the picture that it shows; a picture is first shown after those before it. */
      readonly frames: readonly number[];
      readonly samples: readonly Uint8ClampedArray[];
    }
  | { readonly type: "picture"; readonly pixels: Uint8ClampedArray };

/** What the worker tells. */
export type GifReply =
  /** So many frames are written; after a picture, as many as it allows. */
  | { readonly type: "written"; readonly frames: number }
  | { readonly type: "done"; readonly bytes: Uint8Array<ArrayBuffer> };

let loop: GifLoop;
let frames: readonly number[];
let written = 0;

const reply = (message: GifReply): void => self.postMessage(message);

self.addEventListener("message", ({ data }: MessageEvent<GifRequest>) => {
  if (data.type === "begin") {
    loop = new GifLoop(data.format, data.samples);
    frames = data.frames;
    return;
  }
  loop.add(data.pixels);
  while (written < frames.length && frames[written] < loop.pictures) {
    loop.write(frames[written]);
    reply({ type: "written", frames: ++written });
  }
  if (written === frames.length) reply({ type: "done", bytes: loop.finish() });
});
