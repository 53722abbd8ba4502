import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { seldom } from "../../src/basics/seldom";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("what is asked once is done at once", () => {
  const run = vi.fn();
  seldom(run).ask();
  expect(run).toHaveBeenCalledTimes(1);
});

test("what is asked all the time is done a few times a second, and once more at the end", () => {
  const times: number[] = [];
  let last = 0;
  const often = seldom(() => times.push(last));
  for (let i = 0; i < 60; ++i) {
    last = i;
    often.ask();
    vi.advanceTimersByTime(16);
  }
  vi.advanceTimersByTime(1000);
  expect(times.length).toBeGreaterThan(4);
  expect(times.length).toBeLessThan(9);
  expect(times.at(-1)).toBe(59);
});

test("what waits can be cancelled", () => {
  const run = vi.fn();
  const rare = seldom(run);
  rare.ask();
  rare.ask();
  rare.cancel();
  vi.advanceTimersByTime(1000);
  expect(run).toHaveBeenCalledTimes(1);
});
