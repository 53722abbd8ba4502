import { type Waiting, whenIdle } from "../basics/when-idle";

/** Milliseconds in view after which the reader is at something, and not only passing by. */
const lingering = 1500;

/** Runs something once: when the reader has had an element in view for a moment and the page has nothing else to do. */
export function whenLookedAt(element: Element, run: () => void, invalidation: Promise<void>): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let idle: Waiting | undefined;
  const wait = (): void => {
    clearTimeout(timer);
    idle?.cancel();
  };
  const look = (): void => {
    if (document.hidden) return;
    sight.disconnect();
    run();
  };
  const sight = new IntersectionObserver(
    (entries) => {
      wait();
      if (entries[entries.length - 1].isIntersecting)
        timer = setTimeout(() => {
          idle = whenIdle(look);
        }, lingering);
    },
    // Readers look at the middle of the window.
    { rootMargin: "-15% 0px" },
  );
  sight.observe(element);
  invalidation.then(() => {
    sight.disconnect();
    wait();
  });
}
