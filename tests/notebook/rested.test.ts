import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { rested } from "../../src/notebook/rested";
import { Source } from "../../src/notebook/source";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it("follows a value once that rests, and not on the way", () => {
  const source = new Source(1);
  const calm = rested(source, 100, new Promise(() => {}));
  expect(calm.value).toBe(1);
  for (const value of [2, 3, 4]) {
    source.value = value;
    vi.advanceTimersByTime(60);
  }
  expect(calm.value).toBe(1);
  vi.advanceTimersByTime(40);
  expect(calm.value).toBe(4);
});

it("follows no more once it is invalidated", async () => {
  const source = new Source(1);
  let invalidate = (): void => {};
  const calm = rested(
    source,
    100,
    new Promise<void>((resolve) => {
      invalidate = resolve;
    }),
  );
  source.value = 2;
  invalidate();
  await Promise.resolve();
  vi.advanceTimersByTime(200);
  expect(calm.value).toBe(1);
});
