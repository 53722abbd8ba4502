import type { Page } from "playwright-core";

/** What the cells of a notebook's page show. */
export interface ShownCells {
  /** By slug, the text of each slot. */
  readonly slots: Readonly<Record<string, readonly string[]>>;
  readonly outputs: readonly ShownOutput[];
}

export interface ShownOutput {
  readonly slug: string;
  /** In it a comment with its name stands for each figure's plot. */
  readonly html: string;
  readonly figures: readonly ShownFigure[];
}

export interface ShownFigure {
  /** As `figureNames` gives it. */
  readonly name: string;
  /** Its spoken sentence. */
  readonly alt: string;
}

/**
 * Reads a notebook's page: text as it stands, inputs inert, which the page hides where there is no JavaScript, figures
 * with their caption and their table.
 */
export function readCells(page: Page): Promise<ShownCells> {
  return page.evaluate(async () => {
    // A table is made when it is opened.
    for (const details of document.querySelectorAll<HTMLDetailsElement>(".figure-table"))
      details.open = true;
    await new Promise((done) => setTimeout(done, 100));

    const slots: Record<string, string[]> = {};
    const outputs: ShownOutput[] = [];
    for (const cell of document.querySelectorAll<HTMLElement>("[data-cell]")) {
      const slug = `${cell.dataset.cell}`;
      const texts: string[] = [];
      for (const slot of cell.querySelectorAll<HTMLElement>("[data-slot]"))
        texts[Number(slot.dataset.slot)] = `${slot.textContent}`;
      if (texts.length > 0) slots[slug] = texts;

      const output = cell.querySelector(":scope > .cell-output")?.cloneNode(true);
      if (!(output instanceof HTMLElement) || !output.hasChildNodes()) continue;
      const figures = [...output.querySelectorAll(".figure")].map((figure, i) => {
        const name = i === 0 ? slug : `${slug}-${i + 1}`;
        const speech = figure.querySelector(":scope > p[aria-live]")!;
        const alt = `${speech.textContent}`;
        speech.remove();
        for (const details of figure.querySelectorAll("details")) details.open = false;
        figure.querySelector(".figure-plot")!.replaceWith(document.createComment(name));
        return { name, alt };
      });
      for (const part of [...output.children].flatMap((each) =>
        each.matches(".figure") ? [...each.children] : [each],
      )) {
        if (!part.querySelector("button, input, select, textarea, progress")) continue;
        (part as HTMLElement).inert = true;
        // Ids belong to the inputs that will stand here.
        for (const each of part.querySelectorAll("*"))
          for (const attribute of ["id", "for", "name", "aria-labelledby"])
            each.removeAttribute(attribute);
      }
      outputs.push({ slug, html: output.innerHTML, figures });
    }
    return { slots, outputs };
  });
}
