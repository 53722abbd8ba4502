import { afterEach, beforeEach, vi } from "vitest";
import type { FeatureFocus } from "../../../../notebooks/superposition/figures/feature-focus";
import type { PictureKind, StateElement } from "../../../../src/figure/picture";
import { stubSight } from "./in-sight";

/** What a canvas was last given to draw. */
export const painted = new WeakMap<HTMLCanvasElement, ImageData>();

/** Gives figures what they need of a browser and jsdom has not: a width of 1,000 px, a place in sight, canvases. */
export function stageFigures(): void {
  beforeEach(() => {
    stubSight(1000);
    SVGElement.prototype.setPointerCapture = () => {};
    HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement) {
      return {
        createImageData: (width: number, height: number) => ({
          width,
          height,
          data: new Uint8ClampedArray(4 * width * height),
        }),
        putImageData: (image: ImageData) => painted.set(this, image),
      };
    } as unknown as HTMLCanvasElement["getContext"];
  });
  afterEach(() => vi.unstubAllGlobals());
}

/** A focus that figures set and tests read. */
export function focusAt(feature: number, neuron: number | null = null) {
  const set = {
    current: () => focus,
    feature: (index: number) => {
      focus = { ...focus, feature: index };
    },
    neuron: (index: number | null) => {
      focus = { ...focus, neuron: index };
    },
  };
  let focus: FeatureFocus = { feature, neuron, set };
  return set;
}

/** An element that shows a state. */
export function elementOf<State>(kind: PictureKind<State>, state: State): StateElement<State> {
  const element = kind(state).begin().element as StateElement<State>;
  dispatchEvent(new Event("beforeprint"));
  return element;
}

/** Shows a state now, whoever else has the turn. */
export function show<State>(element: StateElement<State>, state: State): void {
  element.update(state);
  dispatchEvent(new Event("beforeprint"));
}

/** A figure that shows a state. */
export interface Shown<State> {
  readonly caption: string;
  /** All words of the drawing that are to be seen. */
  readonly words: readonly string[];
  readonly element: StateElement<State>;
  /** The rows of its table, without the head. */
  rows(): string[][];
  /** What `<output name=…>` says, and its exact value. */
  readout(name: string): { readonly text: string; readonly value: number };
  key(key: string, init?: KeyboardEventInit): boolean;
  pointer(
    type: string,
    x: number,
    y: number,
    init?: MouseEventInit & { pointerType?: string },
  ): void;
}

export function shown<State>(kind: PictureKind<State>, state: State): Shown<State> {
  const element = elementOf(kind, state);
  const root = element.querySelector(".figure-plot > svg")!;
  return {
    element,
    caption: element.querySelector("figcaption")!.textContent!.replaceAll("\u00a0", " "),
    get words() {
      return [...root.querySelectorAll("text")]
        .filter((text) => text.closest("[visibility=hidden]") === null)
        .map((text) => text.textContent!)
        .filter((text) => text !== "");
    },
    rows() {
      const details = element.querySelector("details")!;
      details.open = true;
      details.dispatchEvent(new Event("toggle"));
      return [...details.querySelectorAll("tbody tr")].map((row) =>
        [...row.children].map((cell) => cell.textContent!),
      );
    },
    readout(name) {
      const output = element.querySelector(`output[name="${name}"]`)!;
      return { text: output.textContent!, value: Number(output.querySelector("data")!.value) };
    },
    key: (key, init = {}) =>
      !element
        .querySelector(".figure-plot")!
        .dispatchEvent(new KeyboardEvent("keydown", { key, cancelable: true, ...init })),
    pointer(type, x, y, { pointerType = "mouse", ...init } = {}) {
      // jsdom has no PointerEvent.
      const event = new MouseEvent(type, { clientX: x, clientY: y, ...init });
      root.dispatchEvent(Object.assign(event, { pointerId: 1, pointerType }));
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
