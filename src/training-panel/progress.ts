import { whole } from "../basics/thousands";
import type { Progress } from "../inputs/progress-bar";
import { type StepWord, stepWords } from "../run/step-words";

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
