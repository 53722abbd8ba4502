import {
  type Module,
  type Observer,
  Runtime,
  RuntimeError,
  type Variable,
} from "@observablehq/runtime";
import { CellView } from "./cell-view";
import type { Builtins, Cell, CodeCell, Definition, Notebook, ProseCell } from "./definition";
import type { Host } from "./host";
import { observe } from "./observe";

/** A notebook that runs on a page. */
export interface Mounted {
  /** Re-runs the cells whose source, or whose imports, have changed, and what depends on them. */
  update(notebook: Notebook): void;
  /** Ends every cell: invalidations resolve and generators return. */
  dispose(): void;
}

/**
 * Runs a notebook's cells and shows them in the elements under `root` that carry their `data-cell`.
 * A cell without an element there runs only if one that has an element depends on it.
 */
export function mount(notebook: Notebook, root: ParentNode, host: Host): Mounted {
  const runtime = new Runtime();
  const page: Page = { module: runtime.module(), host, declaredBy: new Map(), waiting: new Map() };
  const cells = new Map<string, LiveCell>();
  for (const cell of notebook.cells) {
    const element = root.querySelector<HTMLElement>(`[data-cell="${cell.slug}"]`);
    const view = element ? new CellView(cell.slug, element) : undefined;
    cells.set(
      cell.slug,
      "run" in cell ? new LiveCode(page, cell, view) : new LiveProse(page, cell, view),
    );
  }
  for (const live of cells.values()) live.define();
  return {
    update(next) {
      const changed = next.cells.filter((cell) => isChanged(cells.get(cell.slug)!.cell, cell));
      // Names are given up before they are taken, since a declaration may move from cell to cell.
      for (const cell of changed) cells.get(cell.slug)!.release(cell as never);
      for (const cell of changed) cells.get(cell.slug)!.define();
    },
    dispose: () => runtime.dispose(),
  };
}

/** What the cells of a page share. */
interface Page {
  readonly module: Module;
  readonly host: Host;
  /** The cell that declares each value. */
  readonly declaredBy: Map<string, string>;
  /** For each cell that waits for a failed one, that one. */
  readonly waiting: Map<string, string>;
}

interface LiveCell {
  readonly cell: Cell;
  /** Takes the cell's new source, and gives up what that no longer declares. */
  release(next: Cell): void;
  /** Makes the cell's variables as its source says. */
  define(): void;
}

class LiveCode implements LiveCell {
  cell: CodeCell;
  readonly #page: Page;
  readonly #view: CellView | undefined;
  readonly #run: Variable;
  readonly #outputs = new Map<string, Variable>();

  constructor(page: Page, cell: CodeCell, view: CellView | undefined) {
    this.cell = cell;
    this.#page = page;
    this.#view = view;
    this.#run = page.module.variable(
      view && {
        fulfilled: (value) => {
          if (this.cell.autodisplay) view.output?.replace(value);
          else view.output?.end();
          page.waiting.delete(view.slug);
          view.recover("run");
        },
        rejected: (error) => {
          report(page, view, "run", error);
          if (!isUpstream(error)) view.output?.clear();
        },
      },
    );
  }

  release(next: CodeCell): void {
    this.cell = next;
    for (const [name, output] of this.#outputs) {
      if (next.outputs.includes(name)) continue;
      output.delete();
      this.#outputs.delete(name);
      this.#view?.recover(name);
    }
  }

  define(): void {
    const { slug, outputs } = this.cell;
    const { module, host, declaredBy } = this.#page;
    const runName = `cell ${slug}`; // no value can have this name
    define(this.#run, runName, this.cell, host, () => this.#view?.output?.begin() ?? (() => {}));
    for (const name of outputs) {
      declaredBy.set(name, slug);
      const output = this.#outputs.get(name) ?? module.variable(this.#observer(name));
      this.#outputs.set(name, output);
      output.define(name, [runName], (results: Record<string, unknown>) =>
        abandonable(results[name]),
      );
    }
  }

  #observer(name: string): Observer | undefined {
    const view = this.#view;
    return (
      view && {
        fulfilled: () => view.recover(name),
        // Where the run itself has failed, that is said already.
        rejected: (error) =>
          isUpstream(error) ? view.recover(name) : report(this.#page, view, name, error),
      }
    );
  }
}

class LiveProse implements LiveCell {
  cell: ProseCell;
  readonly #page: Page;
  readonly #view: CellView | undefined;
  readonly #slots: Variable[] = [];

  constructor(page: Page, cell: ProseCell, view: CellView | undefined) {
    this.cell = cell;
    this.#page = page;
    this.#view = view;
  }

  release(next: ProseCell): void {
    this.cell.slots.forEach((_, i) => {
      this.#view?.recover(`slot ${i}`);
    });
    for (const slot of this.#slots.splice(0)) slot.delete();
    this.cell = next;
  }

  define(): void {
    const view = this.#view;
    if (view === undefined) return;
    this.cell.slots.forEach((slot, i) => {
      const part = `slot ${i}`;
      const variable = this.#page.module.variable({
        fulfilled: (value) => {
          fill(view.slot(i), value);
          view.recover(part);
        },
        rejected: (error) => report(this.#page, view, part, error),
      });
      this.#slots.push(define(variable, null, slot, this.#page.host, () => () => {}));
    });
  }
}

/**
 * Defines a variable by a function of values and builtins.
 * @param begin begins a run, and returns what shows a value for that run
 */
function define(
  variable: Variable,
  name: string | null,
  { inputs, run }: Definition,
  host: Host,
  begin: () => (value: unknown) => void,
): Variable {
  const values = inputs.filter((input) => !isBuiltin(input));
  return variable.define(name, ["invalidation", ...values], (invalidation, ...given: unknown[]) => {
    const builtins = builtinsFor(invalidation, host, begin());
    const next = given.values();
    const bound = inputs.map((input) =>
      isBuiltin(input) ? builtins[input] : next.next().value,
    ) as never[];
    const result = run(...bound);
    return result instanceof Promise
      ? untilInvalid(result.then(handled), invalidation)
      : abandonable(handled(result));
  });
}

const builtinNames: Readonly<Record<keyof Builtins, true>> = {
  display: true,
  view: true,
  observe: true,
  invalidation: true,
  host: true,
};

function isBuiltin(name: string): name is keyof Builtins {
  return Object.hasOwn(builtinNames, name);
}

function builtinsFor(
  invalidation: Promise<void>,
  host: Host,
  show: (value: unknown) => void,
): Builtins {
  const display = <T>(value: T): T => {
    show(value);
    return value;
  };
  return { display, view: (input) => observe(display(input)), observe, invalidation, host };
}

/** The promise, which rejects when the run is over: a cell that awaits for ever can still re-run. */
function untilInvalid<T>(promise: Promise<T>, invalidation: Promise<void>): Promise<T> {
  const over = invalidation.then(() => {
    throw new Error("This run of the cell is over.");
  });
  return Promise.race([promise, over]);
}

/** The outputs of a run. One that rejects once the run is over is nobody's, and must not be reported as unhandled. */
function handled<T>(outputs: T): T {
  if (outputs?.constructor === Object)
    for (const output of Object.values(outputs))
      if (output instanceof Promise) output.catch(() => {});
  return outputs;
}

/** An async generator whose `return` does not wait for a `next` that is under way, so that its cell can re-run. */
function abandonable(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !(Symbol.asyncIterator in value)) return value;
  const generator = value as AsyncGenerator;
  let abandon = (): void => {};
  return {
    next: () => {
      const over = new Promise<never>((_, reject) => {
        abandon = () => reject(new Error("This run of the cell is over."));
      });
      return Promise.race([generator.next(), over]);
    },
    return: () => {
      abandon();
      generator.return(undefined).catch(() => {});
    },
  };
}

/** Whether an error is that of an input, which is shown where it arose. */
function isUpstream(error: unknown): error is RuntimeError & { readonly input: string } {
  return error instanceof RuntimeError && error.input !== undefined;
}

/** Shows in a cell that a part of it has failed, or waits for a cell that has. */
function report({ waiting, declaredBy }: Page, view: CellView, part: string, error: unknown): void {
  if (part === "run") waiting.delete(view.slug);
  if (!isUpstream(error)) {
    console.error(error);
    view.fail(part, error);
    return;
  }
  const declarer = declaredBy.get(error.input) ?? error.input;
  const failed = waiting.get(declarer) ?? declarer;
  if (part === "run") waiting.set(view.slug, failed);
  view.wait(part, failed);
}

function fill(slot: HTMLElement | null, value: unknown): void {
  if (value instanceof Node) slot?.replaceChildren(value);
  else if (slot && slot.textContent !== String(value)) slot.textContent = String(value);
}

function isChanged(before: Cell, after: Cell): boolean {
  const [uses, now] = [before.uses ?? [], after.uses ?? []];
  return (
    before.hash !== after.hash ||
    uses.length !== now.length ||
    uses.some((used, i) => used !== now[i])
  );
}
