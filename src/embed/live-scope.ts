import { Runtime } from "@observablehq/runtime";
import { fragmentOf } from "../basics/trusted";
import { CellView } from "../notebook/cell-view";
import type { Cell } from "../notebook/definition";
import type { Host } from "../notebook/host";
import { LiveLibraries } from "../notebook/libraries";
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
  readonly place: Place;
  /** How many of the shown cells need this one. */
  users: number;
}

/** Where a cell shows what it has. */
interface Place {
  readonly view: CellView;
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
    this.#page = {
      module,
      host,
      libraries: new LiveLibraries(module),
      declaredBy: new Map(),
      waiting: new Map(),
    };
  }

  /** @throws Error if the cell is shown already and there can be but one of it */
  show({ slug, libraries, cells, own, html }: EmbeddedCell): ShownCell {
    this.#page.libraries.offer(libraries);
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
    const { place } = this.#entries.get(target)!;
    const { element } = place.view;
    if (!place.filled) element.append(fragmentOf(html));
    place.filled = true;
    return {
      element,
      end: () => {
        this.#shown.delete(target);
        element.remove();
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
    const place = this.#placeOf(cell);
    const live =
      "run" in cell
        ? new LiveCode(this.#page, cell, place.view)
        : new LiveProse(this.#page, cell, place.view);
    this.#entries.set(cell.slug, { live, place, users: 1 });
    live.define();
  }

  /** The place of a cell, which its values may have already. */
  #placeOf(cell: Cell): Place {
    const slug = ("run" in cell && cell.place) || cell.slug;
    for (const { place } of this.#entries.values()) if (place.view.slug === slug) return place;
    const element = document.createElement("div");
    element.className = "cell";
    if ("run" in cell) {
      const output = document.createElement("div");
      output.className = "cell-output";
      element.append(output);
    }
    return { view: new CellView(slug, element), filled: false };
  }

  #leave(slug: string): void {
    const entry = this.#entries.get(slug)!;
    entry.users -= 1;
    if (entry.users > 0) return;
    this.#entries.delete(slug);
    entry.live.delete();
  }
}
