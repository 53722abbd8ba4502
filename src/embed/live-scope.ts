import { Runtime } from "@observablehq/runtime";
import { CellView } from "../notebook/cell-view";
import type { Cell } from "../notebook/definition";
import type { Host } from "../notebook/host";
import { type LiveCell, LiveCode, LiveProse, type Page } from "../notebook/live-cell";
import type { EmbeddedCell } from "./catalogue";
import { ownCopies } from "./own-copy";

/** A cell that an element shows. */
export interface ShownCell {
  readonly element: HTMLElement;
  /** Ends it, and what only it needed. */
  end(): void;
}

interface Entry {
  readonly live: LiveCell;
  readonly element: HTMLElement;
  /** How many of the shown cells need this one. */
  users: number;
  /** Whether its element has the cell's HTML. */
  filled: boolean;
}

/** The running cells of one scope: those that its elements show, and what these depend on, each once. */
export class LiveScope {
  readonly #runtime = new Runtime();
  readonly #page: Page;
  readonly #entries = new Map<string, Entry>();
  readonly #shown = new Set<string>();
  #copies = 1;

  constructor(host: Host) {
    const module = this.#runtime.module();
    this.#page = { module, host, declaredBy: new Map(), waiting: new Map() };
  }

  /** @throws Error if the cell is shown already and there can be but one of it */
  show({ slug, cells, own, html }: EmbeddedCell): ShownCell {
    const again = this.#shown.has(slug);
    if (again && own === undefined)
      throw new Error(
        `The cell “${slug}” is shown already in this scope, and gives its value to others: another one needs another scope.`,
      );
    const mark = again ? `#${++this.#copies}` : "";
    const isCopied = (cell: Cell): boolean => again && own?.includes(cell.slug) === true;
    const needed = [
      ...cells.filter((cell) => !isCopied(cell)),
      ...ownCopies(cells.filter(isCopied), mark),
    ];
    const target = `${slug}${mark}`;
    for (const cell of needed) this.#need(cell);
    this.#shown.add(target);
    const entry = this.#entries.get(target)!;
    if (!entry.filled) entry.element.append(fragmentOf(html));
    entry.filled = true;
    return {
      element: entry.element,
      end: () => {
        this.#shown.delete(target);
        entry.element.remove();
        for (const cell of needed) this.#leave(cell.slug);
      },
    };
  }

  dispose(): void {
    this.#runtime.dispose();
    for (const { live } of this.#entries.values()) live.dispose();
  }

  #need(cell: Cell): void {
    const before = this.#entries.get(cell.slug);
    if (before !== undefined) {
      before.users += 1;
      return;
    }
    const element = document.createElement("div");
    element.className = "cell";
    if ("run" in cell) {
      const output = document.createElement("div");
      output.className = "cell-output";
      element.append(output);
    }
    const view = new CellView(cell.slug, element);
    const live =
      "run" in cell ? new LiveCode(this.#page, cell, view) : new LiveProse(this.#page, cell, view);
    this.#entries.set(cell.slug, { live, element, users: 1, filled: false });
    live.define();
  }

  #leave(slug: string): void {
    const entry = this.#entries.get(slug)!;
    entry.users -= 1;
    if (entry.users > 0) return;
    this.#entries.delete(slug);
    entry.live.delete();
  }
}

function fragmentOf(html: string): DocumentFragment {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}
