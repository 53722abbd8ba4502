import { readout } from "../readouts";

/** A named number over the words that say what it is. */
export function namedReadout(
  name: string,
  words: string,
): { readonly element: HTMLElement; show(value: number, text: string): void } {
  const element = document.createElement("div");
  element.className = "readout-term";
  const label = document.createElement("span");
  label.className = "readout-name";
  label.textContent = words;
  const { output, show } = readout(name);
  element.append(output, label);
  return { element, show };
}
