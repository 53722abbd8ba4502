import type { Host } from "./host";

/** What a cell shows inline in prose. */
export type Slot = string | number | Node;

/** A source of values: an `<input>`, or any object with a value that says when it changes. */
export interface Observable<T> {
  readonly value: T;
  addEventListener(type: "input", listener: () => void): void;
  removeEventListener(type: "input", listener: () => void): void;
}

/** Values over time, for the runtime to pull: each is there, or promised. */
export interface Stream<T> {
  next(): { readonly done: false; readonly value: T | Promise<T> };
  return(): { readonly done: true; readonly value: undefined };
}

/** Shows a value in the cell's output, after what the same run showed before, and returns it. */
export type Display = <T>(value: T) => T;
/** What is told of a source's values, and when. */
export interface ObserveOptions<T, U> {
  /** What is told of a value. */
  map?(value: T): U;
  /** Whether what would be told is what was told last, and so is not: without it, where it is the very same. */
  equals?(next: U, last: U): boolean;
  /**
   * For how many milliseconds the source must not have changed before its value is told, though no later than a second
   * after it changed: a number, or one that depends on the value and on the one last told. Then what is told is mapped.
   */
  readonly rest?: number | ((next: T, last: T) => number);
}

/** The values of a source, or what follows from them, as they change: the latest one, when several come at once. */
export type Observe = <T, U = T>(
  source: Observable<T>,
  options?: ObserveOptions<T, U>,
) => Stream<U>;
/** Shows an input and returns its values. */
export type View = <T>(input: Observable<T> & Node) => Stream<T>;

/** The names that every cell may use without any cell declaring them. */
export interface Builtins {
  readonly display: Display;
  readonly view: View;
  readonly observe: Observe;
  /** Resolves when this run of the cell is over: it re-runs, or the page is disposed. */
  readonly invalidation: Promise<void>;
  readonly host: Host;
}

/** What other cells see of a value: what a promise resolves to, what a generator yields. */
export type Settled<T> =
  T extends Stream<infer U>
    ? U
    : T extends AsyncGenerator<infer U>
      ? U
      : T extends Generator<infer U>
        ? Awaited<U>
        : Awaited<T>;

/** What other cells see of a cell's outputs. */
export type Out<F extends (...args: never[]) => unknown> = {
  [K in keyof Awaited<ReturnType<F>>]: Settled<Awaited<ReturnType<F>>[K]>;
};

/** A function of named inputs. */
export interface Definition {
  /** Names of the inputs, in the order of the function's parameters. */
  readonly inputs: readonly string[];
  readonly run: (...inputs: never[]) => unknown;
}

export interface CodeCell extends Definition {
  readonly slug: string;
  /** Of a cell that declares values and displays something, the values: the slug of the cell in whose place they show and fail. */
  readonly place?: string;
  /** Names of the values that `run` returns for other cells, as the fields of one object. */
  readonly outputs: readonly string[];
  /** Whether the value that `run` returns is shown: the cell is an expression and does not show anything itself. */
  readonly autodisplay: boolean;
  /** Changes with the cell's source. */
  readonly hash: string;
  /** In dev, the imported values that the cell uses: it re-runs when a module it imports has changed. */
  readonly uses?: readonly unknown[];
}

/** A cell of prose; its HTML is on the page already. */
export interface ProseCell {
  readonly slug: string;
  /** One for each `[data-slot]` in the cell, in order. */
  readonly slots: readonly Definition[];
  readonly hash: string;
  readonly uses?: readonly unknown[];
}

export type Cell = CodeCell | ProseCell;

export interface Heading {
  readonly id: string;
  readonly level: number;
  readonly text: string;
}

/** Fetches the libraries that cells name, each by its name. */
export type Libraries = Readonly<Record<string, () => Promise<unknown>>>;

/** A compiled notebook: what the module generated from `notebooks/NAME/index.html` exports. */
export interface Notebook {
  readonly name: string;
  readonly title: string;
  readonly headings: readonly Heading[];
  readonly libraries: Libraries;
  /** In the order of the page, which means nothing for the order in which they run. */
  readonly cells: readonly Cell[];
}
