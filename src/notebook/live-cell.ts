import { type Module, type Observer, RuntimeError, type Variable } from "@observablehq/runtime";
import { seldom } from "../basics/seldom";
import { Picture } from "../figure/picture";

import type { CellView } from "./cell-view";
import type { Cell, CodeCell, ProseCell } from "./definition";
import type { Host } from "./host";
import { InSight } from "./in-sight";
import type { LiveLibraries } from "./libraries";
import type { Output } from "./output";
import { abandonable, define } from "./run";

/** What the cells of a page share. */
export interface Page {
  readonly module: Module;
  readonly host: Host;
  readonly libraries: LiveLibraries;
  /** The cell that declares each value. */
  readonly declaredBy: Map<string, string>;
  /** For each cell that waits for a failed one, that one. */
  readonly waiting: Map<string, string>;
}

/** A cell that runs. */
export interface LiveCell {
  readonly cell: Cell;
  /** Takes the cell's new source, and gives up what that no longer declares. */
  release(next: Cell): void;
  /** Makes the cell's variables as its source says. */
  define(): void;
  /** Ends the cell while the others go on. */
  delete(): void;
  /** Lets go of what would still happen on the page after the cell has ended. */
  dispose(): void;
}

/** A code cell that runs: a variable for the run, and one for each of its outputs. */
export class LiveCode implements LiveCell {
  cell: CodeCell;
  readonly #page: Page;
  readonly #view: CellView | undefined;
  readonly #output: Output | undefined;
  /** What it is in the view's words about what is wrong. */
  readonly #part: string;
  readonly #run: Variable;
  readonly #outputs = new Map<string, Variable>();
  #inSight: InSight | undefined;
  /** Whether it has shown something and does nothing else: it then runs again only where the reader sees it. */
  #onlyShows = false;

  constructor(page: Page, cell: CodeCell, view: CellView | undefined) {
    this.cell = cell;
    this.#page = page;
    this.#view = view;
    this.#part = cell.place === undefined ? "run" : "values";
    this.#output = cell.place === undefined ? view?.output : view?.values;
    this.#run = page.module.variable(
      view && {
        fulfilled: (value) => {
          if (this.cell.autodisplay) this.#output?.replace(value);
          else this.#output?.end();
          this.#onlyShows = onlyShows(this.cell, value);
          if (this.#onlyShows) this.#inSight ??= new InSight(view.element);
          this.#waitFor(undefined);
          view.recover(this.#part);
        },
        rejected: (error) => {
          this.#waitFor(report(page, view, this.#part, error));
          if (isUpstream(error)) return;
          this.#onlyShows = false;
          this.#output?.clear();
          // Without its values there is nothing to display.
          if (this.cell.place !== undefined) view.output?.clear();
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
      this.#view?.recover(outputPart(name));
    }
  }

  define(): void {
    const { slug, outputs } = this.cell;
    const { module, host, declaredBy } = this.#page;
    const runName = `cell ${slug}`; // no value can have this name
    const begin = (): ((value: unknown) => void) => this.#output?.begin() ?? (() => {});
    this.#onlyShows = false;
    define(this.#run, runName, this.cell, host, begin, (run, invalidation) => {
      if (!this.#onlyShows || this.#inSight === undefined) return run();
      // What it waited for is there.
      this.#view?.recover(this.#part);
      return this.#inSight.when(run, invalidation);
    });
    for (const name of outputs) {
      declaredBy.set(name, this.cell.place ?? slug);
      const output = this.#outputs.get(name) ?? module.variable(this.#observer(name));
      this.#outputs.set(name, output);
      output.define(name, [runName], (results: Record<string, unknown>) =>
        abandonable(results[name]),
      );
    }
  }

  delete(): void {
    for (const [name, output] of this.#outputs) {
      end(output);
      this.#view?.recover(outputPart(name));
    }
    this.#outputs.clear();
    end(this.#run);
    this.#view?.recover(this.#part);
    this.#output?.clear();
    this.dispose();
  }

  dispose(): void {
    this.#output?.dispose();
    this.#inSight?.dispose();
    this.#inSight = undefined;
  }

  /** Notes which failed cell those that use its values wait for. */
  #waitFor(slug: string | undefined): void {
    const { waiting } = this.#page;
    if (this.#view === undefined || this.cell.outputs.length === 0) return;
    if (slug === undefined) waiting.delete(this.#view.slug);
    else waiting.set(this.#view.slug, slug);
  }

  #observer(name: string): Observer | undefined {
    const view = this.#view;
    const part = outputPart(name);
    return (
      view && {
        fulfilled: () => view.recover(part),
        // Where the run itself has failed, that is said already.
        rejected: (error) =>
          isUpstream(error) ? view.recover(part) : report(this.#page, view, part, error),
      }
    );
  }
}

/** Whether a cell that has run has done nothing but show something. */
function onlyShows({ inputs, outputs, autodisplay }: CodeCell, value: unknown): boolean {
  if (outputs.length > 0) return false;
  // An expression may as well be the call of something that acts.
  return autodisplay
    ? value instanceof Picture || value instanceof Node
    : inputs.includes("display");
}

/** A cell of prose whose slots are alive: a variable for each. */
export class LiveProse implements LiveCell {
  cell: ProseCell;
  readonly #page: Page;
  readonly #view: CellView | undefined;
  readonly #slots: Variable[] = [];
  /** What the slots are to show, by their index. */
  readonly #values = new Map<number, unknown>();
  readonly #words = seldom(() => {
    for (const [i, value] of this.#values) fill(this.#view?.slot(i) ?? null, value);
    this.#values.clear();
  });

  constructor(page: Page, cell: ProseCell, view: CellView | undefined) {
    this.cell = cell;
    this.#page = page;
    this.#view = view;
  }

  release(next: ProseCell): void {
    this.cell.slots.forEach((_, i) => {
      this.#view?.recover(`slot ${i}`);
    });
    this.#deleteSlots();
    this.cell = next;
  }

  delete(): void {
    this.#deleteSlots();
    this.dispose();
  }

  dispose(): void {
    this.#words.cancel();
  }

  #deleteSlots(): void {
    for (const slot of this.#slots.splice(0)) end(slot);
    this.#values.clear();
  }

  define(): void {
    const view = this.#view;
    if (view === undefined) return;
    this.cell.slots.forEach((slot, i) => {
      const part = `slot ${i}`;
      const variable = this.#page.module.variable({
        fulfilled: (value) => {
          this.#values.set(i, value);
          this.#words.ask();
          view.recover(part);
        },
        rejected: (error) => report(this.#page, view, part, error),
      });
      this.#slots.push(define(variable, null, slot, this.#page.host, () => () => {}));
    });
  }
}

/** Takes a variable away for good: what it has begun ends now, and not only when the runtime next computes. */
function end(variable: Variable): void {
  variable.delete();
  variable.dispose();
}

/** The part of a cell that an output is; an output may well be named "run". */
function outputPart(name: string): string {
  return `output ${name}`;
}

/** Whether an error is that of an input, which is shown where it arose. */
function isUpstream(error: unknown): error is RuntimeError & { readonly input: string } {
  return error instanceof RuntimeError && error.input !== undefined;
}

/**
 * Shows in a cell that a part of it has failed, or waits for a cell that has.
 * @returns the cell that it waits for
 */
function report(
  { waiting, declaredBy, libraries }: Page,
  view: CellView,
  part: string,
  error: unknown,
): string | undefined {
  // No cell is there to say of a library that it could not be fetched.
  if (!isUpstream(error) || libraries.has(error.input)) {
    console.error(error);
    view.fail(part, error);
    return undefined;
  }
  const declarer = declaredBy.get(error.input) ?? error.input;
  const failed = waiting.get(declarer) ?? declarer;
  // What is wrong with its own values is said already.
  if (declarer === view.slug) view.recover(part);
  else view.wait(part, failed);
  return failed;
}

function fill(slot: HTMLElement | null, value: unknown): void {
  if (value instanceof Node) slot?.replaceChildren(value);
  else if (slot && slot.textContent !== String(value)) slot.textContent = String(value);
}
