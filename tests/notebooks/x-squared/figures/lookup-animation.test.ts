// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { SetFocus } from "../../../../notebooks/x-squared/figures/focus";
import {
  type LookupAnimation,
  lookupAnimation,
} from "../../../../notebooks/x-squared/figures/lookup-animation";

const domain = [-10, 10] as const;
let x: number;
let animation: LookupAnimation;
let see: (isIntersecting: boolean) => void;
let end: () => void;

const set: SetFocus = {
  current: () => ({ x, neuron: null, silenced: [] }),
  x: (value) => {
    x = value;
  },
  neuron: () => {},
  silenced: () => {},
};
const plays = (): boolean => animation.transport.value.playing;
/** Time passes, and the page tells the figure again and again. */
const pass = (frames: number): void => {
  for (let i = 0; i < frames; ++i) {
    vi.advanceTimersByTime(20);
    animation.follow(domain);
  }
};
const press = (): void => animation.transport.querySelector<HTMLElement>(".button-play")!.click();
const begin = (still: boolean): void => {
  x = 0;
  vi.stubGlobal("matchMedia", () => ({ matches: still }));
  const invalidation = new Promise<void>((resolve) => {
    end = resolve;
  });
  animation = lookupAnimation(document.body, set, invalidation);
  animation.follow(domain);
};

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      constructor(hear: (entries: unknown[]) => void) {
        see = (isIntersecting) => hear([{ isIntersecting }]);
      }
      observe(): void {}
      disconnect(): void {}
    },
  );
  begin(false);
});

describe("the sweep of the lookup trace", () => {
  it("begins from where the query is when it first comes into view, and not in between", () => {
    pass(10);
    expect(x).toBe(0);
    see(true);
    pass(20);
    expect(plays()).toBe(true);
    expect(x).toBeGreaterThan(1);
    expect(x).toBeLessThan(3);
    const before = x;
    see(false);
    pass(20);
    expect(x).toBe(before);
  });

  it("goes on up and down", () => {
    see(true);
    pass(500);
    expect(plays()).toBe(true);
  });

  it("leaves the query to the reader who moves it elsewhere, even if the page has not told yet", () => {
    see(true);
    pass(20);
    x = -7;
    vi.advanceTimersByTime(200);
    expect(x).toBe(-7);
    expect(plays()).toBe(false);
    pass(20);
    expect(x).toBe(-7);
  });

  it("leaves it to the reader however little she moves it", () => {
    see(true);
    pass(20);
    x += 0.01;
    const moved = x;
    pass(20);
    expect(x).toBe(moved);
    expect(plays()).toBe(false);
  });

  it("leaves it to the reader who moves it while the sweep is out of sight", () => {
    see(true);
    pass(20);
    see(false);
    x = 4;
    pass(2);
    expect(plays()).toBe(false);
    see(true);
    pass(20);
    expect(x).toBe(4);
  });

  it("plays again when the reader asks, from where the query is now", () => {
    see(true);
    pass(20);
    animation.stop();
    expect(plays()).toBe(false);
    x = 6;
    press();
    pass(4);
    expect(plays()).toBe(true);
    expect(x).toBeGreaterThan(6);
    expect(x).toBeLessThan(7);
  });

  it("goes by steps for a reader who prefers reduced motion", () => {
    begin(true);
    see(true);
    pass(20);
    expect(x).toBe(0);
    press();
    expect(x).toBe(1);
    x = 3;
    press();
    expect(x).toBe(4);
  });

  it("ends with its cell", async () => {
    see(true);
    end();
    await Promise.resolve();
    vi.advanceTimersByTime(200);
    expect(x).toBe(0);
  });
});
