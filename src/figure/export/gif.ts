import { startModuleWorker, workerProblem } from "../../basics/module-worker";
import { pixelsOf } from "./canvas-reads";
import type { GifReply, GifRequest } from "./gif-worker";
import workerUrl from "./gif-worker?worker&url";
import { MotionPictures } from "./motion-pictures";
import type { Recording } from "./recording";

/** Pixels for each CSS pixel: with more a GIF would be too large to send. */
const density = 1;
/** Pictures, spread over all, from which the palette is made. */
const samples = 4;

/**
 * Records a motion as a GIF that loops: pictures are drawn here, since they need the page's styles, and encoded in a worker.
 * @throws AbortError if the signal says so, Error if a picture cannot be drawn
 */
export async function recordGif<State>(recording: Recording<State>): Promise<Blob> {
  const { motion, progress, signal } = recording;
  const { frames, interval } = motion;
  const worker = startModuleWorker(workerUrl);
  const pictures = new MotionPictures(recording, density);
  const send = (request: GifRequest, transfer: Transferable[]): void =>
    worker.postMessage(request, transfer);
  try {
    const encoded = new Promise<Uint8Array<ArrayBuffer>>((resolve, reject) => {
      worker.addEventListener("message", ({ data }: MessageEvent<GifReply>) => {
        if (data.type === "written") progress(data.frames, frames.length);
        else resolve(data.bytes);
      });
      worker.addEventListener("error", ({ message }) => {
        // A script that may not be started gives an event without a message.
        reject(new Error(workerProblem() ?? (message || "The worker could not be started.")));
      });
      signal.addEventListener("abort", () => reject(signal.reason));
    });
    // Whoever waits for the drawing hears of it first.
    encoded.catch(() => {});

    const last = Math.max(...frames);
    const spread = Array.from({ length: samples }, (_, i) =>
      Math.round((i * last) / (samples - 1)),
    );
    const images: ImageData[] = [];
    for (const picture of spread) images.push(pixelsOf(await pictures.draw(picture)));
    const { width, height } = images[0];
    const pixels = images.map(({ data }) => data);
    send(
      { type: "begin", format: { width, height, interval }, frames, samples: pixels },
      pixels.map(({ buffer }) => buffer),
    );
    for (let picture = 0; picture <= last; ++picture) {
      const { data } = pixelsOf(await pictures.draw(picture));
      signal.throwIfAborted();
      send({ type: "picture", pixels: data }, [data.buffer]);
    }
    return new Blob([await encoded], { type: "image/gif" });
  } finally {
    worker.terminate();
    pictures.dispose();
  }
}
