// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { pictureKind, type StateElement } from "../../src/figure/picture";
import type { Cell, Definition, Notebook, Observable } from "../../src/notebook/definition";
import type { Host } from "../../src/notebook/host";
import { type Mounted, mount } from "../../src/notebook/mount";

type Run = (...inputs: never[]) => unknown;

/** A cell of a name, from the names and the function of its inputs. */
function code(slug: string, inputs: string, outputs: string, run: Run, hash = "1"): Cell {
  const autodisplay = outputs === "" && !/\b(display|view)\b/.test(inputs);
  return { slug, inputs: words(inputs), outputs: words(outputs), autodisplay, run, hash };
}

function prose(slug: string, slots: readonly Definition[], hash = "1"): Cell {
  return { slug, slots, hash };
}

const words = (text: string): string[] => text.split(" ").filter(Boolean);

describe("a mounted notebook", () => {
  let mounted: Mounted;
  let libraries: Notebook["libraries"];
  const unhandled = vi.fn();
  const host = { element: document.body, asset: (path: string) => new URL(path, "http://site/") };

  beforeEach(() => {
    unhandled.mockClear();
    libraries = {};
    vi.spyOn(console, "error").mockImplementation(() => {});
    process.on("unhandledRejection", unhandled);
  });
  afterEach(async () => {
    mounted.dispose();
    await frames();
    process.off("unhandledRejection", unhandled);
    expect(unhandled).not.toHaveBeenCalled();
    vi.restoreAllMocks();
  });

  function open(...cells: Cell[]): void {
    document.body.innerHTML = cells
      .filter((cell) => !("place" in cell))
      .map(({ slug }) =>
        slug.startsWith("prose")
          ? `<div class="cell" id="cell-${slug}" data-cell="${slug}">so <span data-slot="0">…</span></div>`
          : `<div class="cell" id="cell-${slug}" data-cell="${slug}"><div class="cell-output"><i>before</i></div><details class="cell-code"></details></div>`,
      )
      .join("");
    mounted = mount(notebookOf(cells), document, host as unknown as Host);
  }

  const notebookOf = (cells: readonly Cell[]): Notebook => ({
    name: "n",
    title: "",
    headings: [],
    libraries,
    cells,
  });
  const frames = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 80));
  const cell = (slug: string): HTMLElement => document.querySelector(`[data-cell="${slug}"]`)!;
  const output = (slug: string): string => cell(slug).querySelector(".cell-output")!.innerHTML;
  const text = (slug: string): string => cell(slug).querySelector(".cell-output")!.textContent!;
  const shows = (slug: string, expected: string): Promise<void> =>
    vi.waitFor(() => expect(text(slug)).toBe(expected));

  it("runs cells by what they use, whatever their order", async () => {
    open(
      code("sum", "x y", "", (x: number, y: number) => x + y),
      code("y", "x", "y", (x: number) => ({ y: 10 * x })),
      code("x", "", "x", () => ({ x: 1 })),
    );
    await shows("sum", "11");
  });

  it("fetches a library when a cell names it, once for all", async () => {
    const load = vi.fn(async () => ({ twice: (x: number) => 2 * x }));
    const none = vi.fn(async () => ({}));
    libraries = { Plot: load, d3: none };
    open(
      code("a", "Plot", "", (Plot: { twice(x: number): number }) => Plot.twice(3)),
      code("b", "Plot", "", (Plot: { twice(x: number): number }) => Plot.twice(4)),
    );
    await shows("a", "6");
    await shows("b", "8");
    expect(load).toHaveBeenCalledOnce();
    expect(none).not.toHaveBeenCalled();
  });

  it("says where a library is named that cannot be fetched, and keeps what the build drew there", async () => {
    libraries = { Plot: () => Promise.reject(new Error("Failed to fetch")) };
    open(
      code("a", "Plot", "", () => 1),
      code("b", "", "", () => 2),
    );
    await vi.waitFor(() =>
      expect(cell("a").textContent).toContain(
        "The cell a failed: Plot could not be fetched. Reload the page to try again. (Failed to fetch)",
      ),
    );
    expect(output("a")).toBe("<i>before</i>");
    await shows("b", "2");
  });

  it("runs a cell that nothing uses and that shows nothing", async () => {
    const run = vi.fn(() => ({}));
    open(code("a", "", "", run));
    await vi.waitFor(() => expect(run).toHaveBeenCalledOnce());
  });

  it("gives cells what promises resolve to and what generators yield", async () => {
    open(
      code("sum", "a b c", "", (a: number, b: number, c: number) => a + b + c),
      code("a", "", "a", async () => ({ a: 1 })),
      code("b", "", "b", () => ({ b: Promise.resolve(20) })),
      code("c", "", "c", () => ({
        c: (async function* () {
          yield 300;
          yield 400;
        })(),
      })),
    );
    await shows("sum", "421");
  });

  it("shows all that a cell displays, in order: nodes as they are, all else as text", async () => {
    const node = document.createElement("b");
    open(
      code("a", "display", "", (display: (value: unknown) => void) => {
        display(node);
        display("two");
        display({ x: [1, "y"] });
      }),
    );
    await vi.waitFor(() =>
      expect(output("a")).toBe(
        '<b></b><pre class="inspect">two</pre><pre class="inspect">{x: [1, "y"]}</pre>',
      ),
    );
    expect(cell("a").querySelector("b")).toBe(node);
  });

  it("keeps what was there until the new run shows something, or ends", async () => {
    let release = (): void => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    open(
      code("a", "display", "", async (display: (value: unknown) => void) => {
        await gate;
        display(1);
      }),
      code("b", "", "x", async () => {
        await gate;
        return { x: 1 };
      }),
    );
    await frames();
    expect([text("a"), text("b")]).toEqual(["before", "before"]);
    release();
    await shows("a", "1");
    await shows("b", "");
  });

  it("does not show what a run displays once it is over", async () => {
    const source = observable(1);
    const late: (() => void)[] = [];
    open(
      code("x", "observe", "x", (observe: (source: unknown) => unknown) => ({
        x: observe(source),
      })),
      code("a", "x display", "", (x: number, display: (value: unknown) => void) => {
        display(x);
        late.push(() => display(`late ${x}`));
      }),
    );
    await shows("a", "1");
    source.set(2);
    await shows("a", "2");
    late[0]!();
    expect(text("a")).toBe("2");
    late[1]!();
    expect(text("a")).toBe("2late 2");
  });

  it("shows an input, and gives its value as it changes", async () => {
    const input = document.createElement("input");
    input.value = "5";
    open(
      code("input", "view", "x", (view: (input: unknown) => unknown) => ({ x: view(input) })),
      code("twice", "x", "", (x: string) => 2 * Number(x)),
    );
    await shows("twice", "10");
    expect(cell("input").querySelector("input")).toBe(input);
    input.value = "6";
    input.dispatchEvent(new Event("input"));
    await shows("twice", "12");
    expect(document.querySelector("input")).toBe(input);
  });

  it("computes each frame with the values of that frame", async () => {
    const source = observable(0);
    const seen: number[] = [];
    open(
      code("x", "observe", "x", (observe: (source: unknown) => unknown) => ({
        x: observe(source),
      })),
      code("y", "x", "y", (x: number) => ({ y: x })),
      code("last", "y", "", (y: number) => seen.push(y)),
    );
    await vi.waitFor(() => expect(seen).toEqual([0]));
    await frames();
    const late: number[] = [];
    for (let i = 1; i <= 10; ++i) {
      source.set(i);
      await new Promise(requestAnimationFrame); // the runtime computes in this frame,
      await new Promise((resolve) => setTimeout(resolve)); // before the browser would paint
      late.push(i - seen.at(-1)!);
    }
    expect(late).toEqual(Array(10).fill(0));
  });

  it("fills the slots of prose, and leaves alone what they show until then", async () => {
    const source = observable<unknown>(undefined);
    open(
      prose("prose", [{ inputs: ["x"], run: (x: unknown) => x }]),
      code("x", "observe", "x", (observe: (source: unknown) => unknown) => ({
        x: observe(source),
      })),
    );
    await frames();
    expect(cell("prose").textContent).toBe("so …");
    source.set(7);
    await vi.waitFor(() => expect(cell("prose").textContent).toBe("so 7"));
    source.set(document.createElement("output"));
    await vi.waitFor(() => expect(cell("prose").innerHTML).toContain("<output></output>"));
  });

  it("gives cells their host", async () => {
    open(code("a", "host", "", ({ asset }: Host) => asset("w").href));
    await shows("a", "http://site/w");
  });

  describe("that shows pictures", () => {
    const ended: number[] = [];
    const numbers = pictureKind<number>((_, invalidation) => {
      const element = document.createElement("output") as HTMLElement as StateElement<number>;
      element.update = (state) => {
        element.textContent = `${state}`;
      };
      invalidation.then(() => ended.push(Number(element.textContent)));
      return element;
    });
    const source = observable(1);
    const x = code("x", "observe", "x", (observe: (source: unknown) => unknown) => ({
      x: observe(source),
    }));
    const displayed = code(
      "displayed",
      "x display",
      "",
      (x: number, display: (value: unknown) => void) => {
        if (x < 0) throw new Error("negative");
        display(numbers(x));
      },
    );

    beforeEach(() => {
      source.set(1);
      ended.length = 0;
    });

    it("updates the one that is there when a cell runs again, and ends it when the page is disposed", async () => {
      open(
        x,
        displayed,
        code("value", "x", "", (x: number) => numbers(x)),
      );
      await shows("displayed", "1");
      await shows("value", "1");
      const before = [...document.querySelectorAll("output")];
      source.set(2);
      await shows("displayed", "2");
      await shows("value", "2");
      expect([...document.querySelectorAll("output")]).toEqual(before);
      expect(ended).toEqual([]);
      mounted.dispose();
      await frames();
      expect(ended).toEqual([2, 2]);
    });

    it("shows one value in two cells by two elements", async () => {
      open(
        code("made", "x", "picture", (x: number) => ({ picture: numbers(x) })),
        code("a", "picture", "", (picture: unknown) => picture),
        code("b", "picture", "", (picture: unknown) => picture),
        x,
      );
      await shows("a", "1");
      await shows("b", "1");
    });

    it("ends those of a cell that fails", async () => {
      open(x, displayed);
      await shows("displayed", "1");
      source.set(-1);
      await shows("displayed", "");
      expect(ended).toEqual([1]);
    });
  });

  describe("with a cell that declares values and displays something", () => {
    const source = observable(1);
    const state = code("state", "observe", "x", (observe: (source: unknown) => unknown) => ({
      x: observe(source),
    }));
    /** The two parts of a cell. */
    const values = (inputs: string, outputs: string, run: Run, hash = "1"): Cell => ({
      ...code("keys.values", inputs, outputs, run, hash),
      place: "keys",
    });
    const display = (inputs: string, run: Run, hash = "1"): Cell =>
      code("keys", `${inputs} display`, "", run, hash);
    type Show = (value: unknown) => void;
    const problems = (slug: string): (string | null)[] =>
      [...cell(slug).querySelectorAll(".cell-error, .cell-waiting")].map(
        ({ textContent }) => textContent,
      );

    beforeEach(() => source.set(1));

    it("displays anew, without declaring the values anew, what else has changed", async () => {
      const declare = vi.fn(async () => ({ keys: Promise.resolve([1, 2]) }));
      const uses = vi.fn((keys: number[]) => keys.length);
      open(
        display("keys x", (keys: number[], x: number, show: Show) => show(keys.map((k) => k * x))),
        values("", "keys", declare),
        state,
        code("uses", "keys", "", uses),
      );
      await shows("keys", "[1, 2]");
      source.set(3);
      await shows("keys", "[3, 6]");
      expect(declare).toHaveBeenCalledOnce();
      expect(uses).toHaveBeenCalledOnce();
    });

    it("shows an input above what is displayed of its value", async () => {
      const input = document.createElement("input");
      input.value = "5";
      open(
        values("view", "k", (view: (input: unknown) => unknown) => ({ k: view(input) })),
        display("k", (k: string, show: Show) => show(`k = ${k}`)),
      );
      await shows("keys", "k = 5");
      input.value = "6";
      input.dispatchEvent(new Event("input"));
      await shows("keys", "k = 6");
      expect(output("keys")).toBe('<input><pre class="inspect">k = 6</pre>');
      expect(cell("keys").querySelector("input")).toBe(input);
    });

    it("says in its one place what is wrong with either part, and clears what that has shown", async () => {
      open(
        values("x view", "k", (x: number, view: (input: unknown) => unknown) => {
          if (x === 3) throw new Error("no values");
          view(Object.assign(document.createElement("input"), { value: x }));
          return { k: x };
        }),
        display("k", (k: number, show: Show) => {
          if (k === 2) throw new Error("no picture");
          show(k);
        }),
        code("uses", "k", "", (k: number) => k),
        state,
      );
      await shows("keys", "1");
      source.set(2);
      await vi.waitFor(() =>
        expect(problems("keys")).toEqual(["The cell keys failed: no picture"]),
      );
      expect(output("keys")).toBe("<input>");
      await shows("uses", "2");
      source.set(4);
      await shows("keys", "4");
      source.set(3);
      await vi.waitFor(() => expect(problems("keys")).toEqual(["The cell keys failed: no values"]));
      expect(output("keys")).toBe("");
      await vi.waitFor(() => expect(problems("uses")).toEqual(["Waiting for the cell keys."]));
      source.set(5);
      await shows("keys", "5");
      expect(problems("keys")).toEqual([]);
    });

    it("does not say that it waits for itself", async () => {
      source.set(-1);
      open(
        values("x", "k", (x: number) => {
          if (x < 0) throw new Error("negative");
          return { k: x };
        }),
        display("k", () => new Promise(() => {})),
        state,
      );
      await vi.waitFor(() => expect(problems("keys")).toEqual(["The cell keys failed: negative"]));
      source.set(1);
      await vi.waitFor(() => expect(problems("keys")).toEqual([]));
    });

    it("waits in one place for a cell that has failed, as do those that use its values", async () => {
      open(
        values("y", "k", (y: number) => ({ k: y })),
        display("k", (k: number, show: Show) => show(k)),
        code("first", "", "y", () => {
          throw new Error("no luck");
        }),
        code("uses", "k", "", (k: number) => k),
      );
      for (const slug of ["keys", "uses"])
        await vi.waitFor(() => expect(problems(slug)).toEqual(["Waiting for the cell first."]));
    });

    it("takes an edit of either part, and of a cell to two parts and back", async () => {
      const declare = vi.fn(() => ({ k: 1 }));
      const uses = code("uses", "k", "", (k: number) => `uses ${k}`);
      const show =
        (text: string): Run =>
        (k: number, show: Show) =>
          show(`${text} ${k}`);
      open(values("", "k", declare), display("k", show("k =")), uses);
      await shows("keys", "k = 1");
      mounted.update(notebookOf([values("", "k", declare), display("k", show("k is"), "2"), uses]));
      await shows("keys", "k is 1");
      expect(declare).toHaveBeenCalledOnce();
      const two = values("", "k", () => ({ k: 2 }), "2");
      mounted.update(notebookOf([two, display("k", show("k is"), "2"), uses]));
      await shows("keys", "k is 2");
      const whole = (show: Show) => {
        show("whole");
        return { k: 3 };
      };
      mounted.update(notebookOf([code("keys", "display", "k", whole, "3"), uses]));
      await shows("keys", "whole");
      await shows("uses", "uses 3");
      mounted.update(notebookOf([two, display("k", show("again"), "4"), uses]));
      await shows("keys", "again 2");
      await shows("uses", "uses 2");
    });
  });

  describe("where cells are out of sight", () => {
    const source = observable(1);
    const x = code("x", "observe", "x", (observe: (source: unknown) => unknown) => ({
      x: observe(source),
    }));
    type Show = (value: unknown) => void;
    const displayed = (run: (x: number) => unknown = (x) => x): Cell =>
      code("displayed", "x display", "", (x: number, show: Show) => show(run(x)));
    /** What is observed, and who is told what of it is near the window. */
    const observed = new Map<Element, (near: boolean) => void>();

    beforeEach(() => {
      source.set(1);
      observed.clear();
      vi.stubGlobal(
        "IntersectionObserver",
        class {
          readonly #tell: (entries: object[]) => void;
          #element: Element | undefined;
          constructor(tell: (entries: object[]) => void, options: object) {
            expect(options).toEqual({ rootMargin: "50%" });
            this.#tell = tell;
          }
          observe(element: Element): void {
            this.#element = element;
            observed.set(element, (isIntersecting) => this.#tell([{ isIntersecting }]));
          }
          disconnect(): void {
            if (this.#element) observed.delete(this.#element);
          }
        },
      );
    });
    afterEach(() => vi.unstubAllGlobals());
    const near = (slug: string, isNear = true): void => observed.get(cell(slug))!(isNear);

    it("runs one that only shows once at the start, and then when it comes near, with the latest values", async () => {
      const run = vi.fn((x: number) => `x = ${x}`);
      open(x, displayed(run));
      await shows("displayed", "x = 1");
      source.set(2);
      await frames();
      source.set(3);
      await frames();
      expect(text("displayed")).toBe("x = 1");
      near("displayed");
      await shows("displayed", "x = 3");
      source.set(4);
      await shows("displayed", "x = 4");
      near("displayed", false);
      source.set(5);
      await frames();
      expect(run.mock.calls).toEqual([[1], [3], [4]]);
    });

    it("shows nothing old when it comes near and nothing has changed", async () => {
      const run = vi.fn((x: number) => x);
      open(x, displayed(run));
      await shows("displayed", "1");
      near("displayed");
      near("displayed", false);
      near("displayed");
      await frames();
      expect(run).toHaveBeenCalledOnce();
    });

    it("brings all up to date at once when the page is printed", async () => {
      open(x, displayed());
      await shows("displayed", "1");
      source.set(2);
      await frames();
      dispatchEvent(new Event("beforeprint"));
      expect(text("displayed")).toBe("2");
    });

    it("runs one that has the focus, wherever it is: who only hears is told of it", async () => {
      const button = document.createElement("button");
      open(
        x,
        code("displayed", "x display", "", (x: number, show: Show) => {
          button.textContent = `x = ${x}`;
          show(button);
        }),
      );
      await shows("displayed", "x = 1");
      button.focus();
      source.set(2);
      await shows("displayed", "x = 2");
      button.blur();
      source.set(3);
      await frames();
      expect(text("displayed")).toBe("x = 2");
    });

    it("has an expression wait whose value is a picture or a node, and no other", async () => {
      const acts = vi.fn();
      open(
        x,
        code("node", "x", "", (x: number) => document.createTextNode(`${x}`)),
        code("acts", "x", "", acts),
      );
      await shows("node", "1");
      source.set(2);
      await vi.waitFor(() => expect(acts).toHaveBeenCalledTimes(2));
      await frames();
      expect(text("node")).toBe("1");
    });

    it("runs at once what others depend on, and the values of a cell that waits to display them", async () => {
      open(
        x,
        {
          ...code("displayed.values", "x", "y", (x: number) => ({ y: 2 * x })),
          place: "displayed",
        },
        code("displayed", "y display", "", (y: number, show: Show) => show(y)),
        code("shows-and-declares", "y display", "z", (y: number, show: Show) => {
          show(y);
          return { z: y };
        }),
        prose("prose", [{ inputs: ["z"], run: (z: unknown) => z }]),
      );
      await shows("displayed", "2");
      source.set(2);
      await shows("shows-and-declares", "4");
      await vi.waitFor(() => expect(cell("prose").textContent).toBe("so 4"));
      expect(text("displayed")).toBe("2");
    });

    it("says at once that a cell before it has failed, and that it has not any more", async () => {
      open(
        x,
        code("root", "x", "y", (x: number) => {
          if (x < 0) throw new Error("negative");
          return { y: x };
        }),
        code("displayed", "y display", "", (y: number, show: Show) => show(y)),
      );
      const waiting = (): Element | null => cell("displayed").querySelector(".cell-waiting");
      await shows("displayed", "1");
      source.set(-1);
      await vi.waitFor(() => expect(waiting()).not.toBeNull());
      source.set(2);
      await vi.waitFor(() => expect(waiting()).toBeNull());
      expect(text("displayed")).toBe("1");
      // What it then waits to show is not shown once it is out of date.
      source.set(-2);
      await vi.waitFor(() => expect(waiting()).not.toBeNull());
      near("displayed");
      expect(text("displayed")).toBe("1");
    });

    it("says that it fails when it comes near, and then runs again wherever it is", async () => {
      open(
        x,
        displayed((x) => {
          if (x < 0) throw new Error("negative");
          return x;
        }),
      );
      await shows("displayed", "1");
      source.set(-1);
      await frames();
      near("displayed");
      await vi.waitFor(() => expect(cell("displayed").textContent).toContain("failed: negative"));
      near("displayed", false);
      source.set(2);
      await shows("displayed", "2");
    });

    it("shows nothing late of a run that is over while the next one waits", async () => {
      const late: (() => void)[] = [];
      open(
        x,
        code("displayed", "x display", "", (x: number, show: Show) => {
          show(x);
          late.push(() => show(`late ${x}`));
        }),
      );
      await shows("displayed", "1");
      source.set(2);
      await frames();
      late[0]!();
      expect(text("displayed")).toBe("1");
    });

    it("runs an edited cell at once", async () => {
      open(x, displayed());
      await shows("displayed", "1");
      mounted.update(notebookOf([x, { ...displayed((x) => `now ${x}`), hash: "2" }]));
      await shows("displayed", "now 1");
    });

    it("observes nothing any more once the page is disposed", async () => {
      open(x, displayed());
      await shows("displayed", "1");
      source.set(2);
      await frames();
      expect(observed.size).toBe(1);
      mounted.dispose();
      expect(observed.size).toBe(0);
      dispatchEvent(new Event("beforeprint"));
      expect(text("displayed")).toBe("1");
    });
  });

  describe("where a cell fails", () => {
    const failing =
      (message: string): Run =>
      () => {
        throw new Error(message);
      };

    it("says so in the cell, with its name, to all readers", async () => {
      open(code("a", "", "", failing("no luck")));
      await vi.waitFor(() => expect(cell("a").querySelector("[role=alert]")).not.toBeNull());
      expect(cell("a").querySelector(".cell-error")!.textContent).toBe(
        "The cell a failed: no luck",
      );
      expect(output("a")).toBe("");
    });

    it("says so also where one of its outputs is named run", async () => {
      open(code("a", "", "run", async () => Promise.reject(new Error("no luck"))));
      await frames();
      expect(cell("a").querySelector("[role=alert]")?.textContent).toBe(
        "The cell a failed: no luck",
      );
    });

    it("says in the cells that depend on it which cell they wait for, with a link", async () => {
      open(
        code("last", "y", "", (y: number) => y),
        code("middle", "x", "y", (x: number) => ({ y: x })),
        code("first", "", "x", failing("no luck")),
        prose("prose", [{ inputs: ["y"], run: (y: unknown) => y }]),
      );
      for (const slug of ["middle", "last", "prose"]) {
        await vi.waitFor(() => expect(cell(slug).querySelector(".cell-waiting")).not.toBeNull());
        const message = cell(slug).querySelector(".cell-waiting")!;
        expect(message.textContent).toBe("Waiting for the cell first.");
        expect(message.querySelector("a")!.hash).toBe("#cell-first");
        expect(cell(slug).querySelector(".cell-error")).toBeNull();
      }
      expect(text("last")).toBe("before");
      expect(cell("prose").textContent).toContain("so …");
    });

    it("takes the messages away when it runs again", async () => {
      const source = observable(-1);
      open(
        code("root", "x", "y", (x: number) => {
          if (x < 0) throw new Error("negative");
          return { y: Math.sqrt(x) };
        }),
        code("x", "observe", "x", (observe: (source: unknown) => unknown) => ({
          x: observe(source),
        })),
        code("after", "y", "", (y: number) => y),
      );
      await vi.waitFor(() => expect(cell("after").querySelector(".cell-waiting")).not.toBeNull());
      source.set(16);
      await shows("after", "4");
      expect(document.querySelector(".cell-waiting, .cell-error")).toBeNull();
    });

    it("names the next cell that has failed once the first is well", async () => {
      const source = observable(-1);
      open(
        code("first", "x", "y", (x: number) => {
          if (x < 0) throw new Error("negative");
          return { y: x };
        }),
        code("x", "observe", "x", (observe: (source: unknown) => unknown) => ({
          x: observe(source),
        })),
        code("second", "y", "z", () => ({ z: Promise.reject(new Error("never")) })),
        code("after", "z", "", (z: number) => z),
      );
      const message = (): string | undefined =>
        cell("after").querySelector(".cell-waiting")?.textContent ?? undefined;
      await vi.waitFor(() => expect(message()).toBe("Waiting for the cell first."));
      source.set(1);
      await vi.waitFor(() => expect(message()).toBe("Waiting for the cell second."));
    });

    it("says so where an output rejects, or a slot fails", async () => {
      open(
        code("a", "", "x", () => ({ x: Promise.reject(new Error("no weights")) })),
        prose("prose", [{ inputs: [], run: failing("no number") }]),
        code("b", "x", "", (x: number) => x),
      );
      await vi.waitFor(() =>
        expect(cell("a").textContent).toContain("The cell a failed: no weights"),
      );
      await vi.waitFor(() => expect(cell("prose").textContent).toContain("failed: no number"));
      await vi.waitFor(() => expect(cell("b").textContent).toContain("Waiting for the cell a."));
    });
  });

  describe("where a run is over", () => {
    it("resolves its invalidation, when an input changes and when the page is disposed", async () => {
      const source = observable(1);
      const over: number[] = [];
      open(
        code("x", "observe", "x", (observe: (source: unknown) => unknown) => ({
          x: observe(source),
        })),
        code("a", "x invalidation", "y", (x: number, invalidation: Promise<void>) => {
          void invalidation.then(() => over.push(x));
          return { y: x };
        }),
        code("b", "y", "", (y: number) => y),
      );
      await shows("b", "1");
      expect(over).toEqual([]);
      source.set(2);
      await shows("b", "2");
      expect(over).toEqual([1]);
      mounted.dispose();
      await frames();
      expect(over).toEqual([1, 2]);
    });

    it("returns its generators and stops listening", async () => {
      const source = observable(1);
      const returned = vi.fn();
      open(
        code("x", "observe", "x", (observe: (source: unknown) => unknown) => ({
          x: observe(source),
        })),
        code("y", "", "y", () => ({
          y: (function* () {
            try {
              for (;;) yield 1;
            } finally {
              returned();
            }
          })(),
        })),
        code("sum", "x y", "", (x: number, y: number) => x + y),
      );
      await shows("sum", "2");
      expect(source.listeners.size).toBe(1);
      mounted.dispose();
      await frames();
      expect(source.listeners.size).toBe(0);
      expect(returned).toHaveBeenCalledOnce();
    });

    it("runs no cell after the page is disposed", async () => {
      const source = observable(1);
      const run = vi.fn((x: number) => x);
      open(
        code("x", "observe", "x", (observe: (source: unknown) => unknown) => ({
          x: observe(source),
        })),
        code("a", "x", "", run),
      );
      await shows("a", "1");
      mounted.dispose();
      source.set(2);
      await frames();
      expect(run).toHaveBeenCalledOnce();
    });

    it("lets a cell run again that awaited for ever, and one whose generator never yielded", async () => {
      const source = observable(1);
      open(
        code("x", "observe", "x", (observe: (source: unknown) => unknown) => ({
          x: observe(source),
        })),
        code("a", "x", "y", async (x: number) => {
          if (x === 1) await new Promise(() => {});
          return { y: x };
        }),
        code("b", "x", "z", (x: number) => ({
          z: (async function* () {
            if (x === 1) await new Promise(() => {});
            yield x;
          })(),
        })),
        code("sum", "y z", "", (y: number, z: number) => y + z),
      );
      await frames();
      source.set(2);
      await shows("sum", "4");
    });

    it("drops what it then rejects", async () => {
      const source = observable(1);
      open(
        code("x", "observe", "x", (observe: (source: unknown) => unknown) => ({
          x: observe(source),
        })),
        code("a", "x invalidation", "y", async (x: number, invalidation: Promise<void>) => {
          if (x === 2) return { y: x };
          await invalidation;
          return { y: Promise.reject(new Error("aborted")) };
        }),
        code("b", "x invalidation", "z", (x: number, invalidation: Promise<void>) => ({
          z: x === 2 ? x : invalidation.then(() => Promise.reject(new Error("aborted"))),
        })),
        code("sum", "y z", "", (y: number, z: number) => y + z),
      );
      await frames();
      source.set(2);
      await shows("sum", "4");
      expect(document.querySelector(".cell-error")).toBeNull();
    });
  });

  describe("that is edited", () => {
    it("re-runs what has changed and what depends on it, and nothing else", async () => {
      const train = vi.fn(() => ({ weights: 10 }));
      const cells = (factor: number, hash: string): Cell[] => [
        code("training", "", "weights", train),
        code("factor", "", "factor", () => ({ factor }), hash),
        code("scaled", "weights factor", "", (w: number, f: number) => w * f),
      ];
      open(...cells(2, "1"));
      await shows("scaled", "20");
      mounted.update(notebookOf(cells(3, "2")));
      await shows("scaled", "30");
      expect(train).toHaveBeenCalledOnce();
    });

    it("re-runs a cell whose imports have changed", async () => {
      const cells = (value: number): Cell[] => [
        { ...code("a", "", "", () => value), uses: [value] },
        { ...code("b", "", "", () => value), uses: [] },
      ];
      open(...cells(1));
      await shows("a", "1");
      mounted.update(notebookOf(cells(2)));
      await shows("a", "2");
      expect(text("b")).toBe("1");
    });

    it("takes new outputs, drops old ones, and lets one move to another cell", async () => {
      const use = code("use", "x y", "", (x: number, y: number) => `${x} ${y}`);
      open(
        code("a", "", "x", () => ({ x: 1 })),
        code("b", "", "y", () => ({ y: 2 })),
        use,
      );
      await shows("use", "1 2");
      mounted.update(
        notebookOf([
          code("a", "", "y", () => ({ y: 3 }), "2"),
          code("b", "", "x", () => ({ x: 4 }), "2"),
          use,
        ]),
      );
      await shows("use", "4 3");
    });

    it("fills the slots of edited prose", async () => {
      open(prose("prose", [{ inputs: [], run: () => 1 }]));
      await vi.waitFor(() => expect(cell("prose").textContent).toBe("so 1"));
      cell("prose").innerHTML = '<span data-slot="0"></span>, <span data-slot="1"></span>';
      mounted.update(
        notebookOf([
          prose(
            "prose",
            [
              { inputs: [], run: () => 2 },
              { inputs: [], run: () => 3 },
            ],
            "2",
          ),
        ]),
      );
      await vi.waitFor(() => expect(cell("prose").textContent).toBe("2, 3"));
    });
  });

  it("runs a cell that is not on the page only for those that are", async () => {
    const unused = vi.fn();
    document.body.innerHTML =
      '<div class="cell" data-cell="a"><div class="cell-output"></div></div>';
    mounted = mount(
      notebookOf([
        code("a", "x", "", (x: number) => x),
        code("x", "", "x", () => ({ x: 1 })),
        code("unused", "", "", unused),
      ]),
      document,
      host as unknown as Host,
    );
    await shows("a", "1");
    expect(unused).not.toHaveBeenCalled();
  });
});

interface Source<T> extends Observable<T> {
  readonly listeners: ReadonlySet<() => void>;
  set(value: T): void;
}

function observable<T>(value: T): Source<T> {
  const listeners = new Set<() => void>();
  return {
    get value() {
      return value;
    },
    listeners,
    set(next) {
      value = next;
      for (const listener of listeners) listener();
    },
    addEventListener: (_, listener) => listeners.add(listener),
    removeEventListener: (_, listener) => listeners.delete(listener),
  };
}
