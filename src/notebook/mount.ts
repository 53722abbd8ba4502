import { Runtime } from "@observablehq/runtime";
import { CellView } from "./cell-view";
import type { Cell, Notebook } from "./definition";
import type { Host } from "./host";
import { LiveLibraries } from "./libraries";
import { type LiveCell, LiveCode, LiveProse, type Page } from "./live-cell";

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
  const module = runtime.module();
  const libraries = new LiveLibraries(module);
  libraries.offer(notebook.libraries);
  const page: Page = { module, host, libraries, declaredBy: new Map(), waiting: new Map() };
  const views = new Map<string, CellView>();
  const viewOf = (slug: string): CellView | undefined => {
    const element = root.querySelector<HTMLElement>(`[data-cell="${slug}"]`);
    if (element && !views.has(slug)) views.set(slug, new CellView(slug, element));
    return views.get(slug);
  };
  const live = (cell: Cell): LiveCell =>
    "run" in cell
      ? new LiveCode(page, cell, viewOf(cell.place ?? cell.slug))
      : new LiveProse(page, cell, viewOf(cell.slug));
  const cells = new Map(notebook.cells.map((cell) => [cell.slug, live(cell)]));
  for (const each of cells.values()) each.define();
  return {
    update(next) {
      libraries.offer(next.libraries);
      const slugs = new Set(next.cells.map(({ slug }) => slug));
      for (const [slug, gone] of cells) {
        if (slugs.has(slug)) continue;
        gone.delete();
        cells.delete(slug);
      }
      const changed = next.cells.filter((cell) => isChanged(cells.get(cell.slug)?.cell, cell));
      // Names are given up before they are taken, since a declaration may move from cell to cell.
      for (const cell of changed) cells.get(cell.slug)?.release(cell as never);
      for (const cell of changed) {
        if (!cells.has(cell.slug)) cells.set(cell.slug, live(cell));
        cells.get(cell.slug)!.define();
      }
    },
    dispose() {
      runtime.dispose();
      for (const each of cells.values()) each.dispose();
    },
  };
}

function isChanged(before: Cell | undefined, after: Cell): boolean {
  if (before === undefined) return true;
  const [uses, now] = [before.uses ?? [], after.uses ?? []];
  return (
    before.hash !== after.hash ||
    uses.length !== now.length ||
    uses.some((used, i) => used !== now[i])
  );
}
