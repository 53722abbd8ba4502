/** The sweep of the lookup trace: up through the domain and back, one frame every 40 ms at speed 1. */
export const frameMilliseconds = 40;
/** Frames in one direction. */
export const framesAcross = 99;
/** Frames up and back. */
export const sweepFrames = 2 * framesAcross;

/** The query at a frame; frames go on around, and may be fractions. */
export function sweepQuery(frame: number, [low, high]: readonly [number, number]): number {
  const position = ((frame % sweepFrames) + sweepFrames) % sweepFrames;
  const across = position <= framesAcross ? position : sweepFrames - position;
  return low + ((high - low) * across) / framesAcross;
}

/** The frame on the way up at which the sweep is at a query, so that it starts from where the reader is. */
export function frameAt(x: number, [low, high]: readonly [number, number]): number {
  return (framesAcross * (Math.min(high, Math.max(low, x)) - low)) / (high - low);
}

/** For each frame, which picture it shows: the frame on the way up that has its query. */
export const sweepPictures: readonly number[] = Array.from({ length: sweepFrames }, (_, frame) =>
  frame <= framesAcross ? frame : sweepFrames - frame,
);
