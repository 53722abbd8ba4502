import { vi } from "vitest";
import type {
  FeatureFocus,
  SetFeatureFocus,
} from "../../../../notebooks/superposition/figures/feature-focus";

// Figures as if they were on a page, in sight at once.

/** Observers that at once have every figure in sight, so many pixels wide. */
export function stubSight(width: number): void {
  const observer = (entry: object) =>
    class {
      readonly #tell: (entries: object[]) => void;
      constructor(tell: (entries: object[]) => void) {
        this.#tell = tell;
      }
      observe(): void {
        this.#tell([entry]);
      }
      disconnect(): void {}
    };
  vi.stubGlobal("ResizeObserver", observer({ contentRect: { width, height: 100 } }));
  vi.stubGlobal("IntersectionObserver", observer({ isIntersecting: true }));
}

/** Draws what waits for its turn. */
export function drawNow(): void {
  dispatchEvent(new Event("beforeprint"));
}

/** What stands in the figure: all of it, or that of one part. */
export function textOf(element: HTMLElement, selector: string): string {
  return [...element.querySelectorAll(selector)].map(({ textContent }) => textContent).join("\n");
}

/** Presses a key on a figure. */
export function press(element: HTMLElement, key: string, init: KeyboardEventInit = {}): void {
  const event = new KeyboardEvent("keydown", { key, cancelable: true, ...init });
  element.querySelector(".figure-plot")!.dispatchEvent(event);
  drawNow();
}

/** Presses a place of a drawing, or in a shape that is drawn from the figure's corner, as jsdom has all of them. */
export function click(shape: Element, x: number, y: number): void {
  for (const type of ["pointerdown", "pointerup"]) {
    const event = new MouseEvent(type, { clientX: x, clientY: y, button: 0, bubbles: true });
    shape.dispatchEvent(Object.assign(event, { pointerId: 1, pointerType: "mouse" }));
  }
}

/** Moves a mouse over a shape, or off it. */
export function hover(shape: Element, at: { x: number; y: number } | null): void {
  const event =
    at === null
      ? new MouseEvent("pointerleave")
      : new MouseEvent("pointermove", { clientX: at.x, clientY: at.y, buttons: 0 });
  shape.dispatchEvent(Object.assign(event, { pointerType: "mouse" }));
}

/** A focus that only takes note. */
export function focusOn(feature: number) {
  const set = {
    current: () => focus,
    feature: vi.fn<(index: number) => void>(),
    neuron: vi.fn<(index: number | null) => void>(),
  } satisfies SetFeatureFocus;
  const focus: FeatureFocus = { feature, neuron: null, set };
  return { set, focus };
}

/** Positions of all marks of a class. */
export function marks(element: HTMLElement, selector: string, name: string): number[] {
  return [...element.querySelectorAll(selector)].map((mark) => Number(mark.getAttribute(name)));
}

/** The drawing of a figure, which answers the pointer, its corner in that of the page. */
export function drawingOf(element: HTMLElement): SVGSVGElement {
  const root = element.querySelector<SVGSVGElement>(".figure-plot > svg")!;
  root.setPointerCapture = () => {};
  return root;
}
