import { inspect } from "./inspect";

/**
 * What a cell shows. What an earlier run showed (or the build drew) stays until the new run shows
 * something or ends, so that nothing jumps.
 */
export class Output {
  readonly #element: HTMLElement;
  #run = 0;
  #stale = true;

  constructor(element: HTMLElement) {
    this.#element = element;
  }

  /** Begins a run. What it returns shows a value for that run; once another run begins, it does nothing. */
  begin(): (value: unknown) => void {
    const run = ++this.#run;
    this.#stale = true;
    return (value) => {
      if (run === this.#run) this.#append(value);
    };
  }

  /** Shows one value instead of all that is there. */
  replace(value: unknown): void {
    this.#stale = true;
    if (value !== undefined) this.#append(value);
    this.end();
  }

  /** Takes away what is left of earlier runs. */
  end(): void {
    if (this.#stale) this.#swap();
  }

  /** Takes away everything. */
  clear(): void {
    this.#stale = true;
    this.end();
  }

  #append(value: unknown): void {
    const node = inspect(value);
    if (this.#stale) this.#swap(node);
    else this.#element.append(node);
  }

  #swap(...nodes: Node[]): void {
    this.#stale = false;
    const element = this.#element;
    const [first] = element.childNodes;
    if (element.dataset.prerendered !== undefined) this.#holdHeight();
    // A node that is shown again is not taken out and put back: it would lose its focus and its scroll.
    if (first !== undefined && first === nodes[0])
      while (first.nextSibling) first.nextSibling.remove();
    else element.replaceChildren(...nodes);
  }

  /** Keeps the height of the picture drawn by the build until the browser has laid out what replaces it. */
  #holdHeight(): void {
    const element = this.#element;
    delete element.dataset.prerendered;
    element.style.minHeight = `${element.offsetHeight}px`;
    requestAnimationFrame(() =>
      requestAnimationFrame(() => element.style.removeProperty("min-height")),
    );
  }
}
