// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { setAttributes, svg } from "../../src/drawing/svg";
import { column, numbers } from "../../src/figure/columns";
import type { Drag } from "../../src/figure/drawing";
import { type FigureOptions, figure } from "../../src/figure/figure";
import type { StateElement } from "../../src/figure/picture";

interface State {
  readonly x: number;
  readonly data?: object;
}
interface Own {
  readonly hovered: number | undefined;
}

/** Observers whose callbacks the tests call. */
const observers: { callback(entries: unknown[]): void; target: Element; alive: boolean }[] = [];
class FakeObserver {
  readonly #callback: (entries: unknown[]) => void;
  readonly #own: typeof observers = [];
  constructor(callback: (entries: unknown[]) => void) {
    this.#callback = callback;
  }
  observe(target: Element): void {
    const observer = { callback: this.#callback, target, alive: true, kind: this.constructor.name };
    observers.push(observer);
    this.#own.push(observer);
  }
  disconnect(): void {
    for (const observer of this.#own) observer.alive = false;
  }
}
class FakeResizeObserver extends FakeObserver {}
class FakeIntersectionObserver extends FakeObserver {}

let builds: { x: number; width: number }[];
let moves: { x: number; hovered: number | undefined }[];
let drags: Drag[];
let clicks: number[];
let element: StateElement<State>;
let invalidate: () => void;

const tell = (kind: string, entry: object): void => {
  for (const observer of observers)
    if ("kind" in observer && observer.kind === kind && observer.target.className === "figure-plot")
      observer.callback([entry]);
};
const resize = (width: number): void => tell("FakeResizeObserver", { contentRect: { width } });
const see = (isIntersecting: boolean): void => tell("FakeIntersectionObserver", { isIntersecting });
const plot = (): HTMLElement => element.querySelector<HTMLElement>(".figure-plot")!;
const root = (): SVGSVGElement => plot().querySelector<SVGSVGElement>("svg")!;
const press = (key: string, init: KeyboardEventInit = {}): boolean =>
  plot().dispatchEvent(new KeyboardEvent("keydown", { key, cancelable: true, ...init }));
/** jsdom has no PointerEvent. */
const point = (type: string, x: number, y: number, buttons = 1): void => {
  const event = new MouseEvent(type, { clientX: x, clientY: y, buttons });
  root().dispatchEvent(Object.assign(event, { pointerId: 1, pointerType: "mouse" }));
};

const options: FigureOptions<State, Own> = {
  title: "A figure",
  height: (width) => width / 2,
  own: () => ({ hovered: undefined }),
  depends: ({ data }) => [data],
  still({ state }, { width }) {
    builds.push({ x: state.x, width });
    const mark = svg("circle");
    return {
      marks: [mark],
      areas: [
        {
          box: { left: 0, top: 0, width: 100, height: 100 },
          drag: (to) => drags.push(to),
          hover: (at, view) => view.look({ hovered: at?.x }),
        },
        {
          box: { left: 104, top: 0, width: 100, height: 100 },
          click: (_, { state: now }) => clicks.push(now.x),
        },
      ],
      moves({ state: { x }, own: { hovered } }) {
        moves.push({ x, hovered });
        setAttributes(mark, { cx: x });
      },
    };
  },
  caption: ({ x }) => `x is ${x}`,
  sentence: ({ x }, { hovered }) => `The query is ${x}${hovered ? `, over ${hovered}` : ""}.`,
  columns: ({ x }) =>
    numbers(
      [x],
      [
        column(
          "x",
          "x",
          (each) => each,
          (each) => each,
        ),
      ],
    ),
  keys: { help: "Arrows move.", press: ({ key }) => key === "ArrowLeft" },
};

/** The element that shows pictures of a kind, before it shows one. */
function shownBy(how: FigureOptions<State, Own>): StateElement<State> {
  return figure(how)({ x: 0 }).begin().element as StateElement<State>;
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("ResizeObserver", FakeResizeObserver);
  vi.stubGlobal("IntersectionObserver", FakeIntersectionObserver);
  SVGElement.prototype.setPointerCapture = () => {};
  observers.length = 0;
  [builds, moves, drags, clicks] = [[], [], [], []];
  const shown = figure(options)({ x: 0 }).begin();
  element = shown.element as StateElement<State>;
  invalidate = shown.end;
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("a figure", () => {
  it("is one named tab stop, with a caption that follows its state", () => {
    resize(600);
    see(true);
    element.update({ x: 5 });
    vi.advanceTimersByTime(200);
    expect(plot().tabIndex).toBe(0);
    expect(plot().getAttribute("aria-label")).toBe("A figure. Arrows move.");
    expect(plot().style.height).toBe("300px");
    expect(element.querySelector("figcaption")!.textContent).toBe("A figure. x is 5");
  });

  it("asks a question without a full stop after it, and takes its title from the state where it must", () => {
    const question = shownBy({ ...options, title: ({ x }) => `Why ${x}?` });
    expect(question.querySelector("figcaption")!.textContent).toBe("Why 0? x is 0");
    question.update({ x: 5 });
    expect(question.querySelector(".figure-plot")!.getAttribute("aria-label")).toBe(
      "Why 5? Arrows move.",
    );
  });

  it("is a picture and no tab stop where no key does anything", () => {
    const { keys: _, ...still } = options;
    const picture = shownBy(still).querySelector<HTMLElement>(".figure-plot")!;
    expect(picture.tabIndex).toBe(-1);
    expect(picture.getAttribute("role")).toBe("img");
    expect(picture.getAttribute("aria-label")).toBe("A figure");
  });

  it("shows what it draws to everybody where that is itself a table", () => {
    const table = document.createElement("table");
    const { keys: _, ...still } = options;
    element = shownBy({
      ...still,
      still: () => ({ marks: table }),
      columns: () => numbers([], []),
    });
    resize(600);
    vi.advanceTimersByTime(3000);
    expect(plot().firstChild).toBe(table);
    expect(plot().hasAttribute("role")).toBe(false);
    expect(plot().hasAttribute("aria-label")).toBe(false);
    expect(element.querySelector("details")).toBeNull();
  });

  it("draws at once in sight, and builds anew only when its width or what it depends on changes", () => {
    resize(600);
    see(true);
    element.update({ x: 1 });
    const mark = root().querySelector("circle");
    element.update({ x: 2 });
    expect(root().querySelector("circle")).toBe(mark);
    expect(mark!.getAttribute("cx")).toBe("2");
    resize(400);
    element.update({ x: 3, data: {} });
    expect(builds).toEqual([
      { x: 0, width: 600 },
      { x: 2, width: 400 },
      { x: 3, width: 400 },
    ]);
    expect(moves.map(({ x }) => x)).toEqual([0, 1, 2, 2, 3]);
  });

  it("waits out of sight, and then draws the latest state only", () => {
    resize(600);
    see(true);
    element.update({ x: 1 });
    see(false);
    for (const x of [2, 3, 4]) element.update({ x });
    expect(moves.map(({ x }) => x)).toEqual([0, 1]);
    see(true);
    expect(moves.map(({ x }) => x)).toEqual([0, 1, 4]);
  });

  it("is drawn when it can be, though it was asked to while it had no room", () => {
    resize(600);
    see(true);
    see(false);
    element.update({ x: 1 });
    resize(0);
    dispatchEvent(new Event("beforeprint"));
    moves = [];
    resize(600);
    see(true);
    expect(moves.map(({ x }) => x)).toEqual([1]);
  });

  it("builds anew what could not be built", () => {
    let fails = false;
    const shown = shownBy({
      ...options,
      still: (view, ground) => {
        if (fails) throw new Error("No.");
        return options.still(view, ground);
      },
    });
    element = shown;
    resize(600);
    see(true);
    fails = true;
    expect(() => shown.update({ x: 1, data: {} })).toThrow("No.");
    fails = false;
    builds = [];
    dispatchEvent(new Event("beforeprint"));
    expect(builds).toEqual([{ x: 1, width: 600 }]);
  });

  it("is drawn once when there is time, before it is ever seen", () => {
    resize(600);
    element.update({ x: 1 });
    expect(moves).toHaveLength(0);
    vi.advanceTimersByTime(3000);
    expect(moves.map(({ x }) => x)).toEqual([1]);
  });

  it("waits while the page is hidden", () => {
    resize(600);
    see(true);
    moves = [];
    const hidden = vi.spyOn(document, "hidden", "get").mockReturnValue(true);
    element.update({ x: 1 });
    expect(moves).toHaveLength(0);
    hidden.mockReturnValue(false);
    document.dispatchEvent(new Event("visibilitychange"));
    expect(moves).toHaveLength(1);
  });

  it("speaks one sentence for many changes, and only while the reader is on it", () => {
    resize(600);
    see(true);
    const speech = element.querySelector("p")!;
    for (const x of [1, 2, 3]) element.update({ x });
    expect(speech.textContent).toBe("");
    vi.advanceTimersByTime(1000);
    expect(speech.textContent).toBe("The query is 3.");
    expect(speech.getAttribute("aria-live")).toBe("off");
    plot().dispatchEvent(new FocusEvent("focus"));
    expect(speech.getAttribute("aria-live")).toBe("polite");
  });

  it("words its caption anew only a few times a second, and ends with the last state", () => {
    resize(600);
    see(true);
    const caption = element.querySelector("figcaption span")!;
    const wordings: (string | null)[] = [];
    for (let x = 0; x < 20; ++x) {
      element.update({ x });
      wordings.push(caption.textContent);
      vi.advanceTimersByTime(16);
    }
    expect(new Set(wordings).size).toBeLessThan(5);
    vi.advanceTimersByTime(200);
    expect(caption.textContent).toBe("x is 19");
  });

  it("takes the keys that mean something to it and leaves the others to the page", () => {
    expect(press("ArrowLeft")).toBe(false);
    expect(press("ArrowUp")).toBe(true);
    expect(press("ArrowLeft", { ctrlKey: true })).toBe(true);
  });

  it("can be read as a table, which follows while it is open and keeps where it is scrolled to", () => {
    resize(600);
    see(true);
    element.update({ x: -1 });
    const details = element.querySelector("details")!;
    expect(details.querySelector("table")).toBeNull();
    details.open = true;
    details.dispatchEvent(new Event("toggle"));
    expect(details.querySelector("td")!.textContent).toBe("−1");
    const holder = details.querySelector<HTMLElement>(".table-scroll")!;
    holder.scrollTop = 40;
    element.update({ x: 7 });
    vi.advanceTimersByTime(200);
    expect(details.querySelector("td")!.textContent).toBe("7");
    expect(holder.scrollTop).toBe(40);
  });

  it("has parts under its plot, which follow what they depend on", () => {
    const words = document.createElement("p");
    const update = vi.fn();
    const { parts } = {
      parts: () => [{ element: words, depends: ({ data }: State) => [data], update }],
    };
    const whole = shownBy({ ...options, parts });
    expect(whole.querySelector(".figure-plot")!.nextSibling).toBe(words);
    for (const x of [1, 2]) whole.update({ x });
    expect(update).toHaveBeenCalledTimes(1);
    whole.update({ x: 3, data: {} });
    expect(update).toHaveBeenCalledTimes(2);
    expect(update.mock.lastCall![0].state.x).toBe(3);
  });

  it("ends its observers when it is shown no more", async () => {
    invalidate();
    await Promise.resolve();
    expect(observers.length).toBeGreaterThan(0);
    expect(observers.every(({ alive }) => !alive)).toBe(true);
  });

  it("closes its menu when it is shown no more, so that the page no longer tells it of events", async () => {
    Element.prototype.scrollIntoView = vi.fn();
    element.querySelector<HTMLElement>(".menu-button")!.click();
    const list = element.querySelector<HTMLElement>("[role=menu]")!;
    expect(list.hidden).toBe(false);
    invalidate();
    await Promise.resolve();
    expect(list.hidden).toBe(true);
  });
});

describe("the pointer over a figure", () => {
  beforeEach(() => {
    resize(600);
    see(true);
  });

  it("drags in the area where it was pressed, beside it too, and tells how far it has come", () => {
    point("pointerdown", 10, 10);
    point("pointermove", 30, 5);
    point("pointermove", 150, 5);
    expect(drags).toEqual([
      { x: 10, y: 10, by: { x: 0, y: 0 } },
      { x: 30, y: 5, by: { x: 20, y: -5 } },
      { x: 150, y: 5, by: { x: 120, y: 0 } },
    ]);
    expect(clicks).toEqual([]);
  });

  it("keeps what it holds while the scene is built anew under it", () => {
    point("pointerdown", 10, 10);
    element.update({ x: 2, data: {} });
    expect(builds).toHaveLength(2);
    point("pointermove", 50, 10);
    expect(drags.map(({ x }) => x)).toEqual([10, 50]);
  });

  it("clicks with what the figure shows by then", () => {
    element.update({ x: 8 });
    point("pointerdown", 150, 50);
    point("pointerup", 150, 50, 0);
    expect(clicks).toEqual([8]);
    expect(drags).toEqual([]);
  });

  it("belongs to an area that it is near, unless it is in another one", () => {
    point("pointerdown", 50, 106);
    point("pointerup", 50, 106, 0);
    point("pointerdown", 101, 50);
    point("pointerup", 101, 50, 0);
    point("pointerdown", 106, 50);
    point("pointerup", 106, 50, 0);
    expect(drags.map(({ x }) => x)).toEqual([50, 101]);
    expect(clicks).toHaveLength(1);
    point("pointerdown", 300, 200);
    point("pointermove", 310, 200);
    expect(drags).toHaveLength(2);
  });

  it("looks at what it is over, which the figure alone knows, until it leaves", () => {
    point("pointermove", 40, 20, 0);
    expect(moves.at(-1)).toEqual({ x: 0, hovered: 40 });
    expect(root().classList.contains("fig-draggable")).toBe(true);
    point("pointermove", 150, 20, 0);
    expect(moves.at(-1)).toEqual({ x: 0, hovered: undefined });
    expect(root().classList.contains("fig-clickable")).toBe(true);
    point("pointermove", 40, 20, 0);
    point("pointerleave", 0, 0, 0);
    expect(moves.at(-1)).toEqual({ x: 0, hovered: undefined });
    expect(root().classList.contains("fig-draggable")).toBe(false);
    expect(builds).toHaveLength(1);
  });

  it("looks under a mouse as the area says, if not as what it does", () => {
    element = shownBy({
      ...options,
      still: () => ({ marks: [], areas: [{ cursor: "turn", drag: () => {} }] }),
    });
    resize(600);
    see(true);
    point("pointermove", 10, 10, 0);
    expect(root().getAttribute("class")).toBe("fig-svg fig-turnable");
  });
});
