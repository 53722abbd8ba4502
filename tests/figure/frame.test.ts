// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type FigureElement, figure } from "../../src/figure/frame";

interface State {
  readonly x: number;
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

let draws: { x: number; width: number; resized: boolean }[];
let element: FigureElement<State>;
let invalidate: () => void;

const tell = (kind: string, entry: object): void => {
  for (const observer of observers)
    if ("kind" in observer && observer.kind === kind && observer.target.className === "figure-plot")
      observer.callback([entry]);
};
const resize = (width: number): void => tell("FakeResizeObserver", { contentRect: { width } });
const see = (isIntersecting: boolean): void => tell("FakeIntersectionObserver", { isIntersecting });
const press = (key: string, init: KeyboardEventInit = {}): boolean =>
  element
    .querySelector(".figure-plot")!
    .dispatchEvent(new KeyboardEvent("keydown", { key, cancelable: true, ...init }));

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("ResizeObserver", FakeResizeObserver);
  vi.stubGlobal("IntersectionObserver", FakeIntersectionObserver);
  observers.length = 0;
  draws = [];
  const invalidation = new Promise<void>((resolve) => {
    invalidate = resolve;
  });
  element = figure<State>(
    {
      title: "A figure",
      keysHelp: "Arrows move.",
      height: (width) => width / 2,
      draw: (_, { x }, { width, resized }) => draws.push({ x, width, resized }),
      caption: ({ x }) => `x is ${x}`,
      describe: ({ x }) => `The query is ${x}.`,
      table: ({ x }) => ({ columns: ["x"], rows: [[x], ["text"]] }),
      data: ({ x }) => ({ columns: ["x"], rows: [[x]] }),
      key: ({ key }) => key === "ArrowLeft",
    },
    invalidation,
  );
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
    const plot = element.querySelector<HTMLElement>(".figure-plot")!;
    expect(plot.tabIndex).toBe(0);
    expect(plot.getAttribute("aria-label")).toBe("A figure. Arrows move.");
    expect(plot.style.height).toBe("300px");
    expect(element.querySelector("figcaption")!.textContent).toBe("A figure. x is 5");
  });

  it("asks a question without a full stop after it", () => {
    const question = figure<State>(
      {
        title: "Why five?",
        keysHelp: "Arrows move.",
        height: () => 100,
        draw() {},
        caption: ({ x }) => `x is ${x}`,
        describe: () => "",
        table: () => ({ columns: [], rows: [] }),
        data: () => ({ columns: [], rows: [] }),
      },
      Promise.resolve(),
    );
    question.update({ x: 5 });
    expect(question.querySelector("figcaption")!.textContent).toBe("Why five? x is 5");
    expect(question.querySelector(".figure-plot")!.getAttribute("aria-label")).toBe(
      "Why five? Arrows move.",
    );
  });

  it("is a picture and no tab stop where no key does anything", () => {
    const picture = figure<State>(
      {
        title: "A picture",
        height: () => 100,
        draw() {},
        caption: () => "",
        describe: () => "",
        table: () => ({ columns: [], rows: [] }),
        data: () => ({ columns: [], rows: [] }),
      },
      new Promise(() => {}),
    );
    const plot = picture.querySelector<HTMLElement>(".figure-plot")!;
    expect(plot.tabIndex).toBe(-1);
    expect(plot.getAttribute("role")).toBe("img");
    expect(plot.getAttribute("aria-label")).toBe("A picture");
  });

  it("shows what it draws to everybody where that is itself a table", () => {
    const readable = figure<State>(
      {
        title: "A table",
        height: () => 100,
        draw() {},
        caption: () => "",
        describe: () => "",
        data: () => ({ columns: [], rows: [] }),
      },
      new Promise(() => {}),
    );
    const plot = readable.querySelector<HTMLElement>(".figure-plot")!;
    expect(plot.hasAttribute("role")).toBe(false);
    expect(plot.hasAttribute("aria-label")).toBe(false);
    expect(readable.querySelector("details")).toBeNull();
  });

  it("draws at once in sight, and builds afresh only when its width changes", () => {
    resize(600);
    see(true);
    element.update({ x: 1 });
    element.update({ x: 2 });
    resize(400);
    expect(draws).toEqual([
      { x: 1, width: 600, resized: true },
      { x: 2, width: 600, resized: false },
      { x: 2, width: 400, resized: true },
    ]);
  });

  it("waits out of sight, and then draws the latest state only", () => {
    resize(600);
    see(true);
    element.update({ x: 1 });
    see(false);
    for (const x of [2, 3, 4]) element.update({ x });
    expect(draws).toHaveLength(1);
    see(true);
    expect(draws.map(({ x }) => x)).toEqual([1, 4]);
  });

  it("is drawn once when there is time, before it is ever seen", () => {
    resize(600);
    element.update({ x: 1 });
    expect(draws).toHaveLength(0);
    vi.advanceTimersByTime(3000);
    expect(draws.map(({ x }) => x)).toEqual([1]);
  });

  it("waits while the page is hidden", () => {
    resize(600);
    see(true);
    const hidden = vi.spyOn(document, "hidden", "get").mockReturnValue(true);
    element.update({ x: 1 });
    expect(draws).toHaveLength(0);
    hidden.mockReturnValue(false);
    document.dispatchEvent(new Event("visibilitychange"));
    expect(draws).toHaveLength(1);
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
    element.querySelector(".figure-plot")!.dispatchEvent(new FocusEvent("focus"));
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
    resize(600);
    see(true);
    element.update({ x: 1 });
    expect(press("ArrowLeft")).toBe(false);
    expect(press("ArrowUp")).toBe(true);
    expect(press("ArrowLeft", { ctrlKey: true })).toBe(true);
  });

  it("can be read as a table, which follows while it is open", () => {
    resize(600);
    see(true);
    element.update({ x: -1 });
    const details = element.querySelector("details")!;
    expect(details.querySelector("table")).toBeNull();
    details.open = true;
    details.dispatchEvent(new Event("toggle"));
    expect([...details.querySelectorAll("td")].map((cell) => cell.textContent)).toEqual([
      "−1",
      "text",
    ]);
    element.update({ x: 7 });
    vi.advanceTimersByTime(200);
    expect(details.querySelector("td")!.textContent).toBe("7");
  });

  it("ends its observers when its cell is over", async () => {
    invalidate();
    await Promise.resolve();
    expect(observers.length).toBeGreaterThan(0);
    expect(observers.every(({ alive }) => !alive)).toBe(true);
  });

  it("closes its menu when its cell is over, so that the page no longer tells it of events", async () => {
    Element.prototype.scrollIntoView = vi.fn();
    element.querySelector<HTMLElement>(".menu-button")!.click();
    const list = element.querySelector<HTMLElement>("[role=menu]")!;
    expect(list.hidden).toBe(false);
    invalidate();
    await Promise.resolve();
    expect(list.hidden).toBe(true);
  });
});
