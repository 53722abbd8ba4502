import { Output } from "./output";

/** A cell on the page: its outputs, its slots, and what is wrong with it. */
export class CellView {
  readonly slug: string;
  readonly element: HTMLElement;
  readonly output: Output | undefined;
  /** What it shows of its values, where it also displays something: that stands first. */
  readonly values: Output | undefined;
  /** What is wrong, by what it is wrong with: the run, an output, or a slot. */
  readonly #problems = new Map<string, HTMLElement>();
  #shown: HTMLElement | undefined;

  constructor(slug: string, element: HTMLElement) {
    this.slug = slug;
    this.element = element;
    const output = element.querySelector<HTMLElement>(":scope > .cell-output");
    this.output = output ? new Output(output) : undefined;
    this.values = output ? new Output(output, this.output) : undefined;
  }

  slot(index: number): HTMLElement | null {
    return this.element.querySelector<HTMLElement>(`[data-slot="${index}"]`);
  }

  /** Says that something in the cell has failed. */
  fail(part: string, error: unknown): void {
    const message = paragraph("cell-error");
    message.setAttribute("role", "alert");
    const name = document.createElement("code");
    name.textContent = this.slug;
    message.append("The cell ", name, ` failed: ${messageOf(error)}`);
    this.#set(part, message);
  }

  /** Says that something in the cell waits for another cell, which has failed. */
  wait(part: string, slug: string): void {
    const message = paragraph("cell-waiting");
    message.append("Waiting for the cell ", this.#linkTo(slug), ".");
    this.#set(part, message);
  }

  /** Takes away what was said. */
  recover(part: string): void {
    if (this.#problems.delete(part)) this.#show();
  }

  /** The name of a cell, which leads there where the cell is on the page. */
  #linkTo(slug: string): HTMLElement {
    if (this.element.getRootNode() !== document) {
      const name = document.createElement("code");
      name.textContent = slug;
      return name;
    }
    const link = document.createElement("a");
    link.href = `#cell-${slug}`;
    link.textContent = slug;
    return link;
  }

  #set(part: string, message: HTMLElement): void {
    const before = this.#problems.get(part);
    if (before?.textContent === message.textContent) return;
    this.#problems.set(part, message);
    this.#show();
  }

  /** Shows the first failure; if there is none, the first wait. */
  #show(): void {
    const problems = [...this.#problems.values()];
    const message = problems.find((problem) => problem.className === "cell-error") ?? problems[0];
    if (message === this.#shown) return;
    this.#shown?.remove();
    if (message)
      this.element.insertBefore(message, this.element.querySelector(":scope > .cell-code"));
    this.#shown = message;
  }
}

function paragraph(className: string): HTMLParagraphElement {
  const element = document.createElement("p");
  element.className = className;
  return element;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}
