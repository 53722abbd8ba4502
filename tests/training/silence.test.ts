import { beforeEach, expect, it, vi } from "vitest";
import { watchSilence } from "../../src/training/silence";

beforeEach(() => {
  vi.useFakeTimers();
});

it("says once that nothing was heard for half a minute", () => {
  const [ask, silent] = [vi.fn(), vi.fn()];
  watchSilence(ask, silent);
  vi.advanceTimersByTime(30_000);
  expect(ask).toHaveBeenCalledTimes(6);
  expect(silent).not.toHaveBeenCalled();
  vi.advanceTimersByTime(300_000);
  expect(ask).toHaveBeenCalledTimes(6);
  expect(silent).toHaveBeenCalledTimes(1);
});

it("goes on asking whoever answers, however late", () => {
  const silent = vi.fn();
  const watch = watchSilence(() => {}, silent);
  for (let i = 0; i < 20; ++i) {
    vi.advanceTimersByTime(29_000);
    watch.heard();
  }
  expect(silent).not.toHaveBeenCalled();
});

it("says nothing after its end", () => {
  const silent = vi.fn();
  watchSilence(() => {}, silent).end();
  vi.advanceTimersByTime(300_000);
  expect(silent).not.toHaveBeenCalled();
});
