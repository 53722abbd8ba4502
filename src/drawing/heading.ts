import { svg } from "./svg";

/** The heading of a part of a drawing: its title, or what is under the pointer. */
export interface Heading {
  readonly element: SVGTextElement;
  /** Says something in the title's place, or the title again. */
  say(words: string | undefined): void;
  /** Takes another title. */
  entitle(title: string): void;
}

/** @param y of the base line */
export function heading(x: number, y: number, title = ""): Heading {
  const element = svg("text", { class: "fig-axis-label", x, y }, title);
  return {
    element,
    say: (words = title) => {
      element.textContent = words;
    },
    entitle(next) {
      title = next;
      element.textContent = title;
    },
  };
}
