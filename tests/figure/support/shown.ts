import { parse } from "csv-parse/sync";
import { afterEach, beforeEach, expect, vi } from "vitest";
import type { PictureKind, StateElement } from "../../../src/figure/picture";

// Figures as a reader meets them: on a page, in sight. How a figure is made and told what to show is known here alone.

/** Gives figures what they need of a browser and jsdom has not, and a clock that only goes on where a test waits. */
export function stageFigures(width = 760): void {
  beforeEach(() => {
    vi.useFakeTimers();
    stage = { width, sizes: new Set(), untold: [] };
    vi.stubGlobal("ResizeObserver", SizeObserver);
    vi.stubGlobal("IntersectionObserver", SightObserver);
    preferStillness(true);
    Element.prototype.setPointerCapture = () => {};
    Element.prototype.scrollIntoView = () => {};
    Element.prototype.getBoundingClientRect = function (this: Element) {
      return boxOf(this);
    };
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
  afterEach(() => {
    document.body.replaceChildren();
    vi.runOnlyPendingTimers();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });
}

/** Whether the reader wants nothing to move by itself. She does, unless a test says otherwise. */
export function preferStillness(still: boolean): void {
  vi.stubGlobal("matchMedia", () => ({ matches: still }));
}

/** Lets time pass. */
export function wait(milliseconds: number): void {
  tellObservers();
  vi.advanceTimersByTime(milliseconds);
}

/** What a canvas was last given to draw. */
export const painted = new WeakMap<HTMLCanvasElement, ImageData>();

interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Table<Cell> {
  readonly columns: string[];
  readonly rows: Cell[][];
}

/** What shows a state, and need not be a figure. */
export interface ShownPart<State> {
  readonly element: HTMLElement;
  /** Shows another state. */
  update(state: State): void;
  /** All that a selector finds in it. */
  all(selector: string): Element[];
  /** The only one that a selector finds. */
  one(selector: string): Element;
  /** An attribute of all that a selector finds, as numbers. */
  numbers(selector: string, attribute: string): number[];
  /** What stands in all that a selector finds, one a line. */
  text(selector: string): string;
  /** What `<output name=…>` says, and its exact value. */
  readout(name: string): { readonly text: string; readonly value: number };
  button(label: string): HTMLButtonElement;
}

/**
 * A figure that shows a state. Points are in CSS pixels from the drawing's corner.
 * What is no function is of the moment at which it is asked for.
 */
export interface Shown<State> extends ShownPart<State> {
  /** Gives the figure another width. */
  resize(width: number): void;

  /** All words of the drawing that are to be seen. */
  readonly words: string[];
  /** The attributes of the drawing that have numbers in them which are none. There should be no such attribute. */
  readonly broken: string[];
  readonly size: { readonly width: number; readonly height: number };

  readonly caption: string;
  /** What is said to those who cannot see the figure. */
  readonly spoken: string;
  readonly keysHelp: string;
  table(): Table<string>;
  /** The numbers that a reader takes away. */
  data(): Promise<Table<string | number>>;
  /** What the reader can do in its menu. */
  menu(): string[];

  /** Presses a key on the figure; true if it meant something. */
  key(key: string, init?: KeyboardEventInit): boolean;
  press(x: number, y: number, pointerType?: string): void;
  /** Presses at the first point, moves over the others and lets go at the last one. */
  drag(points: readonly (readonly [x: number, y: number])[], pointerType?: string): void;
  hover(x: number, y: number, pointerType?: string): void;
  /** The pointer leaves the drawing. */
  leave(): void;
}

/**
 * Shows on the page what is no figure.
 * @param given what it is made with, apart from what it shows
 */
export function shownPart<State, Given extends readonly unknown[]>(
  kind: (...given: Given) => HTMLElement & { update(state: State): void },
  state: State,
  ...given: Given
): ShownPart<State> {
  const element = kind(...given);
  document.body.append(element);
  return partOf(element, state);
}

/** Shows a figure on the page, by an element of its own. */
export function shown<State>(kind: PictureKind<State>, state: State): Shown<State> {
  const element = kind(state).begin().element as StateElement<State>;
  document.body.append(element);
  const part = partOf(element, state);

  const plot = element.querySelector<HTMLElement>(".figure-plot")!;
  const drawing = (): SVGSVGElement => plot.querySelector<SVGSVGElement>(":scope > svg")!;
  /** Words follow what is drawn a little later. */
  const settle = (): void => wait(1000);
  const pressed = (x: number, y: number, pointerType: string, over: Element): void => {
    send(over, "pointerdown", { x, y }, { buttons: 1, pointerType });
  };
  const released = (x: number, y: number, pointerType: string, over: Element): void => {
    send(over, "pointerup", { x, y }, { pointerType });
    // A finger that has dragged does not click.
    over.dispatchEvent(new MouseEvent("click", { clientX: x, clientY: y, bubbles: true }));
  };

  return {
    ...part,
    resize(width) {
      stage.width = width;
      for (const observer of stage.sizes) observer.tell(element);
      settle();
    },
    get words() {
      return [...drawing().querySelectorAll("text")]
        .filter((text) => text.closest("[visibility=hidden]") === null)
        .map(wordsOf)
        .filter((text) => text !== "");
    },
    get broken() {
      return [...plot.querySelectorAll("*")]
        .flatMap((mark) =>
          [...mark.attributes].map(({ name, value }) => `${mark.localName} ${name}="${value}"`),
        )
        .filter((attribute) => /NaN|Infinity|undefined/.test(attribute));
    },
    get size() {
      const { width, height } = boxOf(drawing());
      return { width, height };
    },
    get caption() {
      settle();
      return wordsOf(element.querySelector("figcaption")!);
    },
    get spoken() {
      settle();
      return wordsOf(element.querySelector(":scope > [aria-live]")!);
    },
    get keysHelp() {
      return plot.getAttribute("aria-label")!;
    },
    table() {
      settle();
      const details = element.querySelector("details")!;
      details.open = true;
      details.dispatchEvent(new Event("toggle"));
      const [columns, ...rows] = [...details.querySelectorAll("tr")].map((row) =>
        [...row.children].map(wordsOf),
      );
      return { columns, rows };
    },
    async data() {
      const [columns, ...rows] = parse(await savedText(element, "Save numbers as CSV"));
      return { columns, rows: rows.map((row: string[]) => row.map(numberOr)) };
    },
    menu() {
      const items = openMenu(element).map(wordsOf);
      element.querySelector<HTMLElement>(".menu-button")!.click();
      return items;
    },
    key: (key, init = {}) =>
      !plot.dispatchEvent(
        new KeyboardEvent("keydown", { key, cancelable: true, bubbles: true, ...init }),
      ),
    press(x, y, pointerType = "mouse") {
      const over = elementAt(drawing(), { x, y });
      pressed(x, y, pointerType, over);
      released(x, y, pointerType, over);
    },
    drag([start, ...others], pointerType = "mouse") {
      const touch = pointerType === "touch";
      const over = elementAt(drawing(), { x: start[0], y: start[1] });
      pressed(...start, pointerType, over);
      for (const [x, y] of others) {
        send(over, "pointermove", { x, y }, { buttons: 1, pointerType });
        // The page takes a finger that goes up or down, to scroll.
        if (touch && Math.abs(y - start[1]) > Math.abs(x - start[0])) {
          send(over, "pointercancel", { x, y }, { pointerType });
          return;
        }
      }
      const [x, y] = others.at(-1) ?? start;
      if (touch) send(over, "pointerup", { x, y }, { pointerType });
      else released(x, y, pointerType, over);
    },
    hover(x, y, pointerType = "mouse") {
      send(elementAt(drawing(), { x, y }), "pointermove", { x, y }, { pointerType });
    },
    leave() {
      // It does not bubble: each element that the pointer was over hears of it.
      for (const each of [drawing(), ...drawing().querySelectorAll("rect")])
        send(each, "pointerleave", { x: -1, y: -1 }, { bubbles: false });
    },
  };
}

function partOf<State>(
  element: HTMLElement & { update(state: State): void },
  state: State,
): ShownPart<State> {
  const update = (next: State): void => {
    element.update(next);
    tellObservers();
  };
  update(state);
  const all = (selector: string): Element[] => [...element.querySelectorAll(selector)];
  return {
    element,
    update,
    all,
    one(selector) {
      const found = all(selector);
      if (found.length !== 1) throw new Error(`There are ${found.length} of ${selector}.`);
      return found[0];
    },
    numbers: (selector, attribute) =>
      all(selector).map((mark) => Number(mark.getAttribute(attribute))),
    text: (selector) => all(selector).map(wordsOf).join("\n"),
    readout(name) {
      const output = element.querySelector(`output[name="${name}"]`)!;
      return { text: wordsOf(output), value: Number(output.querySelector("data")!.value) };
    },
    button(label) {
      const found = all("button").find(
        (button) => (button.getAttribute("aria-label") ?? button.textContent) === label,
      );
      if (found === undefined) throw new Error(`There is no button "${label}".`);
      return found as HTMLButtonElement;
    },
  };
}

/** A number of pixels that is written to a tenth. */
export function tenths(pixels: number): number {
  return expect.closeTo(pixels, 0.9);
}

/** The points that a path of straight lines goes through, in all of its pieces. */
export function pointsOf(path: Element): Point[] {
  return [...path.getAttribute("d")!.matchAll(/([-\d.]+)[ ,]([-\d.]+)/g)].map(([, x, y]) => ({
    x: Number(x),
    y: Number(y),
  }));
}

/** The width of the page, who wants to know how wide something is, and what observers have yet to be told. */
let stage: {
  width: number;
  readonly sizes: Set<SizeObserver>;
  readonly untold: (() => void)[];
};

/** As a browser does once the page is laid out. */
function tellObservers(): void {
  for (const tell of stage.untold.splice(0)) tell();
}

class SizeObserver {
  readonly #tell: (entries: object[]) => void;
  readonly #targets: Element[] = [];

  constructor(tell: (entries: object[]) => void) {
    this.#tell = tell;
    stage.sizes.add(this);
  }
  observe(target: Element): void {
    this.#targets.push(target);
    stage.untold.push(() => this.#tell([this.#entryOf(target)]));
  }
  /** Tells of all that is within an element. */
  tell(element: Element): void {
    for (const target of this.#targets)
      if (element.contains(target)) this.#tell([this.#entryOf(target)]);
  }
  unobserve(): void {}
  disconnect(): void {
    stage.sizes.delete(this);
  }
  #entryOf(target: Element): object {
    return { target, contentRect: { width: stage.width, height: 100 } };
  }
}

/** Has everything in sight. */
class SightObserver {
  readonly #tell: (entries: object[]) => void;

  constructor(tell: (entries: object[]) => void) {
    this.#tell = tell;
  }
  observe(target: Element): void {
    const entry = { target, isIntersecting: true, intersectionRatio: 1 };
    stage.untold.push(() => this.#tell([entry]));
  }
  unobserve(): void {}
  disconnect(): void {}
}

/** Where a drawing or a rectangle of it is: the drawing's corner is that of the page. */
function boxOf(element: Element): DOMRect {
  const number = (name: string): number => Number(element.getAttribute(name) ?? 0);
  if (!(element instanceof SVGElement)) return new DOMRect();
  let [x, y] = element.localName === "svg" ? [0, 0] : [number("x"), number("y")];
  for (let at: Element | null = element; at instanceof SVGElement; at = at.parentElement) {
    const shift = /translate\(([-\d.]+)[ ,]+([-\d.]+)\)/.exec(at.getAttribute("transform") ?? "");
    if (shift === null) continue;
    x += Number(shift[1]);
    y += Number(shift[2]);
  }
  return new DOMRect(x, y, number("width"), number("height"));
}

/** What is under the pointer: of the rectangles that are there for it the uppermost, or the drawing. */
function elementAt(drawing: SVGSVGElement, { x, y }: Point): Element {
  const reaches = drawing.querySelectorAll(".fig-hit, .fig-clickable, .fig-draggable");
  return (
    [...reaches]
      .filter((each) => each.localName === "rect")
      .findLast((each) => {
        const { left, right, top, bottom } = boxOf(each);
        return x >= left && x <= right && y >= top && y <= bottom;
      }) ?? drawing
  );
}

function send(
  over: Element,
  type: string,
  { x, y }: Point,
  { pointerType = "mouse", bubbles = true, buttons = 0 } = {},
): void {
  // jsdom has no PointerEvent.
  const event = new MouseEvent(type, { clientX: x, clientY: y, bubbles, buttons });
  over.dispatchEvent(Object.assign(event, { pointerId: 1, pointerType, isPrimary: true }));
}

/** Opens the figure's menu. */
function openMenu(element: HTMLElement): HTMLElement[] {
  element.querySelector<HTMLElement>(".menu-button")!.click();
  return [...element.querySelectorAll<HTMLElement>("[role=menuitem]")];
}

/** Takes a file away by the figure's menu, and reads it. */
async function savedText(element: HTMLElement, item: string): Promise<string> {
  const saved: Blob[] = [];
  URL.createObjectURL = (content) => {
    saved.push(content as Blob);
    return "blob:saved";
  };
  URL.revokeObjectURL = () => {};
  const follow = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => {});
  openMenu(element)
    .find(({ textContent }) => textContent === item)!
    .click();
  const file = await vi.waitUntil(() => saved.at(0));
  follow.mockRestore();
  const reader = new FileReader();
  reader.readAsText(file);
  return vi.waitUntil(() => reader.result as string | null);
}

function numberOr(text: string): string | number {
  const value = Number(text);
  return text === "NaN" || (text !== "" && !Number.isNaN(value)) ? value : text;
}

function wordsOf(element: Element): string {
  return element.textContent!.replaceAll("\u00a0", " ");
}
