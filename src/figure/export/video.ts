import {
  BufferTarget,
  CanvasSource,
  getFirstEncodableVideoCodec,
  Mp4OutputFormat,
  Output,
  QUALITY_HIGH,
  WebMOutputFormat,
} from "mediabunny";
import { contextOf } from "./canvas-image";
import { MotionPictures } from "./motion-pictures";
import type { Recording } from "./recording";

/** Pixels for each CSS pixel; even, since most codecs know only even sizes. */
const density = 2;

/**
 * Records a motion as a video, once through: MP4 where the browser can encode H.264, which plays everywhere, else WebM.
 * The browser's own encoder does its work off the main thread.
 * @throws AbortError if the signal says so, Error if no codec is there or a picture cannot be drawn
 */
export async function recordVideo<State>(recording: Recording<State>): Promise<Blob> {
  const { motion, progress, signal } = recording;
  const pictures = new MotionPictures(recording, density);
  try {
    const first = await pictures.draw(motion.frames[0]);
    const { width, height } = first;
    const { codec, format } = await choose(width, height);
    const canvas = document.createElement("canvas");
    canvas.width = width;
    canvas.height = height;
    const output = new Output({ format, target: new BufferTarget() });
    const source = new CanvasSource(canvas, { codec, quality: QUALITY_HIGH });
    output.addVideoTrack(source, { frameRate: 1000 / motion.interval });
    await output.start();
    try {
      const seconds = motion.interval / 1000;
      for (const [frame, picture] of motion.frames.entries()) {
        contextOf(canvas).drawImage(await pictures.draw(picture), 0, 0);
        signal.throwIfAborted();
        await source.add(frame * seconds, seconds);
        progress(frame + 1, motion.frames.length);
      }
    } catch (error) {
      await output.cancel();
      throw error;
    }
    await output.finalize();
    return new Blob([output.target.buffer!], { type: format.mimeType });
  } finally {
    pictures.dispose();
  }
}

async function choose(width: number, height: number) {
  const size = { width, height, quality: QUALITY_HIGH };
  if ((await getFirstEncodableVideoCodec(["avc"], size)) !== null)
    return { codec: "avc", format: new Mp4OutputFormat() } as const;
  const codec = await getFirstEncodableVideoCodec(["vp9", "vp8", "av1"], size);
  if (codec === null) throw new Error("This browser has no codec for a video of this size.");
  return { codec, format: new WebMOutputFormat() };
}
