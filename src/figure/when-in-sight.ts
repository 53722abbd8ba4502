import { type Waiting, whenIdle } from "../basics/when-idle";
import { giveUpTurn, takeTurn } from "./draw-turn";

/** Draws when there is something to see. */
export interface WhenInSight {
  /** Asks to draw what has changed: now where it is near the window and the page is visible, else as soon as it is. */
  ask(): void;
  close(): void;
}

/**
 * Watches an element and draws it when it is asked to, when its width changes and when it comes into sight.
 * @param draw returns whether there was room to draw it
 * @param width tells the element's width in CSS pixels, 0 where it is not on the page; true where it is not yet drawn at that
 */
export function whenInSight(
  element: HTMLElement,
  width: (width: number) => boolean,
  draw: () => boolean,
): WhenInSight {
  let visible = false;
  let stale = false;
  /** Out of sight it is drawn once for each width when there is time: for a reader who scrolls fast, and so that no drawing for another width sticks out of the page. */
  let idle: Waiting | undefined;
  let atWidth = false;
  const now = (): void => {
    if (!draw()) return;
    stale = false;
    atWidth = true;
  };
  const ask = (): void => {
    if (visible && !document.hidden) {
      takeTurn(element, now);
      return;
    }
    stale = true;
    if (!atWidth)
      idle ??= whenIdle(() => {
        idle = undefined;
        now();
      });
  };
  const sizes = new ResizeObserver((entries) => {
    const changed = width(Math.floor(entries[entries.length - 1].contentRect.width));
    if (!changed) return;
    atWidth = false;
    ask();
  });
  const askIfStale = (): void => {
    if (visible && stale) ask();
  };
  const sight = new IntersectionObserver(
    (entries) => {
      visible = entries[entries.length - 1].isIntersecting;
      askIfStale();
    },
    { rootMargin: "50% 0px" },
  );
  sizes.observe(element);
  sight.observe(element);
  document.addEventListener("visibilitychange", askIfStale);
  addEventListener("beforeprint", now);
  return {
    ask,
    close() {
      sizes.disconnect();
      sight.disconnect();
      document.removeEventListener("visibilitychange", askIfStale);
      removeEventListener("beforeprint", now);
      giveUpTurn(element);
      idle?.cancel();
    },
  };
}
