import { whole } from "../basics/thousands";
import { labelFor } from "../inputs/input";
import { type StepWord, stepWords } from "../run/step-words";

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

/**
 * "212 / 950 epochs · 31 epochs/s · 24 s left".
 * @param rate steps a second; 0 before it is known, and the time left is then not told
 */
export function stepsProgress(done: number, total: number, rate: number, word: StepWord): Progress {
  const words = stepWords(word, 2);
  const parts = [`${whole(done)} / ${whole(total)} ${words}`];
  if (rate > 0) {
    parts.push(`${speed(rate)} ${words}/s`);
    if (done < total) parts.push(`${duration((total - done) / rate)} left`);
  }
  return { fraction: total === 0 ? 1 : done / total, text: parts.join(" · ") };
}

/** A number of things a second, in few digits: "3.2", "31", "1,024". */
export function speed(rate: number): string {
  return rate < 10 ? rate.toFixed(1) : whole(rate);
}

/** "24 s", "3 min 10 s", "2 h 5 min"; never less than a second. */
export function duration(seconds: number): string {
  const rounded = Math.max(1, Math.ceil(seconds));
  if (rounded < 60) return `${rounded} s`;
  const minutes = Math.floor(rounded / 60);
  const [big, small] =
    minutes < 60
      ? [`${minutes} min`, `${rounded % 60} s`]
      : [`${Math.floor(minutes / 60)} h`, `${minutes % 60} min`];
  return small.startsWith("0 ") ? big : `${big} ${small}`;
}
