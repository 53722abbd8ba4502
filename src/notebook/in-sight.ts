/** How near to the window is near enough, as a share of its size. */
const nearness = "50%";

/** Has what is done for one element alone wait until that is near the window. */
export class InSight {
  readonly #element: Element;
  #near = typeof IntersectionObserver === "undefined";
  #waiting: (() => void) | undefined;
  readonly #observer: IntersectionObserver | undefined;

  constructor(element: Element) {
    this.#element = element;
    if (this.#near) return;
    this.#observer = new IntersectionObserver(
      (entries) => {
        this.#near = entries[entries.length - 1]!.isIntersecting;
        if (this.#near) this.#open();
      },
      { rootMargin: nearness },
    );
    this.#observer.observe(element);
    // Before the figures hear of it, which then draw what they have been given.
    addEventListener("beforeprint", this.#open, { capture: true });
  }

  /**
   * Runs something at once if the element is near or has the focus (what it says is then still for whoever only hears
   * it), else in the very moment in which it comes near or the page is
   * printed. Only the last thing asked for waits, until it is invalid; what it then returned never settles.
   */
  when(run: () => unknown, invalidation: Promise<void>): unknown {
    if (this.#near || this.#hasFocus()) return run();
    return new Promise((resolve, reject) => {
      const waiting = (): void => {
        try {
          resolve(run());
        } catch (error) {
          reject(error);
        }
      };
      this.#waiting = waiting;
      invalidation.then(() => {
        if (this.#waiting === waiting) this.#waiting = undefined;
      });
    });
  }

  #hasFocus(): boolean {
    const { activeElement } = this.#element.getRootNode() as Document | ShadowRoot;
    return this.#element.contains(activeElement ?? null);
  }

  dispose(): void {
    this.#observer?.disconnect();
    removeEventListener("beforeprint", this.#open, { capture: true });
    this.#waiting = undefined;
  }

  readonly #open = (): void => {
    const run = this.#waiting;
    this.#waiting = undefined;
    run?.();
  };
}
