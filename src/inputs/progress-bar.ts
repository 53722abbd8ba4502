import { labelFor } from "./input";

/** How far something is. */
export interface Progress {
  /** 0 to 1. */
  readonly fraction: number;
  /** The same in words, with the speed and the time left. */
  readonly text: string;
}

/** A progress bar with words beside it; it is shown, not set by the reader. */
export interface ProgressElement extends HTMLElement {
  update(progress: Progress): void;
}

export function progressBar(label: string): ProgressElement {
  const element = document.createElement("div") as HTMLElement as ProgressElement;
  element.className = "input-progress";
  const bar = document.createElement("progress");
  bar.max = 1;
  bar.value = 0;
  const heading = labelFor(bar, label);
  heading.className = "visually-hidden";
  const text = document.createElement("span");
  text.className = "input-progress-text";
  element.append(heading, bar, text);
  element.update = ({ fraction, text: words }) => {
    bar.value = Math.min(1, Math.max(0, fraction));
    bar.setAttribute("aria-valuetext", words);
    text.textContent = words;
  };
  return element;
}
