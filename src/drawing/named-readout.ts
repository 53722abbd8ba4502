import { readout } from "./readout";

/** A number over the words that say what it is. */
export interface NamedReadout {
  readonly element: HTMLElement;
  show(value: number, text: string): void;
  /** Says in other words what the number is. */
  name(words: string): void;
}

/**
 * @param name of the `<output>`
 * @param mark what draws the number, before its words
 */
export function namedReadout(name: string, words: string, mark?: Element): NamedReadout {
  const element = document.createElement("div");
  element.className = "readout-term";
  const label = document.createElement("span");
  label.className = "readout-name";
  const text = document.createTextNode(words);
  if (mark !== undefined) label.append(mark);
  label.append(text);
  const { output, show } = readout(name);
  element.append(output, label);
  return {
    element,
    show,
    name: (words) => {
      text.data = words;
    },
  };
}

/** Readouts in a row under a figure, which go along when it is taken away. */
export function readoutRow(...readouts: readonly NamedReadout[]): HTMLElement {
  const row = document.createElement("div");
  row.className = "readout-changes figure-part";
  row.append(...readouts.map(({ element }) => element));
  return row;
}
