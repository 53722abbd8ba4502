import { vi } from "vitest";
import type { FigureElement } from "../../../src/figures/frame";
import type {
  FeatureFocus,
  SetFeatureFocus,
} from "../../../src/figures/superposition/feature-focus";

/** Observers that at once have a figure in sight, of a width in CSS pixels. */
export function inSight(width: number): void {
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

/** Shows a state now, whoever else has the turn. */
export function show<State>(element: FigureElement<State>, state: State): void {
  element.update(state);
  dispatchEvent(new Event("beforeprint"));
}

/** A focus that remembers what was set. */
export function focusOn(feature: number, neuron: number | null = null): SetFeatureFocus {
  const now: { feature: number; neuron: number | null } = { feature, neuron };
  return {
    current: (): FeatureFocus => now,
    feature: (index) => {
      now.feature = index;
    },
    neuron: (index) => {
      now.neuron = index;
    },
  };
}

/** What is written under a figure. */
export function captionOf(element: HTMLElement): string {
  return element.querySelector("figcaption span")!.textContent!;
}

/** The exact value of a readout. */
export function readoutOf(element: HTMLElement, name: string): number {
  return Number(element.querySelector<HTMLDataElement>(`output[name="${name}"] data`)!.value);
}

/** Presses a key on a figure; true if it meant something. */
export function press(element: HTMLElement, key: string): boolean {
  const event = new KeyboardEvent("keydown", { key, cancelable: true });
  return !element.querySelector(".figure-plot")!.dispatchEvent(event);
}
