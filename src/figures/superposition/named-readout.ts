import { readout } from "../readouts";
import { finiteText } from "./finite-text";

/** A number under a figure, over its name; both go along when the figure is taken away. */
export interface NamedReadout {
  readonly element: HTMLElement;
  /** Shows a value with three decimals. */
  show(value: number): void;
  /** Says in words what the number is. */
  name(words: string): void;
}

/** @param name of the `<output>` */
export function namedReadout(name: string): NamedReadout {
  const number = readout(name);
  const label = document.createElement("span");
  label.className = "readout-name";
  const term = document.createElement("div");
  term.className = "readout-term";
  term.append(number.output, label);
  const element = document.createElement("div");
  element.className = "readout-changes figure-part";
  element.append(term);
  return {
    element,
    show: (value) => number.show(value, finiteText(value)),
    name: (words) => {
      label.textContent = words;
    },
  };
}
