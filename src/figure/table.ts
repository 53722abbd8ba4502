import type { Table } from "./columns";

/** The numbers of a figure under it, folded until the reader asks for them. */
export interface FoldedTable {
  readonly element: HTMLDetailsElement;
  /** Writes it anew if it is open. */
  update(): void;
}

/** @param table what it has now, if there is something yet */
export function foldedTable(title: string, table: () => Table | undefined): FoldedTable {
  const element = document.createElement("details");
  element.className = "figure-table";
  const summary = document.createElement("summary");
  summary.textContent = "Read as a table";
  const holder = document.createElement("div");
  holder.className = "table-scroll";
  holder.tabIndex = 0;
  holder.setAttribute("role", "region");
  holder.setAttribute("aria-label", `${title}, as a table`);
  element.append(summary, holder);

  const fill = (): void => {
    const now = table();
    if (now === undefined) return;
    // The rows are made anew; what the reader has scrolled to stays.
    const { scrollTop, scrollLeft } = holder;
    holder.replaceChildren(tableElement(title, now));
    Object.assign(holder, { scrollTop, scrollLeft });
  };
  element.addEventListener("toggle", () => {
    if (element.open) fill();
    else holder.replaceChildren();
  });
  return {
    element,
    update: () => {
      if (element.open) fill();
    },
  };
}

function tableElement(title: string, { columns, rows }: Table): HTMLTableElement {
  const table = document.createElement("table");
  const caption = table.createCaption();
  caption.className = "visually-hidden";
  caption.textContent = title;
  const head = table.createTHead().insertRow();
  for (const column of columns) {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.textContent = column;
    head.append(cell);
  }
  const body = table.createTBody();
  for (const row of rows) {
    const line = body.insertRow();
    for (const value of row) {
      line.insertCell().textContent =
        typeof value === "number" ? String(value).replace("-", "−") : value;
    }
  }
  return table;
}
