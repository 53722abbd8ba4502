import {
  BufferTarget,
  CanvasSource,
  getFirstEncodableVideoCodec,
  Mp4OutputFormat,
  Output,
  QUALITY_HIGH,
  WebMOutputFormat,
} from "mediabunny";
import { contextOf, expectTrueReads } from "./canvas-reads";
import { MotionPictures } from "./motion-pictures";
import type { Recording } from "./recording";

/** Pixels for each CSS pixel; even, since most codecs know only even sizes. */
const density = 2;

/** H.264 first, which plays everywhere. */
const ways = [
  { codec: "avc", format: () => new Mp4OutputFormat() },
  { codec: "vp9", format: () => new WebMOutputFormat() },
  { codec: "vp8", format: () => new WebMOutputFormat() },
  { codec: "av1", format: () => new WebMOutputFormat() },
] as const;
type Way = (typeof ways)[number];

/**
 * Records a motion as a video, once through: as MP4 where the browser can encode H.264, else as WebM. What it says of
 * a codec need not be so: where one fails, the next is tried. The browser's own encoder does its work off the main thread.
 * @throws AbortError if the signal says so, Error if no codec works or a picture cannot be drawn
 */
export async function recordVideo<State>(recording: Recording<State>): Promise<Blob> {
  expectTrueReads();
  const pictures = new MotionPictures(recording, density);
  try {
    const { width, height } = await pictures.draw(recording.motion.frames[0]);
    const problems: string[] = [];
    for (const way of ways) {
      try {
        if (await isKnown(way, width, height))
          return await encoded(recording, pictures, way, width, height);
      } catch (error) {
        recording.signal.throwIfAborted();
        problems.push(`${way.codec}: ${(error as Error).message}`);
      }
    }
    const found = problems.length > 0 ? ` (${problems.join("; ")})` : "";
    throw new Error(
      `This browser encodes no video of this size${found}. It can be saved as a GIF, which needs no encoder of the browser’s.`,
    );
  } finally {
    pictures.dispose();
  }
}

async function isKnown({ codec }: Way, width: number, height: number): Promise<boolean> {
  const size = { width, height, quality: QUALITY_HIGH };
  return (await getFirstEncodableVideoCodec([codec], size)) !== null;
}

async function encoded<State>(
  { motion, progress, signal }: Recording<State>,
  pictures: MotionPictures<State>,
  way: Way,
  width: number,
  height: number,
): Promise<Blob> {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width, height });
  const format = way.format();
  const output = new Output({ format, target: new BufferTarget() });
  const source = new CanvasSource(canvas, { codec: way.codec, quality: QUALITY_HIGH });
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
    await output.finalize();
  } catch (error) {
    await output.cancel();
    throw error;
  }
  return new Blob([output.target.buffer!], { type: format.mimeType });
}
