import { expect, test } from "vitest";
import {
  frameAt,
  framesAcross,
  sweepFrames,
  sweepPictures,
  sweepQuery,
} from "../../../../notebooks/x-squared/figures/lookup-sweep";

const domain = [-10, 10] as const;

test("a sweep takes 99 frames up and 99 back, and starts again", () => {
  expect(sweepFrames).toBe(198);
  expect(sweepQuery(0, domain)).toBe(-10);
  expect(sweepQuery(framesAcross, domain)).toBe(10);
  expect(sweepQuery(sweepFrames, domain)).toBe(-10);
  expect(sweepQuery(sweepFrames + 30, domain)).toBeCloseTo(sweepQuery(30, domain), 12);
});

test("it goes back by the queries that it came by", () => {
  for (let frame = 0; frame <= framesAcross; ++frame)
    expect(sweepQuery(sweepFrames - frame, domain)).toBeCloseTo(sweepQuery(frame, domain), 12);
});

test("every frame moves by the same step", () => {
  for (let frame = 1; frame <= sweepFrames; ++frame)
    expect(Math.abs(sweepQuery(frame, domain) - sweepQuery(frame - 1, domain))).toBeCloseTo(
      20 / 99,
      12,
    );
});

test("it starts from the reader's query", () => {
  for (const x of [-10, -3.3, 0, 5, 10])
    expect(sweepQuery(frameAt(x, domain), domain)).toBeCloseTo(x, 12);
  expect(frameAt(50, domain)).toBe(framesAcross);
});

test("the way back has the pictures of the way up", () => {
  expect(sweepPictures).toHaveLength(sweepFrames);
  sweepPictures.forEach((picture, frame) => {
    expect(sweepQuery(picture, domain)).toBe(sweepQuery(frame, domain));
    // A recording draws them in order, and shows none before it is drawn.
    expect(picture).toBeLessThanOrEqual(frame);
  });
  expect(new Set(sweepPictures).size).toBe(framesAcross + 1);
});
