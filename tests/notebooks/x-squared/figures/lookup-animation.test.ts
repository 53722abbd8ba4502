// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from "vitest";
import {
  type LookupAnimation,
  lookupAnimation,
  type Swept,
} from "../../../../notebooks/x-squared/figures/lookup-animation";

const domain = [-10, 10] as const;
/** The reader's query, and what the sweep shows instead of it. */
let x: number;
let swept: Swept | undefined;
let animation: LookupAnimation;
let see: (isIntersecting: boolean) => void;
let end: () => void;

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
  swept = undefined;
  vi.stubGlobal("matchMedia", () => ({ matches: still }));
  const invalidation = new Promise<void>((resolve) => {
    end = resolve;
  });
  const host = { query: () => x, show: (now: Swept | undefined) => (swept = now) };
  animation = lookupAnimation(document.body, host, invalidation);
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
  it("begins at the reader’s query when it first comes into view, and leaves that where it is", () => {
    pass(10);
    expect(swept).toBe(undefined);
    see(true);
    pass(20);
    expect(plays()).toBe(true);
    expect(swept!.x).toBeGreaterThan(1);
    expect(swept!.x).toBeLessThan(3);
    expect(swept!.moving).toBe(true);
    expect(x).toBe(0);
    const before = swept;
    see(false);
    pass(20);
    expect(swept).toBe(before);
  });

  it("goes once to and fro, and then the reader’s query is shown", () => {
    see(true);
    const seen: number[] = [];
    for (let i = 0; i < 500 && plays(); ++i) {
      pass(1);
      if (swept !== undefined) seen.push(swept.x);
    }
    expect(Math.max(...seen)).toBeGreaterThan(9.7);
    expect(Math.min(...seen)).toBeLessThan(-9.7);
    expect(Math.abs(seen[seen.length - 1])).toBeLessThan(0.5);
    expect(swept).toBe(undefined);
    pass(100);
    see(false);
    see(true);
    pass(100);
    expect(plays()).toBe(false);
    expect(swept).toBe(undefined);
  });

  it("goes on and on for who asks for more", () => {
    see(true);
    animation.stop();
    press();
    pass(1000);
    expect(plays()).toBe(true);
    press();
    expect(swept!.moving).toBe(false);
  });

  it("goes on without an end also where it is paused and played on its first way", () => {
    see(true);
    pass(20);
    press();
    press();
    pass(1000);
    expect(plays()).toBe(true);
  });

  it("ends as the reader moves her query elsewhere, even if the page has not told yet", () => {
    see(true);
    pass(20);
    x = 0.01;
    vi.advanceTimersByTime(200);
    expect(swept).toBe(undefined);
    expect(plays()).toBe(false);
    pass(20);
    expect(x).toBe(0.01);
    expect(swept).toBe(undefined);
  });

  it("ends as she moves it while the sweep is out of sight, or rests", () => {
    see(true);
    pass(20);
    see(false);
    x = 4;
    pass(2);
    expect(swept).toBe(undefined);
    see(true);
    press();
    pass(20);
    press();
    expect(swept?.moving).toBe(false);
    x = 5;
    pass(1);
    expect(swept).toBe(undefined);
  });

  it("rests where it is paused, and goes on from there", () => {
    see(true);
    pass(20);
    press();
    const rests = swept!;
    expect(rests).toEqual({ x: expect.closeTo(2, 0), moving: false });
    pass(50);
    expect(swept).toBe(rests);
    press();
    pass(4);
    expect(swept!.x).toBeGreaterThan(rests.x);
    expect(swept!.x).toBeLessThan(rests.x + 1);
    expect(x).toBe(0);
  });

  it("plays again when the reader asks, from where her query is now", () => {
    see(true);
    pass(20);
    animation.stop();
    expect([plays(), swept]).toEqual([false, undefined]);
    x = 6;
    press();
    pass(4);
    expect(plays()).toBe(true);
    expect(swept!.x).toBeGreaterThan(6);
    expect(swept!.x).toBeLessThan(7);
  });

  it("gives the reader’s query back when Escape is pressed at its buttons", () => {
    see(true);
    pass(20);
    const pressEscape = (): KeyboardEvent => {
      const event = new KeyboardEvent("keydown", {
        key: "Escape",
        bubbles: true,
        cancelable: true,
      });
      animation.transport.querySelector("button")!.dispatchEvent(event);
      return event;
    };
    expect(pressEscape().defaultPrevented).toBe(true);
    expect([plays(), swept]).toEqual([false, undefined]);
    expect(pressEscape().defaultPrevented).toBe(false);
  });

  it("goes by steps for a reader who prefers reduced motion", () => {
    begin(true);
    see(true);
    pass(20);
    expect(swept).toBe(undefined);
    press();
    expect(swept).toEqual({ x: 1, moving: false });
    press();
    expect(swept).toEqual({ x: 2, moving: false });
    expect(x).toBe(0);
    x = 3;
    pass(1);
    expect(swept).toBe(undefined);
    press();
    expect(swept).toEqual({ x: 4, moving: false });
  });

  it("ends with its cell", async () => {
    see(true);
    pass(2);
    const before = swept;
    end();
    await Promise.resolve();
    vi.advanceTimersByTime(200);
    expect(swept).toBe(before);
  });
});
