// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { whenLookedAt } from "../../src/inputs/when-looked-at";

/** Tells the one observer that the element came into view or left it. */
let see: (isIntersecting: boolean) => void;
let watching: boolean;
let invalidate: () => void;
const run = vi.fn();

beforeEach(() => {
  vi.useFakeTimers();
  class FakeIntersectionObserver {
    constructor(callback: (entries: object[]) => void) {
      see = (isIntersecting) => callback([{ isIntersecting }]);
    }
    observe(): void {
      watching = true;
    }
    disconnect(): void {
      watching = false;
    }
  }
  vi.stubGlobal("IntersectionObserver", FakeIntersectionObserver);
  const invalidation = new Promise<void>((resolve) => {
    invalidate = resolve;
  });
  run.mockClear();
  whenLookedAt(document.createElement("div"), run, invalidation);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test("it runs once, when the reader has stayed", () => {
  see(true);
  expect(run).not.toHaveBeenCalled();
  vi.advanceTimersByTime(5000);
  expect(run).toHaveBeenCalledTimes(1);
  expect(watching).toBe(false);
});

test("it does not run for a reader who passes by", () => {
  see(true);
  vi.advanceTimersByTime(500);
  see(false);
  vi.advanceTimersByTime(5000);
  expect(run).not.toHaveBeenCalled();
});

test("it does not run while the page is hidden", () => {
  vi.spyOn(document, "hidden", "get").mockReturnValue(true);
  see(true);
  vi.advanceTimersByTime(5000);
  expect(run).not.toHaveBeenCalled();
});

test("it does not run after its end", async () => {
  see(true);
  invalidate();
  await Promise.resolve();
  vi.advanceTimersByTime(5000);
  expect(run).not.toHaveBeenCalled();
});
